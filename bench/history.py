"""A past that was never lived: many earlier calls, each with an attempt, three turns and two callbacks, made in SQL."""

import sqlalchemy as sa

YEARS = 5  # over which the past is spread, evenly

# One statement a table; {most} is the number of calls. Sids are random, as Twilio's are, so that
# the indexes on them are as scattered as real ones.
_CALLS = """
INSERT INTO calls (sid, hotline, direction, from_number, to_number, arrived_at, admission, phase, turn, keys, unit,
                   hunt_started_at, last_event_at, answered_at, ended_at, ended_by, disposition)
SELECT 'CA' || {sid}, 'ppatk', 'inbound', '+62813' || (1000000 + n % 500000), '+622150001000', {at}, 'open', 'goodbye',
       4, '1', 'pelaporan', {at}, {at}, {at}, {at}, 'caller', 'answered'
FROM {numbers}
"""
_ATTEMPTS = """
INSERT INTO attempts (call_id, turn, person_id, phone, unit, leg_sid, started_at, ring_ended_at, outcome,
                      talk_started_at, talk_ended_at, talk_ended_by, freed_at)
SELECT calls.id, 2, people.id, people.phone, 'pelaporan', 'CA' || substr(calls.sid, 4) || 'x', arrived_at, arrived_at,
       'accepted', arrived_at, arrived_at, 'caller', arrived_at
FROM calls JOIN people ON people.id = (SELECT min(id) FROM people) + calls.id % (SELECT count(*) FROM people)
WHERE people.phone IS NOT NULL
"""
_TURNS = """
INSERT INTO turns (call_id, leg_sid, turn, at, event, detail, answer)
SELECT id, sid, t.n, arrived_at, 'key', '1', ''
FROM calls CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2) AS t
"""
_CALLBACKS = """
INSERT INTO callbacks (call_id, leg_sid, sequence, status, at, received_at)
SELECT id, sid, t.n, 'completed', arrived_at, arrived_at
FROM calls CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) AS t
"""
_SQLITE = {
    "sid": "lower(hex(randomblob(16)))",
    "at": "strftime('%Y-%m-%d %H:%M:%S.000000', '2026-11-22', '-' || ({seconds} * n / {most}) || ' seconds')",
    "numbers": "(WITH RECURSIVE o(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM o WHERE n < {most}) SELECT n FROM o)",
}
_POSTGRESQL = {
    "sid": "md5(random()::text || n)",
    "at": "timestamptz '2026-11-22' - interval '1 second' * ({seconds}::bigint * n / {most})",
    "numbers": "generate_series(1, {most}) AS n",
}


def fill(url: str, most: int) -> None:
    """Give an office without calls a past of `most` calls; its people are there already."""
    engine = sa.create_engine(url)
    is_sqlite = engine.dialect.name == "sqlite"
    sizes = {"most": str(most), "seconds": str(YEARS * 365 * 86400)}
    words = {name: text.format_map(sizes) for name, text in (_SQLITE if is_sqlite else _POSTGRESQL).items()}
    with engine.connect() as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
            connection.exec_driver_sql("PRAGMA cache_size=-1000000")
        for statement in (_CALLS, _ATTEMPTS, _TURNS, _CALLBACKS):
            connection.execute(sa.text(statement.format_map(words)))
            connection.commit()
        # What the databases do by themselves in time, so that no round pays for it.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite else "ANALYZE")
        connection.commit()
    engine.dispose()
