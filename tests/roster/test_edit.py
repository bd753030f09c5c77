"""Editing a cell: what is saved, what is refused and in which words, who may, and how it is taken back."""

import re
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.domain.roster import Task
from ivr.workflows.edit_roster import CellEdit, EditRefused, TypedLine, edit_cell, mark_of
from ivr.workflows.import_roster import import_roster
from ivr.workflows.show_cell import show_cell
from tests.calls.world import MONDAY, World
from tests.roster.weeks import (
    COLUMNS,
    OFFICERS,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK_BEFORE,
    fields,
    forgets_telephone,
    kinds,
    mail,
    opens,
    rename,
    sample_week,
    scope_of_maya,
    staffed,
    standing,
    told,
    value_of,
    writes,
)
from tests.web.served import noted, text_of
from tests.web.visitor import signed_in

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ANDI, SARI, RUDI = (mail(name) for name in ("andi", "sari", "rudi"))
TIMES = st.sampled_from(["", "", "07.00", "08:30", "12.00", "13.00", "17.00", "22.00"])
PEOPLE = st.sampled_from([mail(name) for name in OFFICERS])
LINES = st.builds(
    TypedLine,
    petugas=PEOPLE,
    tugas=st.sampled_from([task.value for task in Task]),
    mulai=TIMES,
    selesai=TIMES,
    menggantikan=st.one_of(st.just(""), PEOPLE),
    catatan=st.sampled_from(["", "rapat", "a, b; \"c\""]),
)  # fmt: skip


