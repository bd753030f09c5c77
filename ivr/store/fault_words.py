"""What is wrong with the database, in one short Indonesian phrase for each kind of fault."""

from ivr.store.write_queue import Busy

# What SQLite, libpq, psycopg and PostgreSQL say, in parts of sentences and lower case; the first that fits counts.
KINDS = (
    (("not a database",), "berkas itu bukan basis data SQLite"),
    (("malformed",), "isi berkasnya rusak; pulihkan cadangan terakhir"),
    (("disk is full", "no space left", "disk full"), "penyimpanan penuh"),
    (("disk i/o error",), "penyimpanan gagal dibaca atau ditulis"),
    (("unable to open", "permission denied to open"), "berkas tidak dapat dibuka; periksa izinnya dan izin foldernya"),
    (("readonly", "read-only"), "hanya dapat dibaca, tidak dapat ditulis"),
    (("locked", "busy", "lock timeout", "statement timeout", "queuepool", "did not move", "holds the database"),
     "sedang sibuk; ulangi sebentar lagi"),
    (("lock file",), "berkas kuncinya tidak dapat dibuka; periksa izin foldernya"),
    (("authentication", "no password supplied", "no pg_hba.conf entry"), "nama pengguna atau kata sandi ditolak"),
    (("permission denied", "must be owner"), "server menolak: hak pengguna basis data kurang"),
    (("too many connections", "too many clients", "remaining connection slots"), "terlalu banyak sambungan ke server"),
    (("certificate", "ssl"), "enkripsi ke server tidak dapat dipercaya; periksa sslmode dan sslrootcert"),
    (("failed to resolve", "translate host name"), "nama host server tidak dikenal"),
    (("connection refused", "timeout", "timed out", "unreachable", "no route", "no such file", "server closed"),
     "server tidak dapat dihubungi"),
    (("database \"",), "basis data itu tidak ada di server"),
    (("role \"",), "pengguna basis data itu tidak ada di server"),
    (("no such table", "does not exist"), "isinya tidak lengkap; jalankan migrate"),
)  # fmt: skip


def driver_words(fault: Exception) -> str:
    """The first line of what the driver says; SQLAlchemy adds the statement and a link, which help nobody here."""
    said = str(getattr(fault, "orig", None) or fault).strip()
    return said.splitlines()[0] if said else type(fault).__name__


def in_words(fault: Exception) -> str:
    """Why the database cannot be had; what no kind fits is named by its class, for the log has its words."""
    said = driver_words(fault).lower()
    for parts, words in KINDS:
        if any(part in said for part in parts):
            return words
    return "sedang sibuk; ulangi sebentar lagi" if isinstance(fault, Busy) else f"galat {type(fault).__name__}"
