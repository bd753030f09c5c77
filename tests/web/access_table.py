"""Every route, and who may enter. A new route gets a line here, or tests/web/test_access.py fails."""

from dataclasses import dataclass, field
from typing import Any

ALL = frozenset({"petugas", "operator", "ketua", "koordinator", "admin"})
KEEPERS = frozenset({"koordinator", "admin"})
ROSTER_KEEPERS = KEEPERS | {"ketua"}
ON_DUTY = frozenset({"petugas", "operator"})
WATCHERS = frozenset({"operator", "koordinator", "admin"})


@dataclass(frozen=True)
class Room:
    """A route of people's door.

    `roles` may enter. `holds` says what id its address holds: "call", "talk" (of those that one may open), "own talk",
    "handover", "person" or "unit"; "" where it holds none. `link`: a mailed link to the form opens it, too. `fields`
    fill the rest of the address, and are what is sent. `asked` are queries that are tried besides none. `may_refuse`:
    a rule of the room's own may answer 403 to some who come in.
    """

    roles: frozenset[str] = ALL
    holds: str = ""
    link: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    may_refuse: bool = False


HOTLINES = ("hotline=cabang", "hotline=tidakada")
UNITS = ("unit=pelaporan", "unit=pti")
WORDS = ("q=Rahasia", "q=Tertutup", "q=0813")
A_DAY = {"on": "2026-11-23"}