def test_a_cell_is_saved_whole_and_the_journal_says_so(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")

    answer = writes(
        maya,
        WEDNESDAY,
        "pelaporan",
        (RUDI, "piket"),
        (SARI, "piket", "07.00", "12:00"),
        (ANDI, "istirahat", "", "", SARI),
        alasan="Andi dinas luar",
    )

    assert answer.status_code == 200
    assert told(world, WEDNESDAY, "pelaporan") == ["piket rudi", "piket sari 07:00 12:00", "istirahat andi for sari"]
    page = text_of(answer.text)
    assert "Tersimpan. Rabu 25 November, Direktorat Pelaporan: Andi diganti Rudi;" in page
    assert "kurang petugas: ada 1 dari 2 (12.00-17.00)" in page
    assert "Ubah jadwal oleh Maya, 23 November 2026 pukul 09.00 Andi dinas luar" in page
    assert noted(world) == [("changed", "roster:1", "Ubah jadwal: 25 November 2026, pelaporan; Andi dinas luar")]


@ON_SQLITE
def test_the_order_of_lines_is_the_order_of_ringing(world: World) -> None:
    sample_week(staffed(world))
    maya = signed_in(world, "maya")
    form = fields(opens(maya, MONDAY, "pelaporan"), (ANDI, "piket"), (SARI, "piket"), (RUDI, "istirahat"))

    moved = maya.posts(f"/roster/cell?on={MONDAY}&unit=pelaporan", **form, do="down-0").text
    assert told(world, MONDAY, "pelaporan") == ["piket andi", "piket sari", "istirahat rudi"]
    saved = maya.posts(
        f"/roster/cell?on={MONDAY}&unit=pelaporan",
        **fields(moved, (SARI, "piket"), (ANDI, "piket"), (RUDI, "istirahat")),
    )

    assert moved.index(f'value="{SARI}" selected') < moved.index(f'value="{ANDI}" selected')
    assert told(world, MONDAY, "pelaporan") == ["piket sari", "piket andi", "istirahat rudi"]
    assert "urutan menjadi Sari, Andi" in text_of(saved.text)


@ON_SQLITE
def test_lines_are_added_and_taken_out_before_anything_is_saved(world: World) -> None:
    sample_week(staffed(world))
    maya, path = signed_in(world, "maya"), f"/roster/cell?on={MONDAY}&unit=pti"
    form = fields(opens(maya, MONDAY, "pti"), (mail("dewi"), "piket", "08.00", "", "", "pagi"))

    longer = maya.posts(path, **form, do="add").text
    assert value_of(longer, "lines") == "2"
    assert 'value="08.00"' in longer
    assert 'value="pagi"' in longer
    shorter = maya.posts(path, **fields(longer, (mail("dewi"), "piket"), (mail("bayu"), "piket")), do="remove-0").text

    assert value_of(shorter, "lines") == "1"
    assert f'value="{mail("bayu")}" selected' in shorter
    assert told(world, MONDAY, "pti") == ["piket dewi", "istirahat bayu"]
    assert kinds(world) == []
    assert maya.posts(path, **form, do="remove-7").status_code == 400


@ON_SQLITE
def test_a_leader_is_told_at_once_that_a_day_is_over(world: World) -> None:
    form = opens(signed_in(staffed(world), "ketut"), WEEK_BEFORE, "pelaporan")

    assert "Hari itu sudah lewat; minta koordinator bila jadwalnya perlu dibetulkan." in text_of(form)
    assert "<h1" in form


@ON_SQLITE
def test_a_cell_is_emptied_by_saving_no_lines(world: World) -> None:
    sample_week(staffed(world))

    page = writes(signed_in(world, "maya"), MONDAY, "humas").text

    assert told(world, MONDAY, "humas") == []
    assert "Nina dihapus; istirahat: Tono dihapus" in text_of(page)


@ON_SQLITE
def test_a_shift_past_midnight_is_saved_as_it_is_typed(world: World) -> None:
    page = writes(signed_in(staffed(world), "maya"), MONDAY, "pti", (mail("dewi"), "piket", "22.00", "06.00")).text

    assert told(world, MONDAY, "pti") == ["piket dewi 22:00 06:00"]
    assert "Dewi 22.00-06.00" in text_of(page)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([("", "piket", "07.00")], "Kosong; isi e-mail atau nama petugas."),
        ([(ANDI, "piket", "25.00")], "Jam 25.00 tidak ada; tulis 00:00 sampai 23:59."),
        ([(ANDI, "piket", "pagi")], "'pagi' bukan jam; tulis 07:00 atau 07.00."),
        ([(ANDI, "jaga")], "'jaga' tidak dikenal; yang dikenal: piket, istirahat, pengganti."),
        (
            [(ANDI, "piket"), (SARI, "istirahat", "12.00", "12.00")],
            "Sama dengan mulai; isi jam selesai yang lebih akhir, atau kosongkan keduanya.",
        ),
        (
            [(ANDI, "piket"), (ANDI, "piket", "08.00", "10.00")],
            "Jamnya bertumpang tindih dengan baris 1, orang yang sama; ubah jamnya, atau hapus salah satunya.",
        ),
        ([(ANDI, "piket"), (ANDI, "piket")], "Sama dengan baris 1; hapus salah satunya."),
        (
            [(ANDI, "piket"), (RUDI, "pengganti", "", "", SARI)],
            "Sari tidak piket di pelaporan Rabu, 25 November 2026; isi dengan petugas yang piket hari itu.",
        ),
        ([(ANDI, "piket"), (RUDI, "pengganti")], "Kosong, padahal wajib untuk pengganti; isi siapa yang digantikan."),
        ([(ANDI, "piket"), (ANDI, "pengganti", "", "", ANDI)], "Sama dengan petugas; isi dengan orang lain."),
        ([(mail("lama"), "piket")], "Lama tidak aktif; pilih orang lain, atau aktifkan dahulu."),
        ([("Kembar", "piket")], "Ada 2 orang bernama 'Kembar'; tulis e-mailnya:"),
        ([(ANDI, "piket", "", "", "", "x" * 401)], "Lebih panjang dari 400 huruf; pendekkan."),
    ],
)
@ON_SQLITE
def test_what_cannot_be_is_refused_beside_its_field_and_everything_typed_stays(
    world: World, lines: list[tuple[str, ...]], words: str
) -> None:
    staffed(world).officer("lama", "pelaporan", "+628120000301", active=False)
    for email in ("kembar", "kembar2"):
        world.officer(email, "pelaporan", f"+62812000040{len(email)}")
    rename(world, "kembar2", "Kembar")

    answer = writes(signed_in(world, "maya"), WEDNESDAY, "pelaporan", *lines)

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert 'aria-invalid="true"' in answer.text or words.startswith("Sama dengan baris")
    for line in lines:
        assert all(word in answer.text for word in line if word)
    assert told(world, WEDNESDAY, "pelaporan") == []


