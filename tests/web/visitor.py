"""Somebody at people's door: signs in as a person does, and asks for pages over real HTTP."""

import re
from functools import cache
from html import unescape
from typing import Any

import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from ivr.store.credentials import credential_of, set_password_hash
from ivr.workflows.sign_in import begin_session, hasher
from tests.calls.world import World

PASSWORD = "sebuah kata sandi untuk percobaan"


class Visitor:
    """A browser without scripts."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._http = requests.Session()
        self._http.trust_env = False

    def gets(self, path: str, **more: Any) -> requests.Response:
        """Follow a link."""
        return self._http.get(self.world.url + path, timeout=30, **more)

    def posts(self, path: str, csrf: bool = True, **fields: Any) -> requests.Response:
        """Send a form of a page of ours."""
        if csrf:
            fields["csrf_token"] = self.token()
        return self._http.post(self.world.url + path, data=fields, timeout=30)

    def presses(self, link: str) -> requests.Response:
        """The button on the page behind a mailed link; where it leads to is not followed."""
        fields = {"csrf_token": self.token()}
        return self._http.post(self.world.url + link, data=fields, timeout=30, allow_redirects=False)

    def sends(self, method: str, path: str, body: Any, *, csrf: bool = True) -> requests.Response:
        """What a script of our own pages sends."""
        headers = {"X-Requested-With": "piket"} | ({"X-CSRFToken": self.token()} if csrf else {})
        return self._http.request(method, self.world.url + path, json=body, headers=headers, timeout=30)

    def token(self) -> str:
        """The CSRF token that every page of ours carries."""
        page = self._http.get(f"{self.world.url}/forgot", timeout=30).text
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None, page
        return unescape(found.group(1))

    def signs_in(self, name: str, password: str = PASSWORD) -> requests.Response:
        """By the sign-in page."""
        return self.posts("/sign-in", email=f"{name}@kantor.example", password=password)

    def holds(self, session: dict[str, Any]) -> None:
        """A cookie with this session in it, signed as the application signs it."""
        application = Flask(__name__)
        application.secret_key = self.world.office.settings.secret_key
        serializer = SecureCookieSessionInterface().get_signing_serializer(application)
        assert serializer is not None
        self._http.cookies.set("piket", str(serializer.dumps(session)), domain="127.0.0.1", path="/")

    def takes(self, answer: requests.Response) -> None:
        """The cookies of an answer that was asked for by hand."""
        self._http.cookies.update(answer.cookies)

    def cookies(self) -> list[dict[str, str]]:
        """The cookies, as Playwright takes them."""
        return [{"name": one.name, "value": one.value or "", "url": self.world.url} for one in self._http.cookies]


def signed_in(world: World, name: str) -> Visitor:
    """A person of the world (tests.calls.world) who has a password and signed in a moment ago.

    How one signs in has tests of its own; here the session is opened as that does, without a page and a hash for each.
    """
    give_password(world, name)
    visitor = Visitor(world)
    with world.office.database.writing() as connection:
        credential = credential_of(connection, f"{name}@kantor.example")
        assert credential is not None, name
        person = credential.member.person.id
        token = begin_session(connection, person_id=person, now=world.office.clock())
    visitor.holds({"token": token, "person": person})
    return visitor


def at_the_door(world: World, name: str) -> Visitor:
    """The same by the sign-in page, as the journal knows it."""
    give_password(world, name)
    visitor = Visitor(world)
    answer = visitor.signs_in(name)
    assert answer.status_code == 200, answer.text
    return visitor


def give_password(world: World, name: str, password: str = PASSWORD) -> None:
    """Let a person have set their password earlier."""
    with world.office.database.writing() as connection:
        credential = credential_of(connection, f"{name}@kantor.example")
        assert credential is not None, name
        person = credential.member.person.id
        set_password_hash(connection, person_id=person, password_hash=_hash(password), now=world.office.clock())


@cache
def _hash(password: str) -> str:
    return hasher().hash(password)
