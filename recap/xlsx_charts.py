"""A sheet with native charts, and the figures they are drawn from."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recap.document import Chart

COLOURS = ("#1D4E79", "#C46A00", "#7A8B99")
LINE_COLOUR = "#B3261E"
ROWS_EACH = 22  # of the sheet, for one chart
FIRST_OF_FIGURES = 16  # column: right of the charts


def add_charts(book: Workbook, sheet: Worksheet, charts: Sequence[Chart]) -> None:
    """Draw the charts one below the other, their figures to the right."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for number, chart in enumerate(charts):
        top = number * ROWS_EACH
        top_of_figures = sum(len(one.labels) + 3 for one in charts[:number])
        _figures(sheet, chart, top_of_figures, bold)
        drawn = _bars(book, sheet.get_name(), chart, top_of_figures)
        sheet.insert_chart(top, 0, drawn, {"x_offset": 5, "y_offset": 5})


def _figures(sheet: Worksheet, chart: Chart, top: int, bold: Any) -> None:
    sheet.write_string(top, FIRST_OF_FIGURES, chart.title, bold)
    sheet.write_string(top + 1, FIRST_OF_FIGURES, chart.label_title, bold)
    for place, series in enumerate(chart.series, 1):
        sheet.write_string(top + 1, FIRST_OF_FIGURES + place, series.name, bold)
    for line, label in enumerate(chart.labels):
        sheet.write_string(top + 2 + line, FIRST_OF_FIGURES, label)
        for place, series in enumerate(chart.series, 1):
            value = series.values[line]
            if value is not None:
                sheet.write_number(top + 2 + line, FIRST_OF_FIGURES + place, value)


def _bars(book: Workbook, tab: str, chart: Chart, top: int) -> Any:
    first, last = top + 2, top + 1 + len(chart.labels)
    labels = [tab, first, FIRST_OF_FIGURES, last, FIRST_OF_FIGURES]
    bars: Any = book.add_chart({"type": "column", "subtype": "stacked"})
    lines: Any = book.add_chart({"type": "line"})
    for place, series in enumerate(chart.series, 1):
        facts = {
            "name": [tab, top + 1, FIRST_OF_FIGURES + place],
            "categories": labels,
            "values": [tab, first, FIRST_OF_FIGURES + place, last, FIRST_OF_FIGURES + place],
        }
        if series.is_line:
            line = {"color": LINE_COLOUR, "width": 2.25}
            marker = {"type": "circle", "size": 5, "fill": {"color": LINE_COLOUR}, "border": {"color": LINE_COLOUR}}
            lines.add_series(facts | {"line": line, "marker": marker, "y2_axis": True})
        else:
            colour = COLOURS[(place - 1) % len(COLOURS)]
            bars.add_series(facts | {"fill": {"color": colour}, "border": {"none": True}, "gap": 60})
    if any(series.is_line for series in chart.series):
        bars.combine(lines)
        lines.set_y2_axis({"name": chart.line_axis, "min": 0})
    bars.set_title({"name": chart.title, "name_font": {"size": 13}})
    bars.set_x_axis({"name": chart.label_title, "num_font": {"size": 9}})
    grid = {"visible": True, "line": {"color": "#D5DCE3"}}
    bars.set_y_axis({"name": chart.axis, "min": 0, "major_gridlines": grid, "num_format": "#,##0"})
    bars.set_legend({"position": "bottom"})
    bars.set_size({"width": 960, "height": 420})
    return bars
