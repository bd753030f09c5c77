"""The words of swaps, for pages, mails and refusals."""

from collections.abc import Callable, Mapping

from ivr.domain.local_time import long_date
from ivr.domain.roster import Task
from ivr.domain.swap import CannotExchange, StepRefused, Swap, SwapState, SwapStep, WhyNot
from ivr.workflows.change_labels import short_date

STATES: Mapping[SwapState, str] = {
    SwapState.ASKED: "menunggu rekan",
    SwapState.ACCEPTED: "menunggu persetujuan",
    SwapState.DECLINED: "rekan tidak bersedia",
    SwapState.WITHDRAWN: "ditarik kembali",
    SwapState.APPROVED: "disetujui",
    SwapState.REFUSED: "tidak disetujui",
    SwapState.REVERSED: "dibatalkan",
    SwapState.EXPIRED: "lewat waktu",
}
STEPS: Mapping[SwapStep, str] = {
    SwapStep.ACCEPT: "Setuju",
    SwapStep.DECLINE: "Tidak bersedia",
    SwapStep.WITHDRAW: "Tarik kembali",
    SwapStep.APPROVE: "Setujui",
    SwapStep.REFUSE: "Tolak",
    SwapStep.REVERSE: "Batalkan pertukaran",
}
DONE: Mapping[SwapStep, str] = {
    SwapStep.ACCEPT: "Anda setuju. Permintaan ini sekarang menunggu persetujuan ketua unit atau koordinator.",
    SwapStep.DECLINE: "Tersimpan. Yang meminta sudah dikabari, dan jadwal tidak berubah.",
    SwapStep.WITHDRAW: "Permintaan ditarik kembali. Jadwal tidak berubah.",
    SwapStep.APPROVE: "Disetujui. Jadwal sudah diubah, dan keduanya dikabari.",
    SwapStep.REFUSE: "Ditolak. Keduanya dikabari, dan jadwal tidak berubah.",
    SwapStep.REVERSE: "Dibatalkan. Jadwal kembali seperti sebelum pertukaran, dan keduanya dikabari.",
}
_ONLY = "Langkah ini bukan untuk Anda"
_THEIRS: Mapping[SwapStep, str] = {
    SwapStep.ACCEPT: f"{_ONLY}: yang menjawab adalah rekan yang diminta.",
    SwapStep.DECLINE: f"{_ONLY}: yang menjawab adalah rekan yang diminta.",
    SwapStep.WITHDRAW: f"{_ONLY}: yang menarik kembali adalah yang meminta.",
    SwapStep.APPROVE: f"{_ONLY}: yang memutuskan adalah ketua unit atau koordinator.",
    SwapStep.REFUSE: f"{_ONLY}: yang memutuskan adalah ketua unit atau koordinator.",
    SwapStep.REVERSE: f"{_ONLY}: yang membatalkan adalah ketua unit atau koordinator.",
}
_ALREADY: Mapping[SwapState, str] = {
    SwapState.ACCEPTED: "Permintaan ini sudah dijawab: rekan setuju.",
    SwapState.DECLINED: "Permintaan ini sudah dijawab: rekan tidak bersedia. Jadwal tidak berubah.",
    SwapState.WITHDRAWN: "Permintaan ini sudah ditarik kembali. Jadwal tidak berubah.",
    SwapState.APPROVED: "Permintaan ini sudah disetujui, dan jadwal sudah diubah.",
    SwapState.REFUSED: "Permintaan ini sudah ditolak. Jadwal tidak berubah.",
    SwapState.REVERSED: "Pertukaran ini sudah dibatalkan. Jadwal sudah kembali seperti semula.",
}

Name = Callable[[int], str]


def swap_in_words(swap: Swap, name: Name, *, unit: str) -> str:
    """`Andi menyerahkan piket Selasa 24 November kepada Sari, dan mengambil piket Sari Kamis 26 November (Humas)`."""
    task, asker, colleague = task_words(swap.task), name(swap.asker_id), name(swap.colleague_id)
    given = f"{asker} menyerahkan {task} {short_date(swap.asker_on)} kepada {colleague}"
    if swap.colleague_on is None:
        return f"{given}, tanpa tukar ({unit})"
    return f"{given}, dan mengambil {task} {colleague} {short_date(swap.colleague_on)} ({unit})"


def asked_in_words(swap: Swap, name: Name) -> tuple[str, ...]:
    """Who would be there on which day afterwards, a line for each day."""
    task = task_words(swap.task)
    lines = [(swap.asker_on, swap.asker_id, swap.colleague_id)]
    if swap.colleague_on is not None:
        lines.append((swap.colleague_on, swap.colleague_id, swap.asker_id))
    return tuple(f"{long_date(on)}: {task} {name(old)} menjadi {task} {name(new)}" for on, old, new in sorted(lines))


def task_words(task: Task) -> str:
    """`piket` or `pengganti istirahat`."""
    return "pengganti istirahat" if task is Task.COVER else task.value


def refusal_words(refused: StepRefused, step: SwapStep) -> str:
    """Why a step cannot be taken, and what to do."""
    match refused.why:
        case WhyNot.NOT_THEIRS:
            return _THEIRS[step]
        case WhyNot.OWN:
            return "Tukar piket sendiri diputuskan oleh ketua lain atau koordinator."
        case WhyNot.NOT_YET:
            return "Rekan yang diminta belum menjawab; tunggu jawabannya dahulu."
        case WhyNot.EXPIRED:
            return "Sudah lewat waktu: hari piketnya sudah mulai. Catat pengganti bila masih perlu."
        case WhyNot.PAST:
            return "Hari piketnya sudah lewat; minta koordinator bila jadwalnya perlu dibetulkan."
        case WhyNot.DONE | WhyNot.MOVED_ON:
            return _ALREADY[refused.state]


def exchange_words(fault: CannotExchange, name: Name, task: Task) -> str:
    """Why there is nothing to exchange, and what to do."""
    who, day = name(fault.person_id), short_date(fault.on)
    if fault.is_replaced:
        return f"{who} pada {day} sudah ada penggantinya; batalkan pengganti itu dahulu."
    return f"{who} tidak {_holding(task)} pada {day}. Periksa jadwal, lalu ajukan permintaan baru."


def _holding(task: Task) -> str:
    return "menggantikan istirahat" if task is Task.COVER else "piket"