ROOMS: dict[str, Room] = {
    "account.left_elsewhere": Room(),
    "account.password_changed": Room(),
    "account.shown": Room(),
    "calls.as_csv": Room(asked=(*WORDS, *UNITS, *HOTLINES)),
    "calls.as_xlsx": Room(asked=HOTLINES),
    "calls.listed": Room(asked=(*WORDS, *UNITS, *HOTLINES, "form=filled", "disposition=running")),
    "calls.shown": Room(holds="call"),
    "calls.withdrawn": Room(holds="call", fields={"reason": "tercatat dua kali"}),
    "duty.bell": Room(ON_DUTY),
    "duty.faq": Room(ON_DUTY, asked=WORDS),
    "duty.now": Room(ON_DUTY),
    "duty.pause": Room(ON_DUTY),
    "duty.post": Room(ON_DUTY),
    "duty.ready": Room(ON_DUTY),
    "duty.seen": Room(ON_DUTY, holds="own talk"),
    "duty.shown": Room(ON_DUTY),
    "entry.front": Room(),
    "feeds.made": Room(),
    "feeds.revoked": Room(),
    "figures.shown": Room(asked=(*UNITS, *HOTLINES, "period=month")),
    "forms.changed": Room(holds="talk", link=True, fields={"changes": {}}),
    "forms.saved": Room(holds="talk", link=True),
    "forms.shown": Room(holds="talk", link=True),
    "forms.state": Room(holds="talk", link=True),
    "forms.suggest": Room(asked=("q=Instansi", "q=Rahasia")),
    "handovers.done": Room(holds="handover", fields={"outcome": "selesai"}),
    "handovers.handed": Room(holds="talk", fields={"to_unit": "humas", "note": "tolong"}),
    "handovers.listed": Room(),
    "handovers.taken": Room(holds="handover"),
    "journal.as_csv": Room(KEEPERS),
    "journal.shown": Room(KEEPERS, asked=("about=panggilan+1",)),
    "live.now": Room(WATCHERS, asked=HOTLINES),
    "live.shown": Room(WATCHERS, asked=HOTLINES),
    "manual_calls.asked": Room(may_refuse=True),
    "manual_calls.asked_again": Room(holds="call"),
    "manual_calls.entered": Room(may_refuse=True),
    "manual_calls.entered_again": Room(holds="call", fields={"reason": "tercatat dua kali"}),
    "people.activate": Room(KEEPERS, holds="person"),
    "people.add": Room(KEEPERS),
    "people.ask_deactivate": Room(KEEPERS, holds="person"),
    "people.ask_new": Room(KEEPERS),
    "people.change": Room(KEEPERS, holds="person"),
    "people.deactivate": Room(KEEPERS, holds="person"),
    "people.exported": Room(KEEPERS),
    "people.invite": Room(KEEPERS, holds="person"),
    "people.listed": Room(KEEPERS, asked=("q=andi", "q=cabang")),
    "people.shown": Room(KEEPERS, holds="person"),
    "phone_tests.ring": Room(KEEPERS, holds="person"),
    "phone_tests.shown": Room(KEEPERS, holds="person"),
    "recaps.file": Room(KEEPERS, fields=A_DAY | {"ending": "xlsx"}, asked=HOTLINES),
    "recaps.listed": Room(KEEPERS | {"ketua"}, asked=HOTLINES),
    "recaps.send": Room(KEEPERS, fields=A_DAY),
    "recaps.shown": Room(KEEPERS | {"ketua"}, fields=A_DAY, asked=HOTLINES),
    "referrals.previewed": Room(holds="talk", fields={"contact": "dat"}),
    "referrals.referred": Room(holds="talk", fields={"contact": "dat"}),
    "roster.cell": Room(may_refuse=True),
    "roster.copied": Room(ROSTER_KEEPERS),
    "roster.copy": Room(ROSTER_KEEPERS, asked=HOTLINES),
    "roster.month": Room(asked=HOTLINES),
    "roster.pattern": Room(ROSTER_KEEPERS, asked=HOTLINES),
    "roster.repeated": Room(ROSTER_KEEPERS),
    "roster.saved": Room(may_refuse=True),
    "roster.undone": Room(may_refuse=True),
    "roster.week": Room(asked=HOTLINES),
    "roster_files.applied": Room(ROSTER_KEEPERS),
    "roster_files.looked_at": Room(ROSTER_KEEPERS),
    "roster_files.template_csv": Room(ROSTER_KEEPERS, asked=HOTLINES),
    "roster_files.template_xlsx": Room(ROSTER_KEEPERS, asked=HOTLINES),
    "roster_files.upload": Room(ROSTER_KEEPERS, asked=HOTLINES),
    "roster_files.week_csv": Room(fields={"week": "2026-11-23"}, asked=HOTLINES),
    "sign_offs.shown": Room(),
    "sign_offs.signed": Room(),
    "special_days.close": Room(KEEPERS),
    "special_days.day": Room(KEEPERS),
    "special_days.end": Room(KEEPERS),
    "special_days.put_up": Room(KEEPERS),
    "special_days.shown": Room(asked=HOTLINES),
    "substitutes.asked": Room(asked=HOTLINES),
    "substitutes.named": Room(),
    "substitutes.taken_back": Room(holds="change"),
    "swaps.ask": Room(),
    "swaps.asked": Room(),
    "swaps.listed": Room(asked=HOTLINES),
    "swaps.stepped": Room(holds="swap", fields={"step": "refuse", "note": "tidak bisa"}),
    "topics.change_faq": Room(holds="unit"),
    "topics.change_topics": Room(holds="unit"),
    "topics.listed": Room(),
    "topics.shown": Room(holds="unit", asked=HOTLINES),
    "who.asked": Room(asked=(*HOTLINES, *UNITS, "unit=tidakada", "on=2026-11-31", "on=2026-11-23&at=25:00")),
}
"""Rooms for who is signed in."""

FOR_ANYBODY: dict[str, dict[str, Any]] = {
    "feeds.calendar": {"token": "x"},  # calendar programs come by its secret (tests/roster/test_calendar.py)
    "forgot.ask": {},
    "forgot.send": {},
    "forgot.sent": {},
    "links.opened": {"token": "x"},
    "links.password_set": {"token": "x"},
    "links.sent_again": {"token": "x"},
    "links.shown": {"token": "x"},
    "sign_in.ask": {},
    "sign_in.enter": {},
    "sign_in.leave": {},
}
"""Rooms that need no session, with what fills their address."""

NOT_FOR_PEOPLE: dict[str, str] = {
    "telephony": "webhooks: signed (tests/webhooks/test_guard.py)",
    "recordings": "the hotline's own recordings, which every caller hears",
    "probes": "for who watches over the installation: no personal data",
    "entry.static": "stylesheets and scripts",
}
"""Blueprints, or single routes, that are no rooms, and why."""
