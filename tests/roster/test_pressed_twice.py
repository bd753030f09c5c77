"""A button that is pressed twice, by a hurried hand or on a slow line, does and says the same once."""

import pytest

from ivr.domain.roster_change import ChangeKind
from tests.calls.world import World
from tests.roster.weeks import (
    TUESDAY,
    WEDNESDAY,
    WEEK_AFTER,
    fields,
    kinds,
    mail,
    opens,
    person,
    sample_week,
    staffed,
    standing,
    value_of,
    writes,
)
from tests.web.served import text_of
from tests.web.visitor import signed_in

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def test_a_cell_saved_twice_is_saved_once_and_nobody_else_is_blamed(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    typed = fields(opens(maya, TUESDAY, "pti"), (mail("bayu"), "piket"), (mail("dewi"), "istirahat"))

    first, second = (maya.posts(f"/roster/cell?on={TUESDAY}&unit=pti", **typed) for _ in range(2))

    assert "Tersimpan. Selasa 24 November, Pusat Teknologi Informasi: Dewi diganti Bayu;" in text_of(first.text)
    assert (second.status_code, "diubah orang lain" in second.text) == (200, False)
    assert "Tidak ada yang berubah." in second.text
    assert kinds(world) == ["edit"]


def test_what_another_left_there_meanwhile_is_still_told(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    typed = fields(opens(maya, TUESDAY, "pti"), (mail("bayu"), "piket"))
    writes(signed_in(world, "maya"), TUESDAY, "pti", (mail("dewi"), "piket"))

    assert maya.posts(f"/roster/cell?on={TUESDAY}&unit=pti", **typed).status_code == 409


def test_a_week_copied_twice_is_copied_once_and_the_answer_is_the_same(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    mark = value_of(maya.gets(f"/roster/copy?week={WEEK_AFTER}").text, "mark")
    asked = {"mark": mark, "week": str(WEEK_AFTER), "existing": "keep", "from": "2026-11-23"}

    answers = [maya.posts("/roster/copy", True, **asked) for _ in range(2)]

    for answer in answers:
        assert answer.status_code == 200
        assert "Tersimpan: Salin pekan, 15 sel berubah." in text_of(answer.text)
    assert kinds(world) == [ChangeKind.COPY.value]
    maya.posts("/roster/undo", change="1", week=str(WEEK_AFTER))
    writes(maya, WEEK_AFTER, "pti", (mail("dewi"), "piket"))
    assert maya.posts("/roster/copy", True, **asked).status_code == 409, "undone, it is a new wish"
    assert len(standing(world, first=WEEK_AFTER, last=WEEK_AFTER)) == 1


def test_a_swap_asked_for_twice_says_that_it_is_on_its_way(world: World) -> None:
    staffed(world)
    for name, on in (("andi", TUESDAY), ("rudi", WEDNESDAY)):
        world.rosters(name, "pelaporan", on=on)
        world.rosters("sari", "pelaporan", on=on)
        world.rosters("sari" if name == "rudi" else "dewi", "pelaporan", task="istirahat", on=on)
    andi = signed_in(world, "andi")
    asked = {"duty": f"{TUESDAY}/pelaporan/piket", "colleague": f"{person(world, 'rudi')}/{WEDNESDAY}"}

    first, second = (andi.posts("/swaps/ask", True, **asked) for _ in range(2))

    assert "Permintaan dikirim." in first.text
    assert "Permintaan ini sudah dikirim dan belum selesai; ikuti jawabannya di halaman Tukar piket." in second.text
