"""Which outside thing may be touched from where: one door each."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.house.sources import mentions


@dataclass(frozen=True)
class Door:
    """Things from outside (dotted names), and the files or folders that may name them."""

    things: tuple[str, ...]
    opens_to: tuple[str, ...]


DOORS = (
    Door(("twilio",), ("ivr/telephony",)),
    Door(("sqlalchemy", "alembic", "psycopg", "sqlite3"), ("ivr/store",)),
    Door(("smtplib",), ("recap/smtp.py",)),
    Door(("apscheduler",), ("recap/schedule.py",)),
    Door(("phonenumbers",), ("ivr/domain/phone.py",)),
    Door(("holidays",), ("ivr/domain/holidays.py",)),
    Door(("icalendar",), ("ivr/workflows/make_calendar.py",)),
    Door(("yaml",), ("config",)),
    Door(("flask",), ("app.py", "demo", "ivr/telephony", "ivr/web", "ivr/simulator", "recap", "demo")),
    Door(("flask_wtf",), ("ivr/web",)),
    Door(("argon2",), ("ivr/workflows/sign_in.py",)),
    Door(("itsdangerous",), ("ivr/workflows/signed_links.py",)),
    Door(("rapidfuzz",), ("ivr/domain/faq.py",)),
    Door(("os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv", "dotenv"), ("config/settings.py",)),
    # The clock is an argument everywhere else. Only the virtual network lives by a clock of its own.
    Door(
        (
            "datetime.datetime.now",
            "datetime.datetime.utcnow",
            "datetime.datetime.today",
            "datetime.date.today",
            "time.time",
            "time.time_ns",
            "time.localtime",
            "time.gmtime",
            "time.ctime",
            "time.strftime",
        ),
        ("app.py", "ivr/simulator/clock.py"),
    ),
    # The database's clock: nobody can stop it in a test, and its zone is the server's.
    Door(("sqlalchemy.func.now", "sqlalchemy.func.current_timestamp", "sqlalchemy.sql.func.now"), ()),
    # The roof: import-linter cannot see it, because it is a module and no package.
    Door(("app",), ()),
)


def breaches(path: Path, source: str) -> list[str]:
    """What this file touches without having the door to it, as `path:line name`, each once."""
    closed = [door for door in DOORS if not any(PurePosixPath(path).is_relative_to(it) for it in door.opens_to)]
    found = {
        (mention.line, mention.name)
        for mention in mentions(source)
        for door in closed
        if any(mention.name == thing or mention.name.startswith(f"{thing}.") for thing in door.things)
        # A module is touched where it is imported; of its uses only the first word is interesting, and that is told.
        and (mention.is_import or any("." in thing for thing in door.things))
    }
    return [f"{path.as_posix()}:{line} {name}" for line, name in sorted(found)]
