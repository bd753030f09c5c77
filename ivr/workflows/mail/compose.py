"""Makes a mail of a template: a subject, a text, and the same as HTML with its link as a button."""

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ivr.workflows.mail.envelope import Mail

TEMPLATES = Path(__file__).parent / "templates"
_SUBJECT = "Subjek: "
# Texts that people typed cannot hold these: control characters are taken out of every value.
_BUTTON, _PART, _QUOTE = "\x01", "\x02", "\x03"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

_PAGE = """<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="margin:0;padding:24px 12px;background:#eceeea;color:#1a2226;\
font:16px/1.5 system-ui,'Segoe UI',Roboto,sans-serif">
<div style="max-width:560px;margin:0 auto;background:#fff;border:1px solid #c9cfc9;\
border-radius:6px;padding:20px 24px">
{body}
</div></body></html>
"""
_LINK = (
    '<p><a href="{url}" style="display:inline-block;background:#0b5d47;color:#fff;padding:10px 18px;border-radius:5px;'
    'text-decoration:none;font-weight:600">{label}</a></p>\n'
    '<p style="font-size:13px;color:#4c5860;word-break:break-all">{url}</p>'
)
_QUOTED = '<blockquote style="margin:0 0 1em;padding:2px 0 2px 12px;border-left:3px solid #8a948e">{text}</blockquote>'


class _Marked(str):
    """A piece that the template itself marked; it keeps its marks."""


def compose(template: str, *, templates: Path = TEMPLATES, **values: Any) -> Mail:
    """The mail of the file `<template>.txt`, its subject being the first line.

    In a template `{{ button(label, url) }}` and `{{ quote(text) }}` stand in a paragraph of their own; paragraphs are
    parted by empty lines. Nothing in a value can become markup. Raises jinja2.UndefinedError for a missing value.
    """
    written = _templates(templates).get_template(f"{template}.txt").render(values)
    first, _, body = written.partition("\n")
    if not first.startswith(_SUBJECT):
        raise ValueError(f"{template}.txt must begin with '{_SUBJECT}'")
    subject = " ".join(first.removeprefix(_SUBJECT).split())
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", body) if block.strip()]
    text = "\n\n".join(_as_text(block) for block in blocks) + "\n"
    html = _PAGE.format(title=escape(subject), body="\n".join(_as_html(block) for block in blocks))
    return Mail(subject, text, html)


def _as_text(block: str) -> str:
    if block.startswith(_BUTTON):
        label, _, url = block[1:].partition(_PART)
        return f"{label}:\n{url}"
    if block.startswith(_QUOTE):
        return "\n".join(f"> {line}" for line in block[1:].split(_PART))
    return block


def _as_html(block: str) -> str:
    if block.startswith(_BUTTON):
        label, _, url = block[1:].partition(_PART)
        return _LINK.format(label=escape(label), url=escape(url))
    if block.startswith(_QUOTE):
        return _QUOTED.format(text=escape(block[1:]).replace(_PART, "<br>\n"))
    return f"<p>{escape(block)}</p>".replace("\n", "<br>\n")


def _button(label: str, url: str) -> _Marked:
    return _Marked(f"{_BUTTON}{_plain(label)}{_PART}{_plain(url)}")


def _quote(text: str) -> _Marked:
    # Its lines stay together, also where one is empty.
    return _Marked(_QUOTE + _PART.join(_plain(text).split("\n")))


def _plain(value: Any) -> Any:
    if isinstance(value, _Marked) or not isinstance(value, str):
        return value
    return _CONTROL.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))


@cache
def _templates(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the text is no HTML; what becomes HTML is escaped above
    )
    environment.globals |= {"button": _button, "quote": _quote}
    return environment
