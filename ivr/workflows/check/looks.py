"""The looks: facts gathered from files, database, account and mail server, and handed to the rules."""

import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.settings import Settings, SettingsFound
from ivr.domain.gaps import find_gaps
from ivr.domain.hotline import Hotline
from ivr.domain.hotlines import Hotlines
from ivr.domain.local_time import to_local
from ivr.store.condition import look_at_database
from ivr.store.duty_board import load_duty_board
from ivr.store.engine import Connection, open_database
from ivr.store.people import load_people
from ivr.workflows.carrier import Carrier, CarrierFault
from ivr.workflows.catch_up import as_edited
from ivr.workflows.check.carrier import CarrierFacts, LineFacts, carrier_findings
from ivr.workflows.check.database import database_findings
from ivr.workflows.check.findings import Finding
from ivr.workflows.check.letters import AT_REST, letter_findings, read_letters
from ivr.workflows.check.lists import list_findings, read_lists
from ivr.workflows.check.mail import MailFacts, mail_findings
from ivr.workflows.check.people import WeekFacts, calendar_findings, people_findings, roster_findings
from ivr.workflows.check.settings import SecretFile, SettingsFacts, probe_findings, settings_findings
from ivr.workflows.check.special_days import special_day_findings
from ivr.workflows.mail_fault import MailFault
from ivr.workflows.reachable import is_loopback, why_unreachable
from ivr.workflows.route_calls import wanted_route

OwedDays = Callable[[Connection, Hotline, datetime], Sequence[date]]
"""The service days whose recap was due at a moment and is not made."""

DAY = timedelta(days=1)
DAYS_AHEAD = 6  # today and six more


def look_at_settings(found: SettingsFound) -> Iterator[Finding]:
    """The settings, and the files they came from."""
    settings = found.settings
    facts = SettingsFacts(
        public_url=None if "PUBLIC_URL" in found.unsound else settings.public_url,
        carrier_url=settings.twilio_api_url,
        log_format=settings.log_format,
        is_key_kept=found.is_key_kept,
        has_several_nodes=settings.database_url.startswith("postgresql"),
        faults=found.faults,
        secret_files=[
            SecretFile(_shown(path, settings), stat.S_IMODE(path.stat().st_mode)) for path in found.secret_files
        ],
    )
    return settings_findings(facts)


def look_at_public_url(settings: Settings, ask: Callable[[str], str | None]) -> Iterator[Finding]:
    """What answers at PUBLIC_URL; not asked where Twilio could not ask it either."""
    if why_unreachable(settings.public_url, carrier_url=settings.twilio_api_url) is None:
        yield from probe_findings(settings.public_url, ask(f"{settings.public_url}/healthz"))


def look_at_stored(
    settings: Settings, hotlines: Hotlines | None, owed: OwedDays, now: datetime, *, are_files_sound: bool
) -> Iterator[Finding]:
    """The database and, as far as it can be read, people, rosters, holidays and letters of the sound hotlines."""
    condition = look_at_database(settings.database_url)
    yield from database_findings(condition)
    if hotlines is None or not condition.is_ready:
        for hotline in hotlines or ():
            yield from calendar_findings(hotline, to_local(now, hotline.zone).date())
        return
    database = open_database(settings.database_url)
    try:
        with database.reading() as connection:
            filed, hotlines = hotlines, as_edited(connection, hotlines)
            for before, hotline in zip(filed, hotlines, strict=True):
                yield from calendar_findings(hotline, to_local(now, hotline.zone).date())
                yield from special_day_findings(before, hotline)
            is_demonstration = is_loopback(settings.public_url)
            for finding in people_findings(hotlines, load_people(connection), is_demonstration=is_demonstration):
                if are_files_sound or finding.code != "P07":  # people of a broken file belong to no sound hotline
                    yield finding
            for hotline in hotlines:
                first = to_local(now, hotline.zone).date()
                last = first + DAYS_AHEAD * DAY
                yield from roster_findings(hotline, _week(connection, hotline, first, last), first=first, last=last)
                yield from list_findings(hotline, list(read_lists(connection, hotline)))
            days = {hotline.key: owed(connection, hotline, now - AT_REST) for hotline in hotlines}
            yield from letter_findings(hotlines, read_letters(connection, days, now=now), now=now)
    finally:
        database.close()


def look_at_carrier(
    settings: Settings, hotlines: Hotlines | None, carrier: Carrier, now: datetime
) -> Iterator[Finding]:
    """The account, and the numbers of the hotlines in it."""
    return carrier_findings(_carrier(hotlines, carrier), wanted_route(settings), now=now)


def look_at_mail(settings: Settings, hotlines: Hotlines | None, probe: Callable[[str], None]) -> Iterator[Finding]:
    """The mail server or folder, and the senders."""
    parts = urlsplit(settings.smtp_url)
    is_folder = parts.scheme == "file"
    fault = None
    try:
        probe(settings.smtp_url)
    except MailFault as trouble:
        fault = trouble
    senders = [hotline.name for hotline in hotlines or () if not (settings.mail_from or hotline.mail_from)]
    place = _shown(Path(unquote(parts.path)), settings) if is_folder else parts.netloc.rpartition("@")[2]
    return mail_findings(MailFacts(is_folder, place, fault, senders))


def _week(connection: Connection, hotline: Hotline, first: date, last: date) -> WeekFacts:
    board = load_duty_board(connection, hotline.key, first=first - DAY, last=last + DAY)
    gaps = find_gaps(hotline, board, first, last)
    return WeekFacts(gaps, is_empty=not any(first <= duty.on <= last for duty in board.duties))


def _carrier(hotlines: Hotlines | None, carrier: Carrier) -> CarrierFacts:
    """Ask until the account no longer answers; what it said until then counts."""
    account, lines, hidden = None, [], []
    try:
        account = carrier.account()
        for hotline in hotlines or ():
            for address in hotline.numbers:
                domain = address.rpartition("@")[2]
                line = carrier.sip_domain(domain) if "@" in address else carrier.number(address)
                shown = domain if "@" in address else address
                lines.append(LineFacts(shown, line, has_own_trunk=hotline.byoc_trunk is not None))
        # Over an office's own trunk its own carrier says which numbers may be shown.
        wanted = {hotline.caller_id for hotline in hotlines or () if hotline.caller_id and not hotline.byoc_trunk}
        known = {found.line.address for found in lines if found.line is not None}
        hidden = [number for number in sorted(wanted - known) if not carrier.may_show(number)]
    except CarrierFault as fault:
        return CarrierFacts(fault, account, lines, hidden)
    return CarrierFacts(None, account, lines, hidden)


def _shown(path: Path, settings: Settings) -> str:
    return path.relative_to(settings.root).as_posix() if path.is_relative_to(settings.root) else str(path)
