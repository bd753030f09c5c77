"""A request to the REST door, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

T = TypeVar("T")
DEFAULT_PAGE = 50
LARGEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class RestRequest:
    """Method, path, raw query, and the fields of query and form."""

    method: str
    path: str
    query: str
    fields: Mapping[str, list[str]]

    def get(self, name: str) -> str | None:
        """Return the last value of a field."""
        values = self.fields.get(name)
        return values[-1] if values else None

    def number(self, name: str, *, default: int) -> int:
        raw = self.get(name)
        return int(raw) if raw is not None and raw.isdigit() else default


@dataclass(frozen=True, slots=True)
class Made:
    """What is sent back."""

    body: Any
    status: int = 200
    content_type: str = "application/json"


def page_of(request: RestRequest, key: str, items: Sequence[T], describe: Callable[[T], Any]) -> Made:
    """Return one page of a list, with the links to the others."""
    size = max(1, min(request.number("PageSize", default=DEFAULT_PAGE), LARGEST_PAGE))
    page = request.number("Page", default=0)
    shown = items[page * size : (page + 1) * size]
    others = [(name, value) for name, value in parse_qsl(request.query) if name not in ("Page", "PageSize")]

    def link(number: int) -> str:
        return f"{request.path}?{urlencode([*others, ('PageSize', str(size)), ('Page', str(number))])}"

    return Made(
        {
            key: [describe(item) for item in shown],
            "page": page,
            "page_size": size,
            "start": page * size,
            "end": max(page * size, page * size + len(shown) - 1),
            "uri": link(page),
            "first_page_uri": link(0),
            "previous_page_uri": link(page - 1) if page else None,
            "next_page_uri": link(page + 1) if (page + 1) * size < len(items) else None,
        }
    )
