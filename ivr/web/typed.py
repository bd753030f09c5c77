"""What somebody had typed when their session ended: carried through signing in, and shown again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from ivr.workflows.record_labels import CAME_BY

CARRIED = "typed:"  # before the names, so that they never meet the sign-in page's own fields

# What a field is called on its page. A field that is not named here is called as it is sent, "nama" say.
LABELS: Mapping[str, str] = {
    "name": "Nama",
    "institution": "Pihak Pelapor atau instansi",
    "contact": "Kontak yang bisa dihubungi",
    "email": "E-mail",
    "topic": "Topik",
    "problem": "Pertanyaan atau masalah",
    "remark": "Keterangan",
    "is_confidential": "Rahasia",
    "other_channel": "Diarahkan ke",
    "question": "Pertanyaan",
    "answer": "Jawaban",
    "note": "Catatan",
    "outcome": "Hasil",
    "reason": "Alasan",
    "unit": "Unit",
    "to_unit": "Unit tujuan",
    "pause": "Jeda",
    "why": "Alasan",
    "words": "Keterangan",
    "substitute": "Digantikan oleh",
    "also": "Isi yang sama untuk",
    "starts": "Mulai",
    "ends": "Sampai",
    "on": "Tanggal",
    "begins": "Mulai",
    "came_by": "Cara datang",
    "number": "Nomor telepon",
    "is_without_content": "Tanpa isi pertanyaan",
    "is_blank_meant": "Formulir kosong memang belum diisi",
    "text": "Kalimat",
    "until_on": "Sampai tanggal",
    "until_at": "Sampai pukul",
    "decree": "Nomor surat keputusan",
    "anyway": "Tetap simpan",
}
VALUES: Mapping[str, Mapping[str, str]] = {"came_by": CAME_BY}
"""What a choice is called on its page, where it is sent under another name."""
# For the machine, sent along: what stood in a field before it was typed over, and which button was pressed.
_UNSEEN = frozenset(
    {
        "edition", "base", "next", "use", "keep", "mine", "clear", "mark", "lines", "do", "sealed", "duty", "page",
        "instead_of", "hotline", "week", "change", "step", "seen", "sure", "id", "version", "was", "place", "colleague",
        "first",
    }
)  # fmt: skip
_TICKED = frozenset({"1", "on"})
_TICKS = ("is_", "anyway")


@dataclass(frozen=True)
class Typed:
    """The fields of a form that could not be saved, in their order, with the path they were meant for."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The hidden fields of the sign-in page."""
        return [(CARRIED + name, value) for name, value in self.fields]

    @property
    def readable(self) -> list[tuple[str, str]]:
        """Label and text of what a person typed."""
        seen = [(name, value) for name, value in self.fields if name.partition("-")[0] not in _UNSEEN and value.strip()]
        return [(_label(name), _value(name, value)) for name, value in seen]


def typed_here() -> Typed:
    """What the request that found no session wanted to save; where nothing can be sent again, where it came from.

    Passwords are never written into a page, so a form with one is not carried along.
    """
    if any(_is_secret(name) for name in request.form):
        return Typed(_page_before(), ())
    fields = _without_secrets(request.form.items(multi=True))
    if request.method != "GET" and not fields:
        return Typed(_page_before(), ())
    return Typed(request.script_root + request.full_path.rstrip("?"), fields)


def typed_before(form: MultiDict[str, str]) -> Typed:
    """The same, as the sign-in page carried it along."""
    items = [(name.removeprefix(CARRIED), value) for name, value in form.items(multi=True) if name.startswith(CARRIED)]
    return Typed(local_path(form.get("next")), _without_secrets(items))


def typed_kept() -> Typed | None:
    """What stands in a request that is not acted on, to be read once more, with the page it was typed on.

    None unless a page of ours sent it: nobody else puts words on ours.
    """
    if not is_from_here():
        return None
    carried = typed_before(request.form)
    return Typed(_page_before(), carried.fields or _without_secrets(request.form.items(multi=True)))


def local_path(wanted: str | None) -> str:
    """Where to go after signing in: a page of ours, whatever a link says (OWASP, Unvalidated Redirects)."""
    home = url_for("entry.front")
    if not wanted or not wanted.startswith(home) or wanted.startswith("//") or "\\" in wanted:
        return home
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc and wanted.isprintable() else home


def _label(name: str) -> str:
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def _value(name: str, value: str) -> str:
    if name.startswith(_TICKS) and value in _TICKED:
        return "ya"
    return VALUES.get(name, {}).get(value, value)


def is_from_here() -> bool:
    """Whether the browser says that a page of ours sent this (OWASP, CSRF: verifying the origin); False if unsaid."""
    said = request.headers.get("Origin") or request.referrer
    parts = _parts(said)
    return parts is not None and parts.netloc == request.host


def _page_before() -> str:
    """The page that the form stood on, where the browser tells it."""
    parts = _parts(request.referrer)
    if parts is None or parts.netloc != request.host:
        return local_path(None)
    return local_path(parts.path + (f"?{parts.query}" if parts.query else ""))


def _parts(address: str | None) -> SplitResult | None:
    try:
        return urlsplit(address or "")
    except ValueError:  # "http://["
        return None


def _without_secrets(items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in items if name != "csrf_token" and not _is_secret(name))


def _is_secret(name: str) -> bool:
    return "password" in name.lower()
