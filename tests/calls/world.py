"""The world of the stories: a running office, a virtual telephone network, and its people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app import create_app, open_office
from config.settings import Settings, read_settings
from ivr.domain.people import Role
from ivr.simulator import Conversation, Faults, Network, Telephone, VirtualClock
from ivr.store.tables import duties, people
from ivr.workflows.export_calls import export_calls
from ivr.workflows.office import Office
from tests.serving import serving

WIB = ZoneInfo("Asia/Jakarta")
HOTLINE = "+622150001000"
BUDI = "+6281300000001"
TOKEN = "a-token-of-the-tests-0123456789ab"
MONDAY = date(2026, 11, 23)


def wib(text: str) -> datetime:
    """`2026-11-23 09:00` in Jakarta, as aware UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB).astimezone(UTC)


class World:
    """One office and everybody around it."""

    def __init__(self, office: Office, network: Network, url: str) -> None:
        self.office = office
        self.network = network
        self.url = url
        self._ids: dict[str, int] = {}

    def officer(
        self, name: str, unit: str, phone: str, *, role: Role = Role.OFFICER, extension: str = "", active: bool = True
    ) -> Telephone:
        """Somebody with a telephone, in the address book; the telephone is answered by hand."""
        with self.office.database.writing() as connection:
            row = {
                "email": f"{name}@kantor.example",
                "name": name.capitalize(),
                "hotline": self.office.hotlines.first.key,
                "roles": role.value,
                "units": unit,
                "phone": f"{phone};ext={extension}" if extension else phone,
                "is_active": active,
            }
            made = connection.execute(people.insert().returning(people.c.id), row).scalar_one()
        self._ids[name] = made
        return self.network.telephone(phone, extension=extension)

    def operator(self, name: str, phone: str) -> Telephone:
        """An operator, on standing duty in service hours."""
        return self.officer(name, "operator", phone, role=Role.OPERATOR)

    def rosters(self, name: str, unit: str, *, task: str = "piket", on: date = MONDAY, **more: Any) -> None:
        """A line of the roster."""
        replaces = more.pop("replaces", None)
        row = {"hotline": self.office.hotlines.first.key, "on": on, "unit": unit, "task": task} | more
        row |= {"person_id": self._ids[name], "replaces_id": self._ids[replaces] if replaces else None}
        with self.office.database.writing() as connection:
            connection.execute(duties.insert(), row)

    def on_duty(self, name: str, unit: str, phone: str) -> Telephone:
        """An officer who is rostered on the Monday of the stories."""
        telephone = self.officer(name, unit, phone)
        self.rosters(name, unit)
        return telephone

    def jumps_to(self, when: datetime) -> None:
        """The office's clock shows a later moment; nobody telephones meanwhile."""
        assert isinstance(self.network.clock, VirtualClock)
        self.network.clock.advance_to(when)

    def dials(self, caller: str = BUDI, number: str = HOTLINE) -> Conversation:
        """Somebody calls the hotline."""
        return self.network.caller(caller).dials(number)

    def rest_settings(self, url: str) -> Settings:
        """The office's settings, for a network whose REST API is at `url`."""
        account = self.network.account_sid
        return replace(self.office.settings, twilio_api_url=url, twilio_account_sid=account)

    def records(self) -> list[Mapping[str, Any]]:
        """The calls on record, as exported."""
        today = self.network.clock.now().astimezone(WIB).date()
        return list(export_calls(self.office, hotline=None, first=date(2026, 1, 1), last=today))

    def record(self) -> Mapping[str, Any]:
        """The only call on record."""
        (only,) = self.records()
        return only


@contextmanager
def world_at(
    start: str,
    database_url: str,
    folder: Path,
    *,
    hotlines: tuple[Path, ...] = (),
    faults: Faults | None = None,
    **settings: str,
) -> Iterator[World]:
    """A world that begins at a local time in Jakarta."""
    clock = VirtualClock(wib(start))
    environ = {"DATABASE_URL": database_url, "TWILIO_AUTH_TOKEN": TOKEN, "SECRET_KEY": "s" * 40}
    if hotlines:
        environ["HOTLINES"] = ",".join(str(path) for path in hotlines)
    offices: list[Office] = []

    def make_app(url: str) -> Any:
        offices.append(open_office(read_settings(environ | {"PUBLIC_URL": url} | settings), clock.now))
        return create_app(offices[0])

    with serving(make_app) as url, Network(clock=clock, auth_token=TOKEN, faults=faults, seed=1) as network:
        for number in offices[0].hotlines.first.numbers:
            network.add_number(
                number,
                voice_url=f"{url}/voice",
                voice_fallback_url=f"{url}/voice/fallback",
                status_callback=f"{url}/voice/status",
            )
        yield World(offices[0], network, url)
        offices[0].database.close()


def own_hotline(folder: Path, *changes: tuple[str, str], name: str = "kantor.yaml") -> Path:
    """PPATK's hotline file with some lines changed, as an office would; each change must be found."""
    text = (Path(__file__).parents[2] / "config/ppatk.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
