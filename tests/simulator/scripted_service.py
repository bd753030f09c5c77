"""A service of a few hand-written documents, which checks every signature with Twilio's own library."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator

AUTH_TOKEN = "12345"


@dataclass(frozen=True)
class Request:
    """What arrived: the path, and the parameters of query and body together."""

    method: str
    path: str
    query: str
    params: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What is sent back."""

    body: str | bytes = "<Response/>"
    status: int = 200
    content_type: str | None = "text/xml"
    headers: dict[str, str] = field(default_factory=dict)
    real_seconds: float = 0.0


Script = str | Reply | Callable[[Request], "str | Reply"]


class Service:
    """An HTTP server on loopback; `documents` maps a path to TwiML, a Reply, or a function of the request."""

    def __init__(self) -> None:
        self.documents: dict[str, Script] = {}
        self.requests: list[Request] = []
        self.badly_signed: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def says(self, path: str, script: Script) -> None:
        self.documents[path] = script

    def asked(self, path: str) -> list[dict[str, str]]:
        """The parameters of every request to this path, in order."""
        return [request.params for request in self.requests if request.path == path]

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def answer(self, request: Request) -> Reply:
        script = self.documents.get(request.path, Reply("not here", 404, "text/plain"))
        made = script(request) if callable(script) else script
        return made if isinstance(made, Reply) else Reply(f'<?xml version="1.0" encoding="UTF-8"?>{made}')

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self
        validator = RequestValidator(AUTH_TOKEN)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet an answer: otherwise the kernel waits 40 ms for each

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
                self._serve(form)

            def do_GET(self) -> None:
                self._serve({})

            def _serve(self, form: dict[str, str]) -> None:
                target = urlsplit(self.path)
                query = dict(parse_qsl(target.query, keep_blank_values=True))
                headers = {name.lower(): value for name, value in self.headers.items()}
                signature = headers.get("x-twilio-signature", "")
                is_media = target.path.endswith((".wav", ".mp3"))
                if not is_media and not validator.validate(service.url + self.path, form, signature):
                    service.badly_signed.append(self.path)
                request = Request(self.command, target.path, target.query, query | form, headers)
                service.requests.append(request)
                self._send(service.answer(request))

            def _send(self, reply: Reply) -> None:
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                if reply.real_seconds:
                    time.sleep(reply.real_seconds)
                self.send_response(reply.status)
                if reply.content_type is not None:
                    self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler
