"""One Indonesian phrase for each kind of database fault, from what the drivers really say."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from ivr.store.engine import open_database
from ivr.store.fault_words import driver_words, in_words
from ivr.store.write_queue import Busy


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (sqlite3.OperationalError("unable to open database file"), "berkas tidak dapat dibuka; "
         "periksa izinnya dan izin foldernya"),
        (sqlite3.DatabaseError("database disk image is malformed"), "isi berkasnya rusak; pulihkan cadangan terakhir"),
        (sqlite3.OperationalError("database is locked"), "sedang sibuk; ulangi sebentar lagi"),
        (Busy("another process holds the database's write lock"), "sedang sibuk; ulangi sebentar lagi"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "hanya dapat dibaca, tidak dapat ditulis"),
        (sqlite3.OperationalError("database or disk is full"), "penyimpanan penuh"),
        (psycopg.OperationalError('FATAL:  password authentication failed for user "piket"'),
         "nama pengguna atau kata sandi ditolak"),
        (psycopg.OperationalError('FATAL:  database "piket" does not exist'), "basis data itu tidak ada di server"),
        (psycopg.OperationalError("failed to resolve host 'db': [Errno -2] Name or service not known"),
         "nama host server tidak dikenal"),
        (psycopg.errors.ConnectionTimeout("connection timeout expired"), "server tidak dapat dihubungi"),
        (psycopg.Error("what nobody has heard of"), "galat Error"),
    ],
)  # fmt: skip
def test_every_kind_has_its_phrase(fault: Exception, words: str) -> None:
    assert in_words(fault) == words


def test_the_wrapping_of_sqlalchemy_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "piket.db").write_text("tidak satu pun tabel, hanya kata-kata biasa")
    database = open_database(f"sqlite:///{tmp_path}/piket.db")

    with pytest.raises(sa.exc.DatabaseError) as caught, database.reading():
        pass

    assert driver_words(caught.value) == "file is not a database"
    assert in_words(caught.value) == "berkas itu bukan basis data SQLite"
    database.close()
