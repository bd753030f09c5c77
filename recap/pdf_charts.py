"""Charts of the PDF: stacked bars, with at most one line on a scale of its own."""

from dataclasses import dataclass
from itertools import groupby
from math import floor, log10
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor

from ivr.workflows.record_labels import number
from recap.document import Chart, Series
from recap.pdf_fonts import BOLD, REGULAR

COLOURS = tuple(map(HexColor, ("#1D4E79", "#C46A00", "#9AA7B4")))
LINE = HexColor("#B3261E")
OFFICE, SOFT, GRID = HexColor("#1D4E79"), HexColor("#5B6B7B"), HexColor("#D5DCE3")
STEPS = 4  # of a scale
SIZE = 8


@dataclass(frozen=True)
class Room:
    """Where the bars stand in a drawing, and how many there are."""

    width: float
    height: float
    count: int
    left: float = 40
    right: float = 40
    bottom: float = 34
    above: float = 52

    @property
    def tall(self) -> float:
        """The height of the scale."""
        return self.height - self.bottom - self.above

    @property
    def step(self) -> float:
        """From one bar to the next."""
        return (self.width - self.left - self.right) / max(1, self.count)

    def middle(self, place: int) -> float:
        """The middle of a bar."""
        return self.left + (place + 0.5) * self.step


def drawing(chart: Chart, width: float, height: float) -> Drawing:
    """The chart as large as given (points)."""
    made = Drawing(width, height)
    room = Room(width, height, len(chart.labels))
    bars = [series for series in chart.series if not series.is_line]
    lines = [series for series in chart.series if series.is_line]
    made.add(_text(room.left, height - 12, chart.title, font=BOLD, size=11, colour=OFFICE))
    _legend(made, room, [(one, COLOURS[place % 3]) for place, one in enumerate(bars)] + [(one, LINE) for one in lines])
    top = top_of_scale(max((sum(values) for values in zip(*(_known(one) for one in bars), strict=True)), default=0))
    _scale(made, room, top, chart.axis)
    for place in range(room.count):
        base = room.bottom
        for series, colour in zip(bars, COLOURS, strict=False):
            tall = room.tall * (series.values[place] or 0) / top
            wide = room.step * 0.62
            if tall:
                made.add(_filled(room.middle(place) - wide / 2, base, wide, tall, colour))
            base += tall
        label = _text(room.middle(place), room.bottom - 11, chart.labels[place], anchor="middle")
        made.add(label)
    made.add(_text(room.left + room.step * room.count / 2, 8, chart.label_title, anchor="middle"))
    for series in lines:
        _line(made, room, series, chart.line_axis)
    return made


def top_of_scale(highest: float) -> float:
    """A round number at or above the highest value that the steps divide into whole ones."""
    if highest <= STEPS:
        return STEPS
    power: float = 10 ** floor(log10(highest / STEPS))
    steps = (factor * power for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10))
    return next(step * STEPS for step in steps if step * STEPS >= highest and step == int(step))


def _scale(made: Drawing, room: Room, top: float, title: str, *, is_right: bool = False) -> None:
    edge = room.width - room.right if is_right else room.left
    for step in range(STEPS + 1):
        y = room.bottom + room.tall * step / STEPS
        if not is_right:
            made.add(Line(room.left, y, room.width - room.right, y, strokeColor=GRID, strokeWidth=0.5))
        label = number(round(top * step / STEPS))
        made.add(_text(edge + (5 if is_right else -5), y - 3, label, anchor="start" if is_right else "end"))
    made.add(_text(edge, room.bottom + room.tall + 7, title, anchor="end" if is_right else "start"))


def _line(made: Drawing, room: Room, series: Series, title: str) -> None:
    top = top_of_scale(max(_known(series), default=0))
    _scale(made, room, top, title, is_right=True)
    # The line is drawn through neighbours only: where nothing is known it breaks.
    for is_known, run in groupby(enumerate(series.values), key=lambda pair: pair[1] is not None):
        if is_known:
            points = [(room.middle(n), room.bottom + room.tall * (value or 0) / top) for n, value in run]
            made.add(PolyLine([at for point in points for at in point], strokeColor=LINE, strokeWidth=1.8))
            for x, y in points:
                made.add(Circle(x, y, 2.2, fillColor=LINE, strokeColor=None))


def _known(series: Series) -> list[float]:
    return [value or 0 for value in series.values]


def _legend(made: Drawing, room: Room, entries: list[tuple[Series, Color]]) -> None:
    x, y = room.left, room.height - 27
    for series, colour in entries:
        if series.is_line:
            made.add(Line(x, y + 3, x + 12, y + 3, strokeColor=colour, strokeWidth=1.8))
        else:
            made.add(_filled(x, y, 8, 7, colour))
        made.add(_text(x + 16, y, series.name))
        x += 30 + len(series.name) * SIZE * 0.56


def _filled(x: float, y: float, wide: float, tall: float, colour: Color) -> Rect:
    made = Rect(x, y, wide, tall)
    made.fillColor, made.strokeColor = colour, None
    return made


def _text(
    x: float, y: float, text: str, *, font: str = REGULAR, size: float = SIZE, colour: Color = SOFT,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:  # fmt: skip
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)
