"""Draws the counts of a table's first group as bars in the spreadsheet: the rows as they stand, no ranking."""

from __future__ import annotations

from typing import Any

from app.statistics.models import RATIOS, Table

CHART_SHEET = "图"
_COLOURS = ("#1D5FBF", "#8FB1E3", "#2E7D4F", "#C0342B", "#9A6700", "#6B4FA0")
_WIDE, _LEAST, _MOST = 980, 300, 1_400  # of the picture, px
_BAR, _AROUND = 13, 130  # height of a bar, and of title, legend and axis, px
_FACE = {"name": "宋体", "size": 10}
_LINE = {"color": "#DFE3E8", "width": 0.75}
_NO_NOUGHTS = "#,##0;-#,##0;"


def draw_figures(book: Any, sheet: Any, figures: str, table: Table, first_row: int) -> None:
    """Draw the table on a sheet; ``figures`` names the sheet that holds it, rows counted from 0."""
    group = table.groups[0]
    counts = [(place, each) for place, each in enumerate(group.figures, start=1) if each.unit not in RATIOS]
    rows = table.rows_of(group) or table.rows or (table.total,)
    last_row = first_row + len(rows) - 1
    chart = book.add_chart({"type": "bar"})
    for number, (place, figure) in enumerate(counts):
        chart.add_series(
            {
                "name": figure.title,
                "categories": [figures, first_row, 0, last_row, 0],
                "values": [figures, first_row, place, last_row, place],
                "fill": {"color": _COLOURS[number % len(_COLOURS)]},
                "gap": 60,
                "data_labels": {"value": True, "font": _FACE, "num_format": _NO_NOUGHTS},
            }
        )
    title = f"{table.domain.value}统计（{table.cut.value}）·{group.title}　{table.span}"
    chart.set_title({"name": title, "name_font": {**_FACE, "size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": _FACE, "line": _LINE, "major_tick_mark": "none"})
    grid = {"visible": True, "line": _LINE}
    unit = {"name": counts[0][1].unit.value, "name_font": {**_FACE, "bold": False}}
    chart.set_x_axis(
        {**unit, "num_font": _FACE, "min": 0, "label_position": "high", "line": _LINE, "major_gridlines": grid}
    )
    chart.set_legend({"position": "bottom", "font": _FACE})
    height = min(_MOST, max(_LEAST, _AROUND + len(rows) * (len(counts) + 1) * _BAR))
    chart.set_size({"width": _WIDE, "height": height})
    sheet.insert_chart(0, 0, chart, {"description": title})
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 1)
