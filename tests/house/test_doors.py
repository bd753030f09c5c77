"""Every outside thing has one door."""

from pathlib import Path

import pytest

from tests.house.doors import breaches
from tests.house.sources import PRODUCT, ROOT, python_files


def test_nobody_climbs_through_the_window() -> None:
    found = [breach for path in python_files(*PRODUCT) for breach in breaches(path, (ROOT / path).read_text("utf-8"))]

    assert not found, "touched elsewhere than at its door (tests/house/doors.py):\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ivr/web/pages.py", "import twilio.rest"),
        ("ivr/simulator/signer.py", "from twilio.request_validator import RequestValidator"),
        ("app.py", "import twilio"),
        ("app.py", "import sqlalchemy as sa"),
        ("ivr/workflows/ring.py", "def late():\n    from sqlalchemy import select"),
        ("recap/collect.py", "import sqlite3"),
        ("recap/postman.py", "from smtplib import SMTP"),
        ("app.py", "from apscheduler.schedulers.blocking import BlockingScheduler"),
        ("ivr/domain/roster.py", "import phonenumbers"),
        ("ivr/domain/roster.py", "from holidays import country_holidays"),
        ("ivr/domain/menu.py", "import yaml"),
        ("ivr/workflows/ring.py", "from flask import g"),
        ("config/reader.py", "from os import environ"),
        ("app.py", "import os\nos.environ['CI']"),
        ("app.py", "import os as system\nsystem.getenv('CI')"),
        ("app.py", "import dotenv"),
        ("ivr/domain/roster.py", "from datetime import datetime\ndatetime.now()"),
        ("ivr/domain/roster.py", "import datetime as dt\ndt.datetime.now(dt.UTC)"),
        ("ivr/domain/roster.py", "from datetime import datetime as moment\nclock = moment.utcnow"),
        ("recap/daily.py", "from datetime import date\ndate.today()"),
        ("recap/daily.py", "import time\ntime.time()"),
        ("recap/daily.py", "from time import time"),
        ("ivr/store/calls.py", "from sqlalchemy import func\nfunc.now()"),
        ("ivr/store/calls.py", "import sqlalchemy as sa\nsa.func.current_timestamp()"),
        ("recap/daily.py", "import app"),
        ("ivr/web/pages.py", "from app import create_app"),
    ],
)
def test_a_breach_is_found(path: str, source: str) -> None:
    last_line = len(source.splitlines())

    assert any(f"{path}:{last_line} " in breach for breach in breaches(Path(path), source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ivr/telephony/signature.py", "from twilio.request_validator import RequestValidator"),
        ("ivr/store/calls.py", "import sqlalchemy as sa\nsa.select()"),
        ("recap/smtp.py", "import smtplib"),
        ("app.py", "from flask import Flask"),
        ("app.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("config/settings.py", "import os\nos.environ"),
        ("ivr/simulator/clock.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("ivr/domain/roster.py", "from datetime import datetime\nlater = datetime.fromisoformat('2026-11-23')"),
        ("ivr/domain/roster.py", "def reopens(clock, time):\n    return clock.now(), time.time()"),
        ("ivr/simulator/loop.py", "import time\ntime.monotonic()"),
        ("ivr/workflows/apply.py", "import application, flasks"),
    ],
)
def test_a_door_opens_to_its_own(path: str, source: str) -> None:
    assert breaches(Path(path), source) == []
