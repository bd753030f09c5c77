"""Sends one signed request over real HTTP and follows redirects as Twilio's proxy does.

Sources: Twilio docs, "TwiML for Programmable Voice" (cookies, redirects), "Webhooks connection overrides".
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Literal
from urllib.parse import urlencode, urljoin, urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar

from ivr.simulator.exchange import Answer
from ivr.simulator.signer import sign_form, url_to_sign

MAX_REDIRECTS = 10
CONNECT_SECONDS = 5.0
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request to be made; `params` go into the body of a POST or the query of a GET."""

    method: Literal["GET", "POST"]
    url: str
    params: Mapping[str, str]
    token: str
    is_signed: bool = True


class Transport:
    """Makes requests; safe to use from several threads.

    `routes` maps a public base URL to the place where it is served here, as a reverse proxy would:
    the signature and the Host header stay those of the public URL.
    """

    def __init__(self, *, auth_token: str, read_seconds: float, routes: Mapping[str, str]) -> None:
        self._auth_token = auth_token
        self._read_seconds = read_seconds
        self._routes = dict(routes)
        self._threads = threading.local()
        self._sessions: list[requests.Session] = []

    def send(self, outgoing: Outgoing, cookies: RequestsCookieJar) -> Answer:
        """Return the answer; never raises for what the other side does."""
        try:
            return self._send_following(outgoing, cookies)
        except requests.exceptions.ConnectTimeout:
            return Answer(0, error_code=11201, error_text="connect timed out", could_not_connect=True)
        except requests.exceptions.Timeout:
            return Answer(0, error_code=11205, error_text="no answer within 15 seconds", timed_out=True)
        except requests.exceptions.SSLError as problem:
            return Answer(0, error_code=11220, error_text=f"TLS: {problem}", could_not_connect=True)
        except requests.exceptions.ConnectionError as problem:
            return _connection_failure(problem)
        except requests.exceptions.RequestException as problem:
            return Answer(0, error_code=11100, error_text=f"cannot request {outgoing.url}: {problem}")

    def send_copies(self, outgoing: Outgoing, cookies: RequestsCookieJar, copies: int) -> list[Answer]:
        """Return the answers to the same request sent so many times at the same instant."""
        if copies == 1:
            return [self.send(outgoing, cookies)]
        with ThreadPoolExecutor(max_workers=copies) as pool:
            return list(pool.map(lambda _: self.send(outgoing, cookies), range(copies)))

    def close(self) -> None:
        """Drop all connections."""
        for session in self._sessions:
            session.close()

    def _send_following(self, outgoing: Outgoing, cookies: RequestsCookieJar) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            response = self._send_once(outgoing, cookies)
            if response.status_code not in REDIRECTS or "Location" not in response.headers:
                content_type = response.headers.get("Content-Type", "")
                return Answer(response.status_code, content_type=content_type, body=response.content, url=outgoing.url)
            # What the caller typed is not sent again, which is why nobody should redirect a webhook.
            kept = {name: value for name, value in outgoing.params.items() if name != "Digits"}
            target = urljoin(outgoing.url, response.headers["Location"])
            outgoing = Outgoing("GET", target, kept, outgoing.token, outgoing.is_signed)
        return Answer(0, error_code=11215, error_text=f"more than {MAX_REDIRECTS} redirects")

    def _send_once(self, outgoing: Outgoing, cookies: CookieJar) -> requests.Response:
        url = outgoing.url.partition("#")[0]
        form: Mapping[str, str] = outgoing.params
        if outgoing.method == "GET" and outgoing.params:
            url += ("&" if urlsplit(url).query else "" if url.endswith("?") else "?") + urlencode(outgoing.params)
            form = {}
        headers = {
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "I-Twilio-Idempotency-Token": outgoing.token,
        }
        if outgoing.is_signed:
            headers["X-Twilio-Signature"] = sign_form(self._auth_token, url_to_sign(url), form)
        body = None
        if outgoing.method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            body = urlencode(form)
        real_url, host = self._routed(url)
        if host:
            headers["Host"] = host
        prepared = requests.Request(outgoing.method, real_url, headers=headers, data=body, cookies=cookies).prepare()
        prepared.url = _unquoted_again(prepared.url, real_url)
        session = self._session()
        response = session.send(prepared, allow_redirects=False, timeout=(CONNECT_SECONDS, self._read_seconds))
        session.cookies.clear()
        extract_cookies_to_jar(cookies, prepared, response.raw)  # type: ignore[no-untyped-call]
        return response

    def _routed(self, url: str) -> tuple[str, str]:
        for public, local in self._routes.items():
            if url.startswith(public):
                return local + url[len(public) :], urlsplit(public).netloc
        return url, ""

    def _session(self) -> requests.Session:
        if not hasattr(self._threads, "session"):
            session = requests.Session()
            session.trust_env = False
            self._threads.session = session
            self._sessions.append(session)
        session_of_thread: requests.Session = self._threads.session
        return session_of_thread


def _unquoted_again(prepared: str | None, wanted: str) -> str:
    """Keep the URL as it was written: the signature covers every byte, and requests would tidy some."""
    credentials_removed = prepared or wanted
    path = urlsplit(wanted)
    return wanted if path.username is None and path.path else credentials_removed


def _connection_failure(problem: requests.exceptions.ConnectionError) -> Answer:
    words = str(problem)
    if "NameResolutionError" in words or "getaddrinfo" in words:
        return Answer(0, error_code=11210, error_text="host name not found", could_not_connect=True)
    if "refused" in words.lower():
        return Answer(0, error_code=11202, error_text="connection refused", could_not_connect=True)
    return Answer(0, error_code=11206, error_text=f"connection broken: {words}")