@ON_SQLITE
def test_who_has_no_telephone_is_not_rostered(world: World) -> None:
    staffed(world)
    forgets_telephone(world, "andi")
    maya = signed_in(world, "maya")

    assert "Andi (tanpa nomor telepon)" in opens(maya, MONDAY, "pelaporan")
    answer = writes(maya, MONDAY, "pelaporan", (ANDI, "piket"))

    assert answer.status_code == 422
    assert "Andi tidak punya nomor telepon; isi nomornya dahulu." in text_of(answer.text)


@ON_SQLITE
def test_what_is_seldom_meant_is_saved_and_told(world: World) -> None:
    sample_week(staffed(world))
    maya, christmas = signed_in(world, "maya"), date(2026, 12, 25)

    assert "Pada hari itu tidak ada layanan: Hari Raya Natal." in text_of(opens(maya, christmas, "pti"))
    closed = text_of(writes(maya, christmas, "pti", (mail("dewi"), "piket")).text)
    twice = text_of(writes(maya, TUESDAY, "humas", (mail("nina"), "piket"), (mail("dewi"), "piket")).text)
    around = text_of(writes(maya, THURSDAY, "pti", (mail("dewi"), "piket", "07.00", "07.00")).text)

    assert "Jumat, 25 Desember 2026 bukan hari layanan (Hari Raya Natal)" in closed
    assert "Dewi dijadwalkan di luar jam layanan (Hari Raya Natal)" in closed
    assert "Dewi sekaligus bertugas di Direktorat Kerjasama dan Humas" in twice
    assert "07.00-07.00 berarti 24 jam" in around


@ON_SQLITE
def test_people_of_one_name_are_told_apart_by_e_mail(world: World) -> None:
    staffed(world).officer("andi2", "pti", "+628120000299")
    rename(world, "andi2", "Andi")

    form = opens(signed_in(world, "maya"), MONDAY, "pelaporan")

    assert "Andi (andi@kantor.example)" in form
    assert "Andi (andi2@kantor.example)" in form
    assert form.index("Unit ini") < form.index("Andi (andi@kantor.example)") < form.index("Orang lain")
    saved = text_of(writes(signed_in(world, "maya"), MONDAY, "pelaporan", (mail("andi2"), "piket")).text)
    assert "Senin 23 November: Andi (andi2) ; kurang petugas" in saved
    assert "Tersimpan. Senin 23 November, Direktorat Pelaporan: Andi (andi2) ditambahkan." in saved


def test_who_was_slower_sees_the_newest_beside_what_they_typed(world: World) -> None:
    sample_week(staffed(world))
    maya, ketut = signed_in(world, "maya"), signed_in(world, "ketut")
    seen = opens(maya, MONDAY, "pelaporan")
    writes(ketut, MONDAY, "pelaporan", (RUDI, "piket"))

    path = f"/roster/cell?on={MONDAY}&unit=pelaporan"
    refused = maya.posts(path, **fields(seen, (SARI, "piket", "", "", "", "catatan saya")))

    assert refused.status_code == 409
    assert "Belum tersimpan: sel ini baru saja diubah orang lain." in text_of(refused.text)
    assert "Tersimpan sekarang: Rudi ." in text_of(refused.text)
    assert 'value="catatan saya"' in refused.text
    assert told(world, MONDAY, "pelaporan") == ["piket rudi"]

    maya.posts(path, **fields(refused.text, (SARI, "piket", "", "", "", "catatan saya")))
    assert told(world, MONDAY, "pelaporan") == ["piket sari catatan saya"]


