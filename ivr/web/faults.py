"""What a page says when it cannot be shown: in Indonesian, with what to do next."""

import structlog
from flask import Response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as AnyResponse

from ivr.web.typed import Typed, is_from_here, typed_here, typed_kept

log = structlog.get_logger()

WORDS = {
    400: ("Permintaan tidak dapat dibaca", "Muat ulang halaman ini, lalu coba sekali lagi."),
    403: ("Halaman ini bukan untuk Anda", "Bila Anda memerlukannya, mintalah kepada koordinator atau administrator."),
    404: ("Halaman tidak ada", "Alamatnya mungkin salah ketik, atau isinya bukan untuk Anda."),
    405: ("Permintaan tidak dapat dibaca", "Muat ulang halaman ini, lalu coba sekali lagi."),
    413: ("Isian terlalu besar", "Ringkas teksnya, lalu simpan sekali lagi."),
    503: (
        "Basis data sedang sibuk",
        "Yang Anda ketik masih ada di halaman sebelumnya. Tunggu sebentar, lalu coba sekali lagi.",
    ),
}
# To load this answer anew would send the same again.
TOO_OLD = (
    "Halaman ini sudah terlalu lama terbuka",
    "Belum ada yang tersimpan. Kembalilah ke halaman sebelumnya, salin yang sudah Anda ketik, muat ulang halaman itu, "
    "lalu coba lagi.",
)
TOO_OLD_TYPED = (
    TOO_OLD[0],
    "Belum ada yang tersimpan. Salin yang Anda ketik dari sini, lalu isi halaman itu sekali lagi.",
)
BUSY_TYPED = (
    WORDS[503][0],
    "Belum ada yang tersimpan. Yang Anda ketik masih ada di sini. Tunggu sebentar, lalu kirim sekali lagi.",
)
OTHER = ("Terjadi kesalahan", "Kesalahan ini sudah dicatat. Coba sekali lagi; bila berulang, hubungi administrator.")


def answer_fault(fault: HTTPException) -> AnyResponse:
    """The page of an HTTP error; for our own scripts one sentence."""
    if fault.code is not None and fault.code < 400:
        return fault.get_response()
    if isinstance(fault, CSRFError):
        typed = typed_kept()
        return _answer(400, TOO_OLD_TYPED, typed) if typed is not None and typed.readable else _answer(400, TOO_OLD)
    code = fault.code or 500
    return _answer(code, WORDS.get(code, OTHER))


def answer_unavailable(fault: Exception) -> Response:
    """The page while the database cannot be had; what a page of ours wanted to save can be sent from there again."""
    log.error("page without database", path=request.path, exc_info=fault)
    typed = typed_here() if request.method == "POST" and is_from_here() else None
    if typed is None or not typed.readable:
        return _answer(503, WORDS[503])
    return _answer(503, BUSY_TYPED, typed, is_sent_again=True)


def _answer(code: int, words: tuple[str, str], typed: Typed | None = None, *, is_sent_again: bool = False) -> Response:
    what, remedy = words
    if "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "piket":
        return Response(f"{what}. {remedy}", status=code, mimetype="text/plain")
    page = render_template("fault.html", what=what, remedy=remedy, typed=typed, is_sent_again=is_sent_again)
    return Response(page, status=code)
