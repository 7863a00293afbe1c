"""The hotline's month (月报): its tables, and what changed against the month before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from app.errors import BadInput
from app.statistics.models import NONE, Cell, Cut, Figure, Span, Table, TableRow, Unit, this_month
from app.statistics.sheet import write_tables
from app.statistics.tables import shown

MONTHS_SHOWN = 6
REPORTED = (Cut.NONE, Cut.DIVISION, Cut.TYPE, Cut.TOPIC, Cut.PLACE)
_SHEETS = {
    Cut.NONE: "总体",
    Cut.DIVISION: "分单位",
    Cut.TYPE: "分类型",
    Cut.TOPIC: "业务热点",
    Cut.PLACE: "地点热点",
}


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    """One month's tables of the hotline, the total of the month before, and the last months in a row."""

    bureau: str
    month: Span
    made_at: datetime
    before: TableRow
    months: Table
    tables: Mapping[Cut, Table]

    @property
    def name(self) -> str:
        """The month as people say it."""
        return f"{self.month.since.year}年{self.month.since.month}月"

    @property
    def total(self) -> TableRow:
        """The month's total."""
        return self.tables[Cut.NONE].total


def month_of(said: str, today: date) -> Span:
    """Return the whole month; raises ``BadInput`` for what is none, or has not begun."""
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", said.strip())
    if found is None:
        raise BadInput(f"“{said[:20]}”不是月份，请写成 2026-11。")
    first = date(int(found[1]), int(found[2]), 1)
    if first > today:
        raise BadInput(f"{said.strip()}还没有开始，没有月报。")
    return this_month(first)


def change_of(figure: Figure, now: Cell, before: Cell) -> str:
    """Return what changed: more or fewer, rates in percentage points; a dash for nothing to compare."""
    if now.value is None or before.value is None:
        return NONE
    if figure.unit is Unit.PERCENT:
        return f"{_signed(Fraction(now.value - before.value) * 100, tenths=True)}个百分点"
    return _signed(Fraction(now.value - before.value), tenths=False)


def _signed(value: Fraction, *, tenths: bool) -> str:
    size = abs(value)
    text = shown(size / 100, Unit.PERCENT).removesuffix("%") if tenths else shown(size, Unit.CASES)
    sign = "" if not text.strip("0.") else "+" if value > 0 else "－"
    return sign + text


def write_report(path: Path, report: MonthReport) -> None:
    """Write the report's tables to a spreadsheet; raises ``Unavailable`` where that fails."""
    named = {_SHEETS[cut]: table for cut, table in report.tables.items()}
    write_tables(path, {"总体": named.pop("总体"), "逐月": report.months, **named})
