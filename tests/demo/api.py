"""The demonstration's API, as a test without a browser uses it."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import requests

from demo.stage import Stage

PATIENCE_SECONDS = 60.0


class Api:
    """Asks, orders, and waits until the telephones have come to a state."""

    def __init__(self, stage: Stage, session: requests.Session) -> None:
        self.url = f"{stage.url}/demo"
        self.session = session

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.session.get(self.url + path, headers=headers, timeout=30)

    def post(self, path: str, body: object = None, **headers: str) -> requests.Response:
        return self.session.post(self.url + path, json=body if body is not None else {}, headers=headers, timeout=30)

    def line(self, key: str = "joko") -> Mapping[str, Any]:
        return self._telephone("lines", key)

    def handset(self, key: str) -> Mapping[str, Any]:
        return self._telephone("handsets", key)

    def newest_call(self) -> Mapping[str, Any]:
        calls = self.get("/office").json()["calls"]
        newest: Mapping[str, Any] = calls[0]
        return newest

    def calls(self, caller: str = "joko") -> None:
        """Dial, and wait for the hotline to speak."""
        assert self.post(f"/lines/{caller}/dial").status_code == 204
        until(lambda: bool(self.line(caller).get("heard")))

    def reaches(self, officer: str, key: str, caller: str = "joko") -> None:
        """Press a key, and let the officer pick up and accept."""
        self.post(f"/lines/{caller}/press", {"key": key})
        until(lambda: self.handset(officer)["state"] == "ringing")
        self.post(f"/handsets/{officer}/answer")
        until(lambda: bool(self.handset(officer).get("listens")))
        self.post(f"/handsets/{officer}/press", {"key": "1"})
        until(lambda: self.handset(officer)["state"] == "talking")

    def settled(self) -> Mapping[str, Any]:
        """The newest call once its record is complete, or found wrong."""
        until(lambda: self.newest_call()["state"] in ("complete", "wrong"))
        return self.newest_call()

    def _telephone(self, kind: str, key: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = next(one for one in self.get("/state").json()[kind] if one["key"] == key)
        return found


def until(happens: Callable[[], bool]) -> None:
    """Wait for it, for real, and fail when it does not happen."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.03)
