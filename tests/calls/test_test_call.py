"""An officer's telephone is tried: rung once from the people's page, heard, confirmed, and never counted."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa

from app import create_app
from ivr.domain.people import Role
from ivr.simulator import Answers, Busy, Declines, Faults, Ignores, Unreachable, Voicemail
from ivr.store.door_tables import journal
from ivr.store.door_tables import test_calls as rows
from ivr.store.tables import calls
from tests.calls.conftest import MakeWorld
from tests.calls.world import World
from tests.serving import serving
from tests.web.visitor import Visitor, signed_in

ANDI = "+6281200000101"
QUESTION = "Ini panggilan uji dari Call Center PPATK. Tekan 1 bila suara ini terdengar jelas."
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@contextmanager
def page_of(world: World, api_url: str) -> Iterator[Visitor]:
    """The coordinator at a second server of the office, which knows where the account's REST API is."""
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    account = world.network.account_sid
    settings = replace(world.office.settings, twilio_api_url=api_url, twilio_account_sid=account)
    office = replace(world.office, settings=settings)
    with serving(lambda _: create_app(office)) as url:
        beside = World(office, world.network, url)
        yield signed_in(beside, "maya")


@pytest.fixture
def open_page() -> Iterator[Any]:
    with ExitStack() as stack:

        def page(world: World, api_url: str | None = None) -> Visitor:
            return stack.enter_context(page_of(world, api_url or world.network.serve_rest().url))

        yield page


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def tries(maya: Visitor, world: World, name: str = "andi") -> str:
    """Press "Uji telepon" on somebody's page; what the page says then."""
    return text_of(maya.posts(f"/people/{world._ids[name]}/test-call"))


def state(maya: Visitor, world: World, name: str = "andi") -> str:
    """What the page's part shows when it asks again."""
    return text_of(maya.gets(f"/people/{world._ids[name]}/test-call"))


def count(world: World, table: sa.Table) -> int:
    with world.office.database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_an_officer_hears_and_confirms(world: World, open_page: Any) -> None:
    andi = world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)

    assert "sedang dihubungi" in tries(maya, world)
    andi.rings().waits(1)
    assert "berdering" in state(maya, world)
    andi.answers().hears(QUESTION)
    tried = "diuji Senin, 23 November 2026 pukul 09.00, 0812-0000-0101"
    assert f"dijawab {tried} Menunggu tombol 1 ditekan." in state(maya, world)
    andi.presses("1").hears("Terima kasih, telepon Anda siap dipakai.").ends()

    assert state(maya, world) == (
        "dikonfirmasi pukul 09.00 diuji Senin, 23 November 2026 pukul 09.00, 0812-0000-0101 Telepon ini siap dipakai."
    )
    assert "hx-get" not in maya.gets(f"/people/{world._ids['andi']}/test-call").text, "and asks no more"
    assert (count(world, calls), world.records()) == (0, []), "it is no call of the hotline"
    world.network.assert_faultless()


@ON_SQLITE
@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (Ignores(), "tidak dijawab"),
        (Busy(), "sibuk"),
        (Declines(), "sibuk"),
        (Unreachable(), "nomor tidak dapat dihubungi"),
        (Voicemail(), "dijawab, tombol 1 tidak ditekan"),
        (Answers(presses="5"), "dijawab, tombol 1 tidak ditekan"),
        (Answers(hangs_up_after_seconds=2), "dijawab, tombol 1 tidak ditekan"),
        (Answers(presses="1"), "dikonfirmasi pukul 09.00"),
    ],
)
def test_what_became_of_it_is_said_with_what_to_do(world: World, open_page: Any, behaviour: Any, told: str) -> None:
    world.officer("andi", "pelaporan", ANDI)
    world.network.telephone(ANDI, behaviour)
    maya = open_page(world)

    tries(maya, world)
    world.network.settle()

    assert state(maya, world).startswith(f"{told} diuji")
    assert not state(maya, world).endswith(ANDI), "what to do is said"
    assert "is_pending" not in maya.gets(f"/people/{world._ids['andi']}").text
    world.network.assert_faultless()


