"""The whole inspection: what is looked at, whatever else is broken, and the next single step."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from config.faults import Fault, HotlineFaults
from config.settings import Settings, SettingsFound
from ivr.domain.hotlines import Hotlines
from ivr.workflows.carrier import Carrier
from ivr.workflows.check.findings import Finding, Severity, in_order
from ivr.workflows.check.looks import (
    OwedDays,
    look_at_carrier,
    look_at_mail,
    look_at_public_url,
    look_at_settings,
    look_at_stored,
)
from ivr.workflows.check.side_by_side import Look, Waiting, look_at_all
from ivr.workflows.open_hotlines import open_hotlines

DEADLINE_SECONDS = 15.0
ACCOUNT = {"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_URL"}


@dataclass(frozen=True)
class Outside:
    """How the outside world is asked; made by the roof."""

    carrier: Callable[[Settings], Carrier]
    mail: Callable[[str], None]  # the SMTP_URL; raises MailFault
    public_url: Callable[[str], str | None]  # what is wrong with what PUBLIC_URL answers
    owed: OwedDays  # recaps that the worker should have made


@dataclass(frozen=True)
class Inspection:
    """Everything found, in the order of dealing with it, and what could not be looked at for a fault before it."""

    findings: tuple[Finding, ...]
    skipped: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def is_fit(self) -> bool:
        """Whether nothing prevents service."""
        return all(finding.severity is not Severity.FAULT for finding in self.findings)


def inspect(found: SettingsFound, outside: Outside, *, now: datetime, waiting: Waiting) -> Inspection:
    """Look at everything at once; takes at most DEADLINE_SECONDS."""
    settings, unsound = found.settings, found.unsound
    hotlines, findings = _hotlines(settings.hotlines if "HOTLINES" not in unsound else ())
    findings += look_at_settings(found)
    skipped: list[str] = []
    looks = list(_looks(found, hotlines, outside, now, are_files_sound=not any(f.code == "H01" for f in findings)))
    findings += look_at_all(looks, seconds=DEADLINE_SECONDS, waiting=waiting)
    codes = {finding.code for finding in findings}
    if "DATABASE_URL" in unsound or codes & {"D01", "D02", "D03", "D04"}:
        skipped.append("orang dan jadwal")
    if ACCOUNT & unsound or codes & {"T01", "T02", "T03"}:
        skipped.append("nomor Twilio")
    elif "PUBLIC_URL" in unsound:
        skipped.append("arah nomor Twilio")
    if "SMTP_URL" in unsound:
        skipped.append("surat")
    numbers = tuple(number for hotline in hotlines or () for number in hotline.numbers)
    return Inspection(in_order(findings), tuple(skipped), numbers)


def _looks(
    found: SettingsFound, hotlines: Hotlines | None, outside: Outside, now: datetime, *, are_files_sound: bool
) -> Iterator[Look]:
    settings, unsound = found.settings, found.unsound
    stored = partial(look_at_stored, settings, hotlines, outside.owed, now, are_files_sound=are_files_sound)
    if "DATABASE_URL" not in unsound:
        yield Look("basis data", stored)
    if not ACCOUNT & unsound:
        routed = hotlines if "PUBLIC_URL" not in unsound else None
        yield Look("Twilio", lambda: look_at_carrier(settings, routed, outside.carrier(settings), now))
    if "SMTP_URL" not in unsound:
        yield Look("surat", lambda: look_at_mail(settings, hotlines, outside.mail))
    if "PUBLIC_URL" not in unsound:
        yield Look("PUBLIC_URL", lambda: look_at_public_url(settings, outside.public_url))


def _hotlines(paths: Sequence[Path]) -> tuple[Hotlines | None, list[Finding]]:
    """The hotlines of the sound files, and what is wrong with the others or with them together."""
    try:
        hotlines = open_hotlines(paths) if paths else None
    except HotlineFaults as faults:
        sound = [hotline for path in paths for hotline in _alone(path)]
        return Hotlines(tuple(sound)) if sound else None, [_fault(fault) for fault in faults.faults]
    warnings = hotlines.warnings if hotlines else ()
    return hotlines, [
        Finding("H02", warning, "Periksa berkas hotline; bila memang demikian, abaikan") for warning in warnings
    ]


def _alone(path: Path) -> Hotlines | tuple[()]:
    try:
        return open_hotlines([path])
    except HotlineFaults:
        return ()


def _fault(fault: Fault) -> Finding:
    place = f"{fault.file} baris {fault.line}" if fault.line else fault.file
    text = f"{place}: {fault.path}: {fault.problem}" if fault.path else f"{place}: {fault.problem}"
    return Finding("H01", text, f"{place}: {fault.remedy}" if fault.remedy else f"Perbaiki {place}")
