"""Who gets in where, over every route: what is somebody else's does not exist, and nothing changes unasked."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from ivr.domain.phone import readable
from tests.databases import SqliteDatabases
from tests.web.access_table import FOR_ANYBODY, NOT_FOR_PEOPLE, ROOMS, Room
from tests.web.access_world import HERE, STAFF, THERE, AccessWorld, Someone, Talk, access_world, told

Refusal = tuple[int, str, str]
SAFE = {"GET", "HEAD", "OPTIONS"}
WHO = [*((HERE, name) for name, *_ in STAFF), (THERE, "maya"), (THERE, "andi")]


@pytest.fixture(scope="module")
def world(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccessWorld]:
    """One world for all: nothing here may change it."""
    folder: Path = tmp_path_factory.mktemp("hotlines")
    with access_world(sqlite_databases.fresh(), folder) as made:
        yield made


@pytest.fixture(params=WHO, ids=lambda who: " ".join(who))
def who(world: AccessWorld, request: pytest.FixtureRequest) -> Someone:
    """Each person in turn."""
    return somebody(world, *request.param)


def somebody(world: AccessWorld, hotline: str, name: str) -> Someone:
    """A person of the world."""
    return next(one for one in world.people if (one.hotline, one.name) == (hotline, name))


# -- the table is whole ---------------------------------------------------------------------------------------


def test_every_route_stands_in_the_table(world: AccessWorld) -> None:
    routes = {rule.endpoint for rule in world.app.url_map.iter_rules()}
    known = {*ROOMS, *FOR_ANYBODY}
    missing = sorted(one for one in routes - known if not NOT_FOR_PEOPLE.keys() & {one, blueprint(one)})

    assert not missing, (
        f"new routes: {', '.join(missing)}. Give each a line in ROOMS of tests/web/access_table.py: "
        "which roles may enter, and whose id its address holds; the tests here then try it with everybody."
    )
    assert known <= routes, f"routes that are no more: {', '.join(sorted(known - routes))}. Take out their lines."


def test_every_room_has_a_doorkeeper(world: AccessWorld) -> None:
    views = world.app.view_functions
    entrances = {name: getattr(views[name], "entrance", None) for name in (*ROOMS, *FOR_ANYBODY)}
    unguarded = [name for name, entrance in entrances.items() if entrance is None]
    open_ones = [name for name in ROOMS if (entrance := entrances[name]) is not None and entrance.roles is None]

    assert unguarded == [], "rooms without @admits or @admits_anybody: nobody gets in"
    assert open_ones == [], "rooms with @admits_anybody that stand in ROOMS: list them in FOR_ANYBODY"


# -- reading --------------------------------------------------------------------------------------------------


def test_every_page_shows_everybody_only_what_is_theirs(world: AccessWorld, who: Someone) -> None:
    client, faults, refused = world.client(who), list[str](), set[Refusal]()
    for rule, room in rooms(world, reading=True):
        for path, is_theirs in addresses(world, rule, room, who):
            if not is_theirs or who.role not in room.roles:
                refused.add((who.id, path, "GET"))
            for query in ("", *(f"?{asked}" for asked in room.asked)):
                answer = client.get(path + query, buffered=True)
                wanted = statuses(room, who, is_theirs=is_theirs, is_plain=not query)
                if answer.status_code not in wanted:
                    faults.append(f"{path}{query}: {answer.status_code}, not {wanted}")
                text = told(answer)
                faults += [f"{path}{query} shows {one}" for one in hidden(world, who, rule.endpoint) if one in text]

    assert faults == [], f"for {who}"
    assert refused - world.refusals() == set(), "refused, but not noted in the journal"


def test_who_may_open_a_call_reads_all_of_it(world: AccessWorld, who: Someone) -> None:
    client = world.client(who)
    theirs = [talk for talk in world.talks if talk.is_open_to(who)]

    for talk in theirs:
        record = client.get(f"/calls/{talk.call_id}").text
        assert [one for one in (talk.secret, readable(talk.number), talk.institution) if one not in record] == []
        assert not talk.content_secret or (talk.content_secret in record) == (who == talk.officer)
    listed = re.findall(r"0813-0000-0\d{3}", told(client.get("/calls")))
    assert set(listed) == {readable(talk.number) for talk in theirs if talk.hotline == who.hotline}


def test_nobody_reads_anything_without_a_session(world: AccessWorld) -> None:
    client, somebody_else = world.client(None), somebody(world, HERE, "rudi")
    for rule, room in rooms(world, reading=True):
        for path, _ in addresses(world, rule, room, somebody_else):
            answer = client.get(path, buffered=True)
            assert (answer.status_code, urlsplit(answer.location).path) == (302, "/sign-in"), path
            assert client.get(path, headers={"HX-Request": "true"}).status_code == 401, path
    for endpoint, fields in FOR_ANYBODY.items():
        for rule in world.app.url_map.iter_rules(endpoint):
            if rule.methods and "GET" in rule.methods:
                text = told(client.get(address(world, endpoint, fields)))
                assert not [talk for talk in world.talks if any(one in text for one in (talk.secret, *talk.numbers))], (
                    endpoint
                )


def test_a_link_to_one_form_opens_that_and_nothing_else(world: AccessWorld) -> None:
    andi = somebody(world, HERE, "andi")
    mine, *_ = (talk for talk in world.talks if talk.officer == andi)
    client = world.client(andi, only=f"form:{mine.attempt_id}")
    for rule, room in rooms(world, reading=True):
        for path, _ in addresses(world, rule, room, andi):
            is_it = room.link and f"/{mine.attempt_id}" in path and rule.endpoint.startswith("forms.")
            is_it = is_it and (path.endswith(f"/{mine.attempt_id}") or f"/{mine.attempt_id}/" in path)
            assert client.get(path, buffered=True).status_code == (200 if is_it else 403), path


# -- changing -------------------------------------------------------------------------------------------------


def test_nothing_is_changed_by_who_may_not(world: AccessWorld, who: Someone) -> None:
    client, before, faults, refused = world.client(who), world.contents(), list[str](), set[Refusal]()
    token = {"X-CSRFToken": csrf(client)}
    for method, path, room, is_theirs in changes(world, who):
        if who.role in room.roles and is_theirs:
            continue
        code, wanted = send(client, method, path, room, token), 404 if who.role in room.roles else 403
        if code != wanted:
            faults.append(f"{method} {path}: {code}, not {wanted}")
        refused.add((who.id, path, method))

    assert faults == [], f"for {who}"
    assert refused - world.refusals() == set(), "refused, but not noted in the journal"
    assert world.contents() == before


def test_nothing_is_changed_without_the_token_of_our_own_pages(world: AccessWorld) -> None:
    rudi, before = somebody(world, HERE, "rudi"), world.contents()
    client = world.client(rudi)
    for method, path, room, _ in changes(world, rudi):
        assert send(client, method, path, room, {}) == 400, path
    for endpoint, fields in FOR_ANYBODY.items():
        for rule in world.app.url_map.iter_rules(endpoint):
            for method in sorted((rule.methods or set()) - SAFE):
                assert client.open(address(world, endpoint, fields), method=method).status_code == 400, endpoint
    assert world.contents() == before


def test_nothing_is_changed_without_a_session(world: AccessWorld) -> None:
    client, before = world.client(None), world.contents()
    token = {"X-CSRFToken": csrf(client)}
    for method, path, room, _ in changes(world, somebody(world, HERE, "rudi")):
        assert send(client, method, path, room, token) == 401, path
    assert world.contents() == before


# -- how it is tried ------------------------------------------------------------------------------------------


def rooms(world: AccessWorld, *, reading: bool) -> Iterator[tuple[Rule, Room]]:
    """The routes of people's rooms that are read, or those that change something."""
    for rule in world.app.url_map.iter_rules():
        methods = rule.methods or set()
        if rule.endpoint in ROOMS and ("GET" in methods if reading else methods - SAFE):
            yield rule, ROOMS[rule.endpoint]


