"""A call that Andi wrote down by hand by mistake, and what he and others send from its pages."""

import re
from html import unescape
from typing import Any

from ivr.domain.people import Role
from tests.calls.world import World
from tests.web.served import text_of
from tests.web.test_manual_call import enters
from tests.web.visitor import Visitor, signed_in

TWICE = "tercatat dua kali"
NUMBER = "0813-0000-0099"
CANNOT = "Catatan ini tidak dapat ditarik kembali: pertanyaannya sudah"
INSTEAD = (
    "Perbaiki isinya di formulir, dan tulis di Keterangan apa yang keliru. "
    "Bila tercatat dua kali, tarik kembali catatan yang lain."
)


def wrote_down_by_mistake(world: World) -> Visitor:
    """Andi, on duty, at nine o'clock; he wrote down a call to the desk, which is call 1 with talk 1."""
    world.on_duty("andi", "pelaporan", "+6281200000001")
    world.officer("maya", "", "+6281200000009", role=Role.COORDINATOR)
    world.officer("ketut", "pelaporan", "+6281200000008", role=Role.LEADER)
    world.officer("sari", "pti", "+6281200000002", role=Role.LEADER)
    world.officer("dewi", "pelaporan", "+6281200000003")
    world.officer("rudi", "", "+6281200000007", role=Role.ADMIN)
    visitor = signed_in(world, "andi")
    assert enters(visitor, came_by="desk", number=NUMBER)[0] == 200
    return visitor


def withdraws(visitor: Visitor, call_id: int = 1, reason: str = TWICE) -> tuple[int, str]:
    """Press the button of a record; returns the status and what the page that follows says."""
    answer = visitor.posts(f"/calls/{call_id}/withdraw", reason=reason)
    return answer.status_code, text_of(answer.text)


def rewrites(visitor: Visitor, call_id: int = 1, **other: Any) -> tuple[int, str]:
    """Send the page that writes a call down anew, as it came, but for this."""
    answer = visitor.posts(f"/calls/{call_id}/again", **fields_of(visitor.gets(f"/calls/{call_id}/again").text) | other)
    return answer.status_code, text_of(answer.text)


def fields_of(page: str) -> dict[str, Any]:
    """What stands in the fields of the page for a call, as a browser sends it."""
    found = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]*? value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, flags=re.S))
    for name, options in re.findall(r'<select [^>]*name="(\w+)"[^>]*>(.*?)</select>', page, flags=re.S):
        found[name] = "".join(re.findall(r'value="([^"]*)" selected', options))
    return {name: unescape(text) for name, text in found.items() if name not in ("csrf_token", "is_confidential")}
