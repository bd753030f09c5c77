"""YAML's syntax errors, retold in Indonesian for people who do not know YAML."""

import yaml

from config.faults import Fault

ESCAPE = ("tanda \\ yang tidak dikenal", "tulis \\\\, atau pakai tanda kutip tunggal")

# A fragment of PyYAML's own words (problem, or context and problem), what is wrong, what would be right.
RETOLD = (
    ("found character '\\t'", "karakter tab", "pakai spasi untuk menjorokkan baris"),
    ("mapping values are not allowed", "titik dua di tempat yang salah", "sejajarkan baris, atau beri tanda kutip"),
    ("while scanning an alias", "teks diawali tanda *", "apit dengan tanda kutip"),
    ("while scanning an anchor", "teks diawali tanda &", "apit dengan tanda kutip"),
    ("unknown escape character", *ESCAPE),
    ("while scanning a quoted scalar", "tanda kutip tidak ditutup", "tambahkan tanda kutip penutup"),
    ("that cannot start any token", "teks diawali tanda yang punya arti khusus", "apit dengan tanda kutip"),
    ("expected a single document", "lebih dari satu dokumen", "hapus garis '---'; satu berkas untuk satu hotline"),
    ("could not find expected ':'", "tidak ada titik dua sesudah kunci", "tulis 'kunci: nilai'"),
    ("expected ',' or ']'", "kurung siku tidak ditutup", "tambahkan ]"),
    ("expected ',' or '}'", "kurung kurawal tidak ditutup", "tambahkan }"),
    ("expected <block end>", "baris tidak sejajar", "sejajarkan dengan baris di atasnya"),
    ("expected the node content", "nilai tidak terbaca", "periksa koma dan kurung, atau apit teks dengan kutip"),
)  # fmt: skip


class LimitError(yaml.YAMLError):
    """Sound YAML that goes beyond what a hotline file may use."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem
        self.remedy = remedy


def explained(error: Exception, file: str, text: str, *, line: int) -> Fault:
    """The fault that an exception of PyYAML means. `line` is where the scanner stood, for errors that do not say."""
    match error:
        case LimitError():
            return Fault(file, error.line, "", error.problem, error.remedy)
        case yaml.reader.ReaderError():
            at = text.count("\n", 0, error.position) + 1
            code = error.character if isinstance(error.character, int) else ord(error.character)
            return Fault(file, at, "", f"karakter yang tidak terbaca (U+{code:04X})", "hapus karakter itu")
        case yaml.MarkedYAMLError():
            mark = error.problem_mark or error.context_mark
            words = f"{error.context}: {error.problem}"
            at = _quote_line(error) or (mark.line + 1 if mark else line)
            for fragment, problem, remedy in RETOLD:
                if fragment in words:
                    return Fault(file, at, "", problem, remedy)
            return Fault(file, at, "", f"tata tulis YAML salah ({error.problem})")
    return Fault(file, line, "", *ESCAPE)


def _quote_line(error: yaml.MarkedYAMLError) -> int | None:
    """An open quotation mark is noticed at the end of the file; people look for the line where it began."""
    if error.context_mark and "quoted scalar" in str(error.context):
        return int(error.context_mark.line) + 1
    return None