def addresses(world: AccessWorld, rule: Rule, room: Room, who: Someone) -> Iterator[tuple[str, bool]]:
    """The addresses of a room, one for each id that it can hold, and whether that is theirs."""
    held = [name for name in rule.arguments if name not in room.fields]
    for thing, is_theirs in things(world, room, who):
        yield address(world, rule.endpoint, room.fields | dict.fromkeys(held, thing)), is_theirs


def changes(world: AccessWorld, who: Someone) -> Iterator[tuple[str, str, Room, bool]]:
    """Everything that changes something: method, path, room, and whether the thing is theirs."""
    for rule, room in rooms(world, reading=False):
        for path, is_theirs in addresses(world, rule, room, who):
            for method in sorted((rule.methods or set()) - SAFE):
                yield method, path, room, is_theirs


def things(world: AccessWorld, room: Room, who: Someone) -> Iterator[tuple[int | str, bool]]:
    """The ids that a room's address can hold, some of nothing included, and whether each is theirs."""
    match room.holds:
        case "call":
            yield from ((talk.call_id, talk.is_open_to(who)) for talk in some_talks(world))
            yield from ((call, who.keeps(hotline)) for hotline, (call, _) in world.running.items())
        case "talk":
            yield from ((talk.attempt_id, talk.is_open_to(who)) for talk in some_talks(world))
        case "own talk":
            yield from ((talk.attempt_id, talk.officer == who) for talk in some_talks(world))
        case "handover":
            yield from ((talk.handover_id, talk.is_on_list_of(who)) for talk in world.talks if talk.handed_to)
        case "person":
            some = [one for one in world.people if one.name in ("andi", "maya")]
            yield from ((one.id, who.keeps(one.hotline)) for one in [*some, who])
        case "unit":
            yield from ((unit, who.works_in(who.hotline, unit)) for unit in ("pelaporan", "pti"))
            yield "tidakada", False
            return
        case "swap" | "change":
            pass  # who may take which step: tests/roster/
        case _:
            yield 0, True
            return
    yield from ((thing, False) for thing in (999_999, 2**70))


