"""The condition of the database, looked at without changing anything."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ivr.store.condition import look_at_database, nearest_folder, network_file_system
from ivr.store.engine import open_database
from ivr.store.migrate import newest_revision

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
41 22 0:39 / /srv rw,relatime shared:9 - nfs4 10.0.0.1:/srv rw,vers=4.2
42 41 254:16 / /srv/piket rw,relatime - xfs /dev/vdb rw
43 22 0:44 / /mnt/berkas\\040bersama rw - cifs //server/berkas rw
44 22 0:45 / /mnt/rumah rw - fuse.sshfs user@host: rw
45 22 0:46 / /mnt/rumah rw - ext4 /dev/vdc rw
gibberish
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", None),
        ("/var/lib/piket", None),
        ("/srv", "nfs4"),
        ("/srv/lain/dalam", "nfs4"),
        ("/srv/piket/var", None),
        ("/srvx", None),
        ("/mnt/berkas bersama/piket", "cifs"),
        ("/mnt/rumah", None),  # mounted over by a disk of this machine
    ],
)
def test_which_paths_lie_on_a_network(path: str, kind: str | None) -> None:
    assert network_file_system(Path(path), MOUNTS) == kind


def test_a_machine_that_does_not_tell_its_mounts() -> None:
    assert network_file_system(Path("/srv"), "") is None


def test_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    assert nearest_folder(tmp_path / "a/b/piket.db") == tmp_path


def test_a_database_in_good_condition(migrated_database_url: str) -> None:
    found = look_at_database(migrated_database_url)

    assert found.is_ready
    assert (found.trouble, found.write_trouble) == (None, None)
    assert (found.revision, found.is_revision_known) == (newest_revision(), True)
    assert (found.free_bytes is not None) == found.is_sqlite


def test_a_database_that_was_never_created(database_url: str) -> None:
    found = look_at_database(database_url)

    assert (found.trouble, found.revision, found.is_ready) == (None, None, False)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    found = look_at_database(f"sqlite:///{tmp_path}/baru/piket.db")

    assert (found.trouble, found.revision) == (None, None)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "piket.db").write_text("nama,peran\n" * 500)

    assert look_at_database(f"sqlite:///{tmp_path}/piket.db").trouble == "berkas itu bukan basis data SQLite"


def test_a_database_of_an_unknown_version(migrated_database_url: str) -> None:
    database = open_database(migrated_database_url)
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    found = look_at_database(migrated_database_url)

    assert (found.revision, found.is_revision_known, found.is_ready) == ("9999", False, False)


def test_a_server_that_is_not_there() -> None:
    found = look_at_database("postgresql+psycopg://piket:rahasia@127.0.0.1:9/piket")

    assert found.trouble is not None
    assert found.trouble == "server tidak dapat dihubungi"
    assert "rahasia" not in found.trouble


@pytest.fixture
def read_only_account(postgres_databases: object, migrated_database_url: str) -> Iterator[str]:
    database = open_database(migrated_database_url)
    with database.writing() as connection:
        connection.execute(sa.text("CREATE ROLE pembaca LOGIN"))
        connection.execute(sa.text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO pembaca"))
    yield sa.make_url(migrated_database_url).set(username="pembaca").render_as_string(hide_password=False)
    with database.writing() as connection:
        connection.execute(sa.text("DROP OWNED BY pembaca"))
        connection.execute(sa.text("DROP ROLE pembaca"))
    database.close()


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
def test_a_database_that_may_only_be_read(read_only_account: str) -> None:
    found = look_at_database(read_only_account)

    assert found.write_trouble == "server menolak: hak pengguna basis data kurang"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "tertutup").mkdir(mode=0o500)

    found = look_at_database(f"sqlite:///{tmp_path}/tertutup/piket.db")

    assert found.trouble == f"folder {tmp_path}/tertutup tidak dapat ditulis"
