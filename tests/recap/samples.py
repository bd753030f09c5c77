"""A Monday as an office knows it: a substitute, a covered break, a confidential caller, an empty form."""

from datetime import time

from ivr.domain.people import Role
from tests.recap.records import Records


def ordinary_monday(records: Records) -> None:
    """Ten inbound calls since Friday's closing, six of them answered, in seven talks."""
    for name, unit in (("Andi Wirawan", "pelaporan"), ("Sari Lestari", "pelaporan"), ("Dewi Anggraini", "pti")):
        records.on_duty(name, unit)
    for name, unit in (("Rudi Hartono", "pelaporan"), ("Bayu Saputra", "pti"), ("Nina Marlina", "humas")):
        records.officer(name, unit)
    records.officer("Tono Prasetyo", "humas")
    records.officer("Wulan Kusuma", "operator", role=Role.OPERATOR)
    records.duty("Nina Marlina", "humas")
    records.duty("Tono Prasetyo", "humas", task="pengganti", replaces="Nina Marlina", note="perjalanan dinas")
    records.duty("Rudi Hartono", "pelaporan", task="istirahat")
    records.duty("Bayu Saputra", "pti", task="istirahat", starts=time(12), ends=time(12, 30))
    records.call("2026-11-20 18:05", "closed", caller="+6281300000009", wait=25)
    records.call("2026-11-21 10:15", "closed", caller=None, wait=31)
    first = records.talk(
        "07:00",
        "Andi Wirawan",
        "pelaporan",
        form={
            "name": "Bapak Ahmad",
            "institution": "PT Bank Contoh",
            "contact": "0813-0000-0001 / 021-5550-100\nahmad@bank.example",
            "topic": "Registrasi GRIPS",
            "problem": "perubahan user.",
            "remark": "Tuntas",
        },
    )
    records.rings(first, "Sari Lestari", "pelaporan")
    records.talk("08:12", "Dewi Anggraini", "pti", caller="+6281300000002", seconds=615)
    moved = records.talk(
        "09:40",
        "Wulan Kusuma",
        "operator",
        caller="+6281300000003",
        seconds=40,
        form={"name": "Ibu Ratih", "topic": "Salah menu", "remark": "diteruskan ke Humas"},
    )
    records.talk(
        "09:41",
        "Tono Prasetyo",
        "humas",
        call_id=moved,
        turn=3,
        form={"name": "Ibu Ratih", "topic": "Pertanyaan terkait PPID", "problem": "tata cara.", "remark": "Tuntas"},
    )
    records.talk(
        "10:30",
        "Andi Wirawan",
        "pelaporan",
        caller="+6281300000004",
        form={"name": "Bapak X", "problem": "rahasia sekali", "is_confidential": True, "other_channel": "aplikasi PLB"},
    )
    records.call("11:05", "missed", caller="+6281300000005", wait=62, unit="pti")
    records.call("11:20", "abandoned", caller="+6281300000006", wait=8)
    records.talk("11:32", "Dewi Anggraini", "pti", caller="+6281300000005", wait=12, form={"name": "Ibu Lia"})
    records.talk(
        "13:30",
        "Andi Wirawan",
        "pelaporan",
        caller="021-5550-200",
        entered_by=1,
        form={"name": "Tamu Loket", "institution": "Koperasi Maju", "problem": "formulir LTKT", "remark": "Tuntas"},
    )