@ON_SQLITE
def test_a_wrong_key_is_thanked_too(world: World, open_page: Any) -> None:
    andi = world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)

    tries(maya, world)
    andi.answers().hears(QUESTION).presses("5").hears("Terima kasih.").has_not_heard("siap dipakai").ends()


@ON_SQLITE
def test_an_extension_is_keyed_after_the_answer(world: World, open_page: Any) -> None:
    sari = world.officer("sari", "pti", "+622150009000", extension="12")
    maya = open_page(world)

    tries(maya, world, "sari")
    sari.answers().hears(QUESTION).presses("1").ends()

    (order,) = [one for one in world.network.serve_rest().requests if one.method == "POST"]
    assert (order.get("To"), order.get("From"), order.get("SendDigits")) == ("+622150009000", "+622150001000", "wwww12")


@ON_SQLITE
def test_a_sip_telephone_is_rung_at_its_address(world: World, open_page: Any) -> None:
    sari = world.officer("sari", "pti", "sip:sari@kantor.example")
    maya = open_page(world)

    tries(maya, world, "sari")
    sari.answers().hears(QUESTION).presses("1").ends()

    assert "dikonfirmasi pukul 09.00" in state(maya, world, "sari")


def test_doubled_and_late_callbacks_and_webhooks_change_nothing(make_world: MakeWorld, open_page: Any) -> None:
    unruly = Faults(seed=3, double_callbacks=1.0, reorder_callbacks=0.5, repeat_webhooks=1.0)
    world = make_world(faults=unruly)
    andi = world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)

    tries(maya, world)
    andi.answers().hears(QUESTION).presses("1").hears("Terima kasih, telepon Anda siap dipakai.").ends()
    world.network.settle()

    assert "dikonfirmasi pukul 09.00" in state(maya, world)
    assert count(world, rows) == 1
    with world.office.database.reading() as connection:
        assert connection.execute(sa.select(rows.c.status)).scalar_one() == "completed"


@ON_SQLITE
def test_a_call_whose_end_nobody_told_is_given_up(make_world: MakeWorld, open_page: Any) -> None:
    world = make_world(faults=Faults(drop_callbacks=1.0))
    world.officer("andi", "pelaporan", ANDI)
    world.network.telephone(ANDI, Ignores())
    maya = open_page(world)

    tries(maya, world)
    world.network.settle()
    assert "sedang dihubungi" in state(maya, world)
    world.network.loop.pass_time(200)

    assert state(maya, world).startswith("hasilnya tidak diketahui diuji")
    assert "sedang dihubungi" in tries(maya, world), "and may be tried again"


@ON_SQLITE
def test_one_at_a_time_and_five_a_day(world: World, open_page: Any) -> None:
    andi = world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)

    tries(maya, world)
    assert "Uji telepon ke nomor ini masih berjalan." in tries(maya, world)
    andi.declines().ends()
    for _ in range(4):
        tries(maya, world)
        andi.declines().ends()
    assert "Telepon Andi sudah diuji 5 kali hari ini." in tries(maya, world)
    assert count(world, rows) == 5

    world.network.loop.pass_time(24 * 3600)
    maya.signs_in("maya")
    assert "sedang dihubungi" in tries(maya, world)


@ON_SQLITE
def test_nobody_runs_up_a_bill_over_many_people(world: World, open_page: Any) -> None:
    andi = world.officer("andi", "pelaporan", ANDI)
    world.officer("sari", "pti", "+6281200000102")
    maya, asked_at = open_page(world), world.office.clock()
    with world.office.database.writing() as connection:
        keeper, sari = world._ids["maya"], world._ids["sari"]
        order = {"person_id": sari, "phone": "+6281200000102", "asked_by": keeper, "asked_at": asked_at}
        connection.execute(rows.insert(), [order | {"status": "no-answer"} for _ in range(99)])

    tries(maya, world)
    andi.declines().ends()

    assert "Anda sudah menguji telepon 100 kali hari ini. Lanjutkan besok." in tries(maya, world)
    assert count(world, rows) == 100


