"""The path of the public URL: whether the proxy in front cuts it off or not, the application sees the same."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

Wsgi = Callable[..., Iterable[bytes]]


def below_prefix(public_url: str, application: Wsgi) -> Wsgi:
    """The application below the path of its public URL (`https://kantor.example/piket`); itself where there is none.

    A path that begins with the prefix is taken to be uncut, so the prefix must not be the name of a page
    (`/voice`, say) behind a proxy that cuts. The public URL itself, as people type it, is the first page.
    """
    prefix = unquote(urlsplit(public_url).path)
    if not prefix:
        return application

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        uncut = f"{asked}/".startswith(f"{prefix}/")
        environ["PATH_INFO"] = asked.removeprefix(prefix) or "/" if uncut else asked
        environ["SCRIPT_NAME"] = prefix
        return application(environ, start_response)

    return serve
