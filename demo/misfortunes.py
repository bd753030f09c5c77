"""The misfortunes that a visitor can order, and the faults of the network they stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ivr.simulator import At, Faults, Vanishes


@dataclass(frozen=True)
class Misfortune:
    """One thing that can go wrong, as a visitor chooses it; of a `group` only one at a time makes sense."""

    key: str
    group: str
    label: str
    fault: At | Vanishes | tuple[str, float]  # or a share of Faults


CALLBACKS = "Laporan status"
WEBHOOKS = "Pertanyaan Twilio (webhook)"
CALLER = "Penelepon menghilang"
OFFICER = "Saluran petugas putus"

MISFORTUNES = (
    Misfortune("double", CALLBACKS, "datang dua kali", ("double_callbacks", 1.0)),
    Misfortune("drop", CALLBACKS, "semuanya hilang", ("drop_callbacks", 1.0)),
    Misfortune("delay", CALLBACKS, "terlambat sampai 20 detik", ("delay_callbacks", 1.0)),
    Misfortune("reorder", CALLBACKS, "datang tidak berurutan", ("reorder_callbacks", 0.5)),
    Misfortune("repeat", WEBHOOKS, "diulang", ("repeat_webhooks", 1.0)),
    Misfortune("at-once", WEBHOOKS, "dua kali serentak", At("asked at once", url="/voice/")),
    Misfortune("slow", WEBHOOKS, "dijawab lambat, 4 detik", At("slow", url="/voice/", seconds=4.0)),
    Misfortune("time-out", WEBHOOKS, "satu jawaban hilang", At("times out", url="/voice/key/", nth=1)),
    Misfortune("refuse", WEBHOOKS, "satu sambungan ditolak", At("refused", url="/voice/key/", nth=1)),
    Misfortune("caller-at-key", CALLER, "sesudah menekan tombol", Vanishes("caller", kind="KeyPressed")),
    Misfortune("caller-at-ring", CALLER, "saat telepon petugas berdering", Vanishes("caller", kind="Ringing")),
    Misfortune("caller-at-talk", CALLER, "saat pembicaraan dimulai", Vanishes("caller", kind="Bridged")),
    Misfortune("officer-at-ring", OFFICER, "saat berdering", Vanishes("officer", kind="Ringing")),
    Misfortune("officer-at-talk", OFFICER, "saat pembicaraan dimulai", Vanishes("officer", kind="Bridged")),
)
BY_KEY = {one.key: one for one in MISFORTUNES}


def faults_of(keys: Iterable[str]) -> Faults:
    """The faults for these choices. Raises KeyError for an unknown one."""
    chosen = [BY_KEY[key].fault for key in keys]
    shares: dict[str, Any] = dict(fault for fault in chosen if isinstance(fault, tuple))
    return replace(
        Faults(
            longest_delay_seconds=20.0,
            rules=tuple(fault for fault in chosen if isinstance(fault, At)),
            vanishing=tuple(fault for fault in chosen if isinstance(fault, Vanishes)),
        ),
        **shares,
    )
