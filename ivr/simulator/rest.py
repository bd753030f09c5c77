"""The REST door: a small server on loopback that speaks the part of Twilio's API that a hotline needs.

Source: Twilio docs, "REST API: requests and responses".
"""

from __future__ import annotations

import base64
import hmac
import json
import threading
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from ivr.simulator import rest_caller_ids, rest_calls, rest_numbers, rest_recordings, rest_sip_domains
from ivr.simulator.rest_errors import Refusal, not_found
from ivr.simulator.rest_request import Made, RestRequest

if TYPE_CHECKING:
    from ivr.simulator.network import Network

MAX_BODY_BYTES = 1 << 20


class RestServer:
    """Serves the account of one network at `url`, with its account sid and auth token as credentials."""

    def __init__(self, network: Network, *, port: int = 0) -> None:
        self.network = network
        self.account_status = "active"
        self.account_type = "Full"
        self.requests: list[RestRequest] = []
        self._refusals = 0
        self._refusal = Refusal(20429, "Too Many Requests", status=429)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="virtual-twilio-rest", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def refuse_next(self, times: int, *, code: int = 20429, status: int = 429) -> None:
        """Refuse so many of the next requests with an error of Twilio's dictionary; by default as in a burst."""
        self._refusals = times
        self._refusal = Refusal(code, "Too Many Requests" if code == 20429 else "Refused", status=status)

    def close(self) -> None:
        """Stop serving; safe to repeat."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def handle(self, request: RestRequest, *, authorization: str) -> Made:
        """Carry out one request while the network stands still; raises Refusal."""
        self.requests.append(request)
        self._check(authorization)
        if self._refusals:
            self._refusals -= 1
            raise self._refusal
        account = f"/2010-04-01/Accounts/{self.network.account_sid}"
        if request.path == account + ".json":
            return Made(
                {
                    "sid": self.network.account_sid,
                    "status": self.account_status,
                    "type": self.account_type,
                    "friendly_name": "Piket",
                }
            )
        if not request.path.startswith(account + "/"):
            raise not_found(request.path)
        kind, _, rest = request.path.removeprefix(account + "/").partition("/")
        handle = {
            "Calls": rest_calls.handle,
            "IncomingPhoneNumbers": rest_numbers.handle,
            "OutgoingCallerIds": rest_caller_ids.handle,
            "Recordings": rest_recordings.handle,
            "SIP": rest_sip_domains.handle,
        }.get(kind.removesuffix(".json"))
        if handle is None:
            raise not_found(request.path)
        with self.network.loop.entered():
            return handle(self.network, request, rest.removesuffix(".json"))

    def _check(self, authorization: str) -> None:
        wanted = f"{self.network.account_sid}:{self.network.auth_token}"
        given = authorization.removeprefix("Basic ")
        if not hmac.compare_digest(given.encode(), base64.b64encode(wanted.encode())):
            raise Refusal(20003, "Authenticate", status=401)


def _handler(server: RestServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer in one packet, which loopback would otherwise delay by 40 ms
        timeout = 30

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def do_DELETE(self) -> None:
            self._serve()

        def _serve(self) -> None:
            target = urlsplit(self.path)
            length = min(int(self.headers.get("Content-Length") or 0), MAX_BODY_BYTES)
            form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
            query = parse_qs(target.query, keep_blank_values=True)
            request = RestRequest(self.command, target.path, target.query, query | form)
            try:
                made = server.handle(request, authorization=self.headers.get("Authorization", ""))
            except Refusal as refusal:
                made = Made(refusal.body(), refusal.status)
            self._send(made)

        def _send(self, made: Made) -> None:
            body = made.body if isinstance(made.body, bytes) else json.dumps(made.body).encode()
            self.send_response(made.status)
            self.send_header("Content-Type", made.content_type)
            self.send_header("Content-Length", str(len(body)))
            if made.status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="Twilio API"')
            self.end_headers()
            self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            """The Date header tells the network's time, on whatever day it plays."""
            return format_datetime(server.network.clock.now().replace(microsecond=0), usegmt=True)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet: the observers tell what happens."""

    return Handler
