"""The shape of a hotline file: which keys there are, and what each may hold."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)

from config import hotline_values as v
from config import plain_values as plain
from config import time_values as times

Text = Annotated[str, PlainValidator(plain.text)]
Key = Annotated[str, PlainValidator(plain.key)]
Year = Annotated[int, PlainValidator(plain.whole(2000, 2100))]
YesNo = Annotated[bool, PlainValidator(plain.yes_or_no)]
Clock = Annotated[time, PlainValidator(times.clock)]
ClockOrNever = Annotated[time | None, PlainValidator(times.clock_or_never)]
Number = Annotated[str, PlainValidator(v.number)]
Audio = Annotated[str, PlainValidator(v.audio)]
Days = Annotated[str, AfterValidator(times.days)]
Span = Annotated[times.ClockSpan, PlainValidator(times.span)]
Spans = Annotated[tuple[Span, ...], BeforeValidator(plain.listed)]
Week = Mapping[Days, Spans]
"""Names of weekdays as written (`mon-fri`) to their spans."""


class Shape(BaseModel):
    """A mapping with known keys. A known key without a value counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: part for key, part in value.items() if part is not None or key not in cls.model_fields}
        return value


class SpecialDayShape(Shape):
    """A day that the office adds to, or removes from, the official holidays."""

    date: Annotated[date, PlainValidator(times.day)]
    name: Text
    decree: Text


class HolidaysShape(Shape):
    """Which official calendar closes the hotline."""

    country: Annotated[str, PlainValidator(v.country)] = "ID"
    joint_leave: YesNo | None = None  # cuti bersama; where not said, what the country has
    add: tuple[SpecialDayShape, ...] = ()
    remove: tuple[SpecialDayShape, ...] = ()
    decrees: Mapping[Year, Text] = Field(default_factory=dict)


class OptionShape(Shape):
    """What a key of the menu opens: a unit or a submenu."""

    name: Text
    unit: Text | None = None
    menu: "MenuShape | None" = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "OptionShape":
        if (self.unit is None) == (self.menu is None):
            raise plain.wrong("harus berisi salah satu: unit atau menu", "misalnya unit: operator")
        return self


class MenuShape(Shape):
    """Telephone keys and what they open; beside them the office's own sentence for the menu."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[Annotated[str, AfterValidator(v.menu_key)], OptionShape] = Field(init=False)

    say: Text | None = None
    audio: Audio | None = None

    @property
    def options(self) -> Mapping[str, OptionShape]:
        """The options by key, in the order written."""
        return self.__pydantic_extra__


class FaqShape(Shape):
    """A question that callers often ask, with its answer."""

    question: Annotated[str, PlainValidator(plain.text_within(400))]
    answer: Text


class UnitShape(Shape):
    """A unit that answers."""

    key: Key
    name: Text
    topics: tuple[Annotated[str, PlainValidator(plain.text_within(200))], ...] = ()
    faq: tuple[FaqShape, ...] = ()
    required: Mapping[Days, Annotated[int, PlainValidator(plain.whole(0, 99))]] = {}
    operators: YesNo = False
    fallback: Text | None = None


class RingShape(Shape):
    """How officers are rung; seconds are what really passes."""

    order: Annotated[str, PlainValidator(plain.choice("longest_idle", "as_rostered"))] = "longest_idle"
    ring_seconds: Annotated[int, PlainValidator(plain.whole(10, 600))] = 15
    key_seconds: Annotated[int, PlainValidator(plain.whole(1, 60))] = 5
    press_1: YesNo = True
    hunt_seconds: Annotated[int, PlainValidator(plain.whole(10, 3600))] = 60
    longest_talk_seconds: Annotated[int, PlainValidator(plain.whole(60, 14400))] = 3600  # 4 hours: Twilio's own limit
    wrap_up_seconds: Annotated[int, PlainValidator(plain.whole(0, 600))] = 0
    pause_after_unanswered: Annotated[int, PlainValidator(plain.whole(0, 20))] = 3
    pause_minutes: Annotated[int, PlainValidator(plain.whole(1, 480))] = 15
    fallback: Text | None = None


class VoiceShape(Shape):
    """A text-to-speech voice."""

    name: Annotated[str, PlainValidator(v.voice_name)] = "Google.id-ID-Standard-A"
    language: Annotated[str, PlainValidator(v.language)] = "id-ID"


class VoicesShape(Shape):
    """Who is spoken to in which voice."""

    caller: VoiceShape = VoiceShape()
    officer: VoiceShape = VoiceShape()


class AfterTalkShape(Shape):
    """What a caller may still do when the officer has hung up."""

    again: YesNo = True
    rating: YesNo = False


class FormsShape(Shape):
    """What officers choose from in the after-call form, and when they are reminded of blank ones."""

    remarks: tuple[Text, ...] = ("Tuntas", "Diteruskan", "Perlu tindak lanjut")
    channels: tuple[Text, ...] = ("Surat elektronik", "Surat", "Datang langsung")
    remind_minutes: Annotated[int, PlainValidator(plain.whole(0, 480))] = 30  # before the recap; 0: never


class ReferralShape(Shape):
    """Somebody to whom questions are sent on by mail."""

    key: Key
    name: Text
    email: Annotated[str, PlainValidator(v.mail_address)]


class RosterShape(Shape):
    """When people hear of the roster to come: what is missing in it, and who is on duty."""

    warn_at: Clock = time(15)
    week_warn_at: Clock = time(10)
    remind_at: ClockOrNever = time(16)


class RecapShape(Shape):
    """When the daily recap goes out."""

    at: Clock = time(17, 30)


class HotlineShape(Shape):
    """A hotline file."""

    key: Key
    name: Text
    numbers: Annotated[tuple[Number, ...], BeforeValidator(plain.listed), Field(min_length=1)]
    caller_id: Annotated[str, PlainValidator(v.caller_id)] | None = None
    byoc_trunk: Annotated[str, PlainValidator(v.byoc_trunk)] | None = None
    time_zone: Annotated[str, PlainValidator(v.time_zone)]
    hours: Annotated[Week, Field(min_length=1)]
    breaks: Week = {}
    holidays: HolidaysShape = HolidaysShape()
    menu: MenuShape
    units: Annotated[tuple[UnitShape, ...], Field(min_length=1)]
    ring: RingShape = RingShape()
    voices: VoicesShape = VoicesShape()
    menu_seconds: Annotated[int, PlainValidator(plain.whole(1, 60))] = 5
    after_talk: AfterTalkShape = AfterTalkShape()
    blocked: tuple[Annotated[str, PlainValidator(v.caller)], ...] = ()
    forms: FormsShape = FormsShape()
    referrals: tuple[ReferralShape, ...] = ()
    roster: RosterShape = RosterShape()
    recap: RecapShape = RecapShape()
    mail_from: Annotated[str, PlainValidator(v.mail_address)] | None = None
    prompts: Annotated[tuple[Text, ...], BeforeValidator(plain.listed), Field(min_length=1)] = ("prompts/id.yaml",)

    @field_validator("*", mode="after")
    @classmethod
    def _note_sound(cls, value: Any, info: ValidationInfo) -> Any:
        v.around(info).sound[str(info.field_name)] = value
        return value


def week(written: Mapping[str, tuple[times.ClockSpan, ...]]) -> dict[int, tuple[times.ClockSpan, ...]]:
    """Weekday (0 = Monday) to its spans in order of their start."""
    return {day: tuple(sorted(spans)) for name, spans in written.items() for day in times.days_of(name)}
