"""What the operating system refuses, in Indonesian."""

import errno
import socket

WORDS = {
    errno.ENOENT: "berkas atau folder tidak ada",
    errno.EACCES: "izin ditolak",
    errno.EPERM: "izin ditolak",
    errno.ENOTDIR: "foldernya bukan folder",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.EEXIST: "sudah ada",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ENOSPC: "penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EROFS: "penyimpanan itu hanya dapat dibaca",
    errno.EIO: "penyimpanan gagal dibaca atau ditulis",
    errno.EADDRINUSE: "sudah dipakai program lain",
    errno.EADDRNOTAVAIL: "alamat itu bukan milik komputer ini",
    errno.ECONNREFUSED: "sambungan ditolak",
    errno.ECONNRESET: "sambungan diputus",
    errno.EHOSTUNREACH: "tidak ada jalan ke sana",
    errno.ENETUNREACH: "tidak ada jalan ke sana",
    errno.ETIMEDOUT: "tidak menjawab",
}


def reason(fault: OSError) -> str:
    """Why, in a few words; what has none keeps the system's own."""
    if isinstance(fault, socket.gaierror):  # its numbers are others
        return "nama host tidak dikenal"
    return WORDS.get(fault.errno or 0) or fault.strerror or type(fault).__name__
