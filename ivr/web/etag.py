"""Answers to a page that asks again and again: nothing, while what it shows has not changed (RFC 9110, 13.1.2)."""

from collections.abc import Callable
from hashlib import sha256

from flask import Response, request


def tag_of(shown: object) -> str:
    """The tag of what is shown: frozen dataclasses of texts, numbers and times, whose repr is all they say."""
    return sha256(repr(shown).encode()).hexdigest()[:20]


def unless_known(tag: str, render: Callable[[], str]) -> Response:
    """304 where the page has this tag already, else the text with its tag; it is rendered only then."""
    # Weak comparison: a proxy that compresses weakens the tags that pass through it.
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=304) if known else Response(render())
    response.set_etag(tag)
    return response
