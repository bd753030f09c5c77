"""The words for the duty rule's reasons, one sentence each, for terminals and pages."""

from collections.abc import Iterable, Mapping

from ivr.domain.hours import Opening
from ivr.domain.on_duty import Answering
from ivr.domain.speech import Prompt, Prompts

LABELS: Mapping[str, str] = {
    "hours.open": "{date} pukul {time} {zone}: layanan buka sampai pukul {until}.",
    "hours.always_open": "{date} pukul {time} {zone}: layanan buka 24 jam.",
    "hours.closed": "{date} pukul {time} {zone}: di luar jam layanan.",
    "hours.no_service_day": "{date} pukul {time} {zone}: hari ini tidak ada layanan.",
    "hours.holiday": "{date} pukul {time} {zone}: libur, {holiday}.",
    "hours.holiday_by_decree": "{date} pukul {time} {zone}: libur, {holiday} ({decree}).",
    "hours.suspended": "{date} pukul {time} {zone}: tutup sementara sejak {since} sampai {until} "
    "(ditutup oleh {name}): {text}",
    "hours.break": "Sedang jam istirahat, pukul {start}-{end}.",
    "hours.reopens": "Layanan buka kembali {date} pukul {time} {zone}.",
    "hours.never_reopens": "Tidak ada jam layanan dalam setahun ke depan.",
    "duty.standing": "{name} siaga sebagai operator selama jam layanan.",
    "duty.whole_day": "{name} piket hari {day}.",
    "duty.hours": "{name} piket hari {day} pukul {start}-{end}.",
    "duty.from": "{name} piket hari {day} mulai pukul {start}.",
    "duty.until": "{name} piket hari {day} sampai pukul {end}.",
    "duty.substituted": "{name} digantikan oleh {substitute}.",
    "duty.nobody": "Tidak ada petugas piket di {unit}.",
    "break.cover_substituted": "{name}, pengganti istirahat, digantikan oleh {substitute}.",
    "break.covered": "Istirahat {name} digantikan oleh {cover}.",
    "break.cover_unreachable": "{cover} tidak dapat menggantikan {name} pada jam istirahat.",
    "break.uncovered": "Tidak ada pengganti istirahat; {name} tetap bertugas.",
    "break.standing": "{name} tetap siaga pada jam istirahat.",
    "telephone.inactive": "{name} tidak aktif, jadi tidak ditelepon.",
    "telephone.missing": "{name} tidak punya nomor telepon, jadi tidak ditelepon.",
    "pause.open": "{name} sedang jeda sejak {since} sampai diakhiri sendiri.",
    "pause.manual": "{name} sedang jeda sejak {since} sampai {until}.",
    "pause.wrap_up": "{name} sedang merapikan catatan sampai {until}.",
    "pause.unanswered": "{name} sedang jeda sejak {since} sampai {until}: "
    "{count} panggilan berturut-turut tidak dijawab.",
    "pause.unanswered_once": "{name} sedang jeda sejak {since} sampai {until}: panggilan tidak dijawab.",
    "order.never_used": "Urutan {place}: {name}, belum pernah menerima panggilan.",
    "order.longest_idle": "Urutan {place}: {name}, panggilan terakhir {last}.",
    "order.as_rostered": "Urutan {place}: {name}, menurut urutan jadwal.",
    "order.busy": "Telepon {name} sedang berdering atau dipakai.",
    "fallback.unit": "Bila tidak ada yang menjawab, dialihkan ke {unit}.",
    "fallback.none": "Bila tidak ada yang menjawab, tidak ada unit cadangan.",
}


def reasons_in_words(answering: Answering) -> tuple[str, ...]:
    """Every reason as a sentence, in the order of the rule."""
    wordings = Prompts({key: Prompt(text) for key, text in LABELS.items()})
    return tuple(wordings.text(reason) for reason in answering.reasons)


def chain_in_words(chain: Iterable[Answering]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each unit's key and reasons; what was said of the hours is not said again of the units that come after."""
    told: dict[str, None] = {}
    units = []
    for answering in chain:
        reasons = tuple(one for one in reasons_in_words(answering) if one not in told)
        told |= dict.fromkeys(reasons)
        units.append((answering.unit, reasons))
    return tuple(units)


def nobody_in_words(opening: Opening) -> str:
    """What a caller meets whom nobody answers."""
    if not opening.is_open:
        return "Penelepon mendengar bahwa layanan tutup dan kapan buka kembali."
    return "Bila tidak seorang pun menjawab, penelepon diminta menelepon kembali, dan panggilannya tercatat."