@ON_SQLITE
def test_who_serves_a_caller_is_not_rung(world: World, open_page: Any) -> None:
    andi = world.on_duty("andi", "pelaporan", ANDI)
    maya = open_page(world)
    budi = world.dials()
    budi.presses("1")
    andi.answers().presses("1").talks(5)

    assert "Telepon ini sedang dipakai melayani penelepon." in tries(maya, world)
    assert count(world, rows) == 0
    andi.hangs_up()
    budi.hangs_up().ends()
    assert "sedang dihubungi" in tries(maya, world)


@ON_SQLITE
def test_only_active_people_with_a_telephone_are_rung(world: World, open_page: Any) -> None:
    world.officer("andi", "pelaporan", ANDI, active=False)
    maya = open_page(world)

    assert "Andi tidak aktif." in tries(maya, world)
    assert world.network.serve_rest().requests == []


@ON_SQLITE
def test_an_account_that_is_not_configured_says_so(world: World) -> None:
    world.officer("andi", "pelaporan", ANDI)
    world.officer("maya", "", "+6281200000100", role=Role.COORDINATOR)
    maya = signed_in(world, "maya")

    assert "Telepon tidak diuji: akun Twilio belum diisi." in tries(maya, world)
    assert state(maya, world).startswith("tidak jadi ditelepon")


@ON_SQLITE
def test_a_network_that_does_not_answer_says_so(world: World, open_page: Any) -> None:
    world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world, "http://127.0.0.1:9")

    assert (
        "Telepon tidak diuji: Twilio tidak dapat dihubungi dari komputer ini. Coba lagi beberapa menit lagi."
        in tries(maya, world)
    )
    for _ in range(6):
        tries(maya, world)
    assert "5 kali" not in tries(maya, world), "what was never placed does not count"


@ON_SQLITE
def test_a_country_that_the_account_may_not_call_is_said_in_words(world: World, open_page: Any) -> None:
    world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)
    world.network.serve_rest().refuse_next(1, code=21215, status=400)

    assert "Izin geografis akun Twilio belum membolehkan panggilan ke nomor ini." in tries(maya, world)


@ON_SQLITE
def test_a_burst_is_put_off_in_words(world: World, open_page: Any) -> None:
    world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)
    world.network.serve_rest().refuse_next(1)

    assert "Twilio sedang menerima terlalu banyak permintaan." in tries(maya, world)


@ON_SQLITE
def test_a_wrong_token_is_said_in_words(world: World, open_page: Any) -> None:
    world.officer("andi", "pelaporan", ANDI)
    world.network.serve_rest()
    world.network.auth_token = "another-token-than-the-office-has"
    maya = open_page(world)

    assert "Telepon tidak diuji: Twilio menolak akun kantor (kode 20003)." in tries(maya, world)


@ON_SQLITE
def test_a_leg_that_was_not_placed_for_it_is_told_that_it_is_over(world: World, open_page: Any) -> None:
    andi = world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)
    tries(maya, world)
    with world.office.database.writing() as connection:
        connection.execute(rows.update().values(sid="CA-of-somebody-else"))

    andi.answers().hears("Panggilan ini sudah berakhir. Terima kasih.").ends()

    assert count(world, calls) == 0


@ON_SQLITE
def test_an_order_is_in_the_journal(world: World, open_page: Any) -> None:
    world.officer("andi", "pelaporan", ANDI)
    maya = open_page(world)
    tries(maya, world)

    with world.office.database.reading() as connection:
        found = sa.select(journal.c.subject, journal.c.detail).where(journal.c.action == "sent")
        assert [tuple(one) for one in connection.execute(found)] == [(f"person:{world._ids['andi']}", "uji telepon")]
    assert "Maya menguji telepon Andi" in maya.gets("/journal").text
