"""What the pages behind our links say, by what the link is for."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.domain.links import LinkState, Purpose


@dataclass(frozen=True)
class Offer:
    """A link that is good: what it is for, and its button."""

    heading: str
    text: str
    button: str


@dataclass(frozen=True)
class Refusal:
    """A link that opens nothing: why, and what to do next, with the room where that is done."""

    heading: str
    text: str
    room: str
    room_name: str


WORDS: Mapping[Purpose, Offer] = {
    Purpose.INVITATION: Offer(
        "Selamat datang di Piket",
        "Buat kata sandi Anda untuk masuk. Tautan ini dapat dipakai satu kali.",
        "Buat kata sandi",
    ),
    Purpose.RESET: Offer(
        "Kata sandi baru",
        "Buat kata sandi baru untuk akun Anda. Tautan ini dapat dipakai satu kali.",
        "Buat kata sandi baru",
    ),
    Purpose.FORM: Offer(
        "Formulir percakapan Anda",
        "Tautan ini pribadi: membuka satu formulir saja, dan dapat dipakai satu kali.",
        "Buka formulir",
    ),
    Purpose.READY: Offer(
        "Siap menerima telepon lagi?",
        "Jeda Anda berakhir, dan telepon Anda berdering lagi bila giliran Anda.",
        "Ya, saya siap",
    ),
    Purpose.SWAP_ACCEPT: Offer(
        "Setuju tukar piket?",
        "Jadwal belum berubah: sesudah Anda setuju, ketua unit atau koordinator yang memutuskan.",
        "Ya, saya setuju",
    ),
    Purpose.SWAP_DECLINE: Offer("Tidak bersedia tukar piket?", "Jadwal tidak berubah.", "Saya tidak bersedia"),
    Purpose.SWAP_APPROVE: Offer(
        "Setujui tukar piket?", "Begitu disetujui, jadwal berubah dan keduanya dikabari.", "Setujui"
    ),
    Purpose.SWAP_REFUSE: Offer("Tolak tukar piket?", "Jadwal tidak berubah, dan keduanya dikabari.", "Tolak"),
    Purpose.SUBSTITUTE_UNDO: Offer(
        "Batalkan penggantian?", "Jadwal kembali seperti sebelumnya, dan keduanya dikabari.", "Batalkan penggantian"
    ),
}

_USED, _LATE = "Tautan ini sudah dipakai", "Tautan ini sudah tidak berlaku"
_SIGN_IN = ("sign_in.ask", "Ke halaman masuk")
_SWAPS = ("swaps.listed", "Ke halaman Tukar piket")
_FORGOT = ("forgot.ask", "Minta kata sandi baru")

WRONG = Refusal(
    "Tautan ini tidak dapat dibuka",
    "Mungkin alamatnya terpotong. Buka sekali lagi langsung dari surat Anda yang terbaru; bila tetap tidak dapat, "
    "hubungi koordinator.",
    *_SIGN_IN,
)

REFUSED: Mapping[tuple[Purpose, LinkState], Refusal] = {
    (Purpose.INVITATION, LinkState.USED): Refusal(
        _USED,
        "Kata sandi Anda sudah dibuat, atau ada undangan yang lebih baru di kotak masuk Anda. Masuklah dengan kata "
        "sandi itu; bila tidak dapat, mintalah undangan baru kepada koordinator.",
        *_SIGN_IN,
    ),
    (Purpose.INVITATION, LinkState.EXPIRED): Refusal(
        _LATE, "Undangan berlaku tujuh hari. Mintalah undangan baru kepada koordinator.", *_SIGN_IN
    ),
    (Purpose.RESET, LinkState.USED): Refusal(
        _USED,
        "Kata sandi Anda sudah dibuat, atau ada tautan yang lebih baru di kotak masuk Anda. Bila tidak dapat masuk, "
        "mintalah tautan baru.",
        *_FORGOT,
    ),
    (Purpose.RESET, LinkState.EXPIRED): Refusal(_LATE, "Tautan berlaku satu jam. Mintalah tautan baru.", *_FORGOT),
    (Purpose.FORM, LinkState.USED): Refusal(
        _USED,
        "Formulir itu masih dapat dibuka dengan masuk, atau dengan tautan baru. Tautan baru dikirim ke alamat e-mail "
        "Anda yang tercatat.",
        *_SIGN_IN,
    ),
    (Purpose.FORM, LinkState.EXPIRED): Refusal(
        _LATE,
        "Tautan berlaku tiga hari. Formulir itu masih dapat dibuka dengan masuk, atau dengan tautan baru. Tautan baru "
        "dikirim ke alamat e-mail Anda yang tercatat.",
        *_SIGN_IN,
    ),
    (Purpose.READY, LinkState.USED): Refusal(
        _USED, "Anda sudah menyatakan siap. Masuklah untuk melihat keadaan telepon Anda.", *_SIGN_IN
    ),
    (Purpose.READY, LinkState.EXPIRED): Refusal(
        _LATE, "Tautan berlaku satu hari. Masuklah untuk melihat keadaan telepon Anda.", *_SIGN_IN
    ),
} | {
    (purpose, state): refusal
    for purpose in (
        Purpose.SWAP_ACCEPT,
        Purpose.SWAP_DECLINE,
        Purpose.SWAP_APPROVE,
        Purpose.SWAP_REFUSE,
        Purpose.SUBSTITUTE_UNDO,
    )
    for state, refusal in (
        (LinkState.USED, Refusal(_USED, "Langkah ini sudah diambil. Keadaannya ada di halaman Tukar piket.", *_SWAPS)),
        (
            LinkState.EXPIRED,
            Refusal(_LATE, "Tautan berlaku empat belas hari. Langkah ini masih ada di halaman Tukar piket.", *_SWAPS),
        ),
    )
}