@ON_SQLITE
def test_a_leader_keeps_the_own_unit_and_an_officer_none(world: World) -> None:
    sample_week(staffed(world))
    ketut, andi = signed_in(world, "ketut"), signed_in(world, "andi")

    assert 'href="/roster/cell?on=2026-11-24&amp;unit=pelaporan"' in ketut.gets("/roster").text
    assert not re.search(r"/roster/cell[^\"]*unit=pti", ketut.gets("/roster").text)
    assert "/roster/cell" not in andi.gets("/roster").text
    assert writes(ketut, TUESDAY, "pelaporan", (RUDI, "piket")).status_code == 200
    for visitor, unit in ((ketut, "pti"), (andi, "pelaporan")):
        assert visitor.gets(f"/roster/cell?on={TUESDAY}&unit={unit}").status_code == 403
        assert visitor.posts(f"/roster/cell?on={TUESDAY}&unit={unit}", mark="x", lines="0").status_code == 403
    assert told(world, TUESDAY, "pti") == ["piket dewi", "istirahat bayu"]
    assert ketut.gets(f"/roster/cell?on={TUESDAY}&unit=tidakada").status_code == 404
    assert ketut.gets("/roster/cell?on=2026-11-31&unit=pelaporan").status_code == 404


@ON_SQLITE
def test_a_day_that_is_over_is_mended_by_the_coordinator_with_a_reason(world: World) -> None:
    staffed(world)
    ketut, maya = signed_in(world, "ketut"), signed_in(world, "maya")

    leader = writes(ketut, WEEK_BEFORE, "pelaporan", (ANDI, "piket"), alasan="lupa")
    without = writes(maya, WEEK_BEFORE, "pelaporan", (ANDI, "piket"))
    assert (leader.status_code, without.status_code) == (422, 422)
    assert "Hari itu sudah lewat; minta koordinator bila jadwalnya perlu dibetulkan." in text_of(leader.text)
    assert "Hari itu sudah lewat; tulis alasan jadwalnya dibetulkan." in text_of(without.text)
    assert told(world, WEEK_BEFORE, "pelaporan") == []

    assert writes(maya, WEEK_BEFORE, "pelaporan", (ANDI, "piket"), alasan="lupa dicatat").status_code == 200
    assert told(world, WEEK_BEFORE, "pelaporan") == ["piket andi"]


@ON_SQLITE
def test_as_many_lines_as_stand_in_a_cell_are_saved(world: World) -> None:
    maya = signed_in(staffed(world), "maya")
    lines = [(ANDI, "piket", f"{n // 6 + 7:02}.{n % 6}0", f"{n // 6 + 7:02}.{n % 6}5") for n in range(50)]

    assert writes(maya, MONDAY, "pelaporan", *lines).status_code == 200
    assert len(told(world, MONDAY, "pelaporan")) == 50
    too_many = maya.posts(f"/roster/cell?on={MONDAY}&unit=pelaporan", mark="", lines="201")
    assert too_many.status_code == 400


@ON_SQLITE
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([TUESDAY, WEDNESDAY]), st.lists(LINES, max_size=4)), min_size=1, max_size=3))
def test_whatever_is_saved_is_accepted_by_the_import(world: World, edits: list[tuple[date, list[TypedLine]]]) -> None:
    if "andi" not in world._ids:
        staffed(world)
    scope = scope_of_maya(world)
    for on, lines in edits:
        shown = show_cell(world.office, world.office.hotlines.first, on=on, unit="pelaporan")
        edit = CellEdit(world.office.hotlines.first, on, "pelaporan", tuple(lines), mark_of(shown.lines))
        try:
            edit_cell(world.office, edit, scope=scope, now=world.office.clock())
        except EditRefused:
            continue
        exported = roster_file(world, on)
        if exported.count("\n"):
            assert not import_roster(world.office, "jadwal.csv", exported.encode()).changes_anything


def roster_file(world: World, on: date) -> str:
    """A day's roster as the file of it."""
    emails = {number: mail(name) for name, number in world._ids.items()}

    def at(moment: time | None) -> str:
        return f"{moment:%H:%M}" if moment else ""

    rows = ["tanggal,unit," + ",".join(COLUMNS)]
    for lines in standing(world, first=on, last=on).values():
        for line in lines:
            replaced = emails[line.replaces_id] if line.replaces_id else ""
            note = '"' + line.note.replace('"', '""') + '"'
            rows.append(
                f"{on},{line.unit},{emails[line.person_id]},{line.task},{at(line.starts)},{at(line.ends)},{replaced},{note}"
            )
    return "\n".join(rows)