def some_talks(world: AccessWorld) -> list[Talk]:
    """A talk of each officer here, one that is confidential, one that was handed over, and two of elsewhere."""
    here = [talk for talk in world.talks if talk.hotline == HERE]
    return [
        *(talk for talk in here if not talk.content_secret),
        next(talk for talk in here if talk.content_secret),
        *[talk for talk in world.talks if talk.hotline == THERE][:2],
    ]


def address(world: AccessWorld, endpoint: str, fields: dict[str, object]) -> str:
    """The path of a route with its arguments filled in."""
    with world.app.test_request_context(base_url=world.office.settings.public_url):
        rule = next(world.app.url_map.iter_rules(endpoint))
        return world.app.url_for(endpoint, **{name: fields[name] for name in rule.arguments}, _external=False)  # type: ignore[arg-type]


def statuses(room: Room, who: Someone, *, is_theirs: bool, is_plain: bool) -> set[int]:
    """How a page may answer."""
    if who.role not in room.roles:
        return {403}
    if not is_theirs:
        return {404}
    found = {200, 302} if is_plain else {200, 204, 302, 400, 404}
    return found | ({403} if room.may_refuse else set())


def hidden(world: AccessWorld, who: Someone, endpoint: str) -> list[str]:
    """What a page may not show to somebody: of calls on the line, who watches the lines sees the number."""
    texts = [text for talk in world.talks for text in talk.hidden_from(who)]
    for hotline, (_, number) in world.running.items():
        watches = endpoint.startswith("live.") and who.role == "operator" and who.hotline == hotline
        if not who.keeps(hotline) and not watches:
            texts += [number, readable(number)]
    return texts


def send(client: FlaskClient, method: str, path: str, room: Room, headers: dict[str, str]) -> int:
    """Send what a form or a script of ours would."""
    if method == "POST":
        return client.post(path, data=room.fields, headers=headers).status_code
    return client.open(path, method=method, json=room.fields, headers=headers).status_code


def csrf(client: FlaskClient) -> str:
    """The token of our own pages."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/forgot").text)
    assert found is not None
    return unescape(found[1])


def blueprint(endpoint: str) -> str:
    """The blueprint that a route belongs to."""
    return endpoint.partition(".")[0]


def test_the_world_has_something_to_hide() -> None:
    """A talk is hidden from another unit and another hotline, and its content, if confidential, from the leader."""
    andi, sari, ketut = (Someone(place, name, HERE, role, unit) for place, (name, role, unit) in enumerate(
        [("andi", "petugas", "pelaporan"), ("sari", "petugas", "pti"), ("ketut", "ketua", "pelaporan")]
    ))  # fmt: skip
    talk = Talk(1, 1, HERE, "pelaporan", andi, "rahasia", "+6281300000001", "bank", content_secret="isi")

    assert talk.hidden_from(andi) == ()
    assert talk.hidden_from(ketut) == ("isi",)
    assert talk.hidden_from(sari) == ("rahasia", "+6281300000001", "0813-0000-0001", "bank", "isi")
