"""Many deadlines at once: lines ``date,days,unit`` in, one JSON object a line out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.calendar.dues import FIRST_DAY, LAST_DAY, MOST, Due, Unit
from app.calendar.engine import WorkCalendar
from app.errors import BadInput, Problem

_UNITS = {unit.value: unit for unit in Unit} | {"": Unit.WORKDAY}
_MOST_SHOWN = 50
_ISO_LENGTH = 10
_PARTS = 3


class Asked(NamedTuple):
    """One line of the file."""

    line: int
    start: date
    count: int  # type: ignore[assignment]  # hides tuple.count
    unit: Unit


def read_batch(text: str) -> tuple[Asked, ...]:
    """Return what a file asks; a header, blank lines and a byte order mark are passed over.

    One bad line refuses the whole file: ``BadInput`` lists every one with its number.
    """
    asked: list[Asked] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or (not asked and not problems and _is_header(line)):
            continue
        try:
            asked.append(_asked(number, line))
        except ValueError as fault:
            problems.append(Problem(f"第{number}行", f"第{number}行：{fault}"))
    if problems:
        raise _refused(problems)
    return tuple(asked)


def answers(calendar: WorkCalendar, asked: tuple[Asked, ...]) -> Iterator[str]:
    """Return one JSON object per line asked: from, days, unit, raw, due, provisional."""
    dues, problems = [], []
    for each in asked:
        try:
            dues.append(calendar.due(each.start, each.count, each.unit))
        except BadInput as fault:
            problems.append(Problem(f"第{each.line}行", f"第{each.line}行：{fault}"))
    if problems:
        raise _refused(problems)
    return (json_line(due) for due in dues)


def json_line(due: Due) -> str:
    """Return a deadline as one line of JSON."""
    return (
        f'{{"from": "{due.start}", "days": {due.count}, "unit": "{due.unit}", '
        f'"raw": "{due.raw}", "due": "{due.due}", '
        f'"provisional": {"true" if due.provisional else "false"}}}'
    )


def _asked(number: int, line: str) -> Asked:
    parts = [part.strip() for part in line.split(",")]
    if not 1 < len(parts) <= _PARTS:
        raise ValueError("须写成“日期,天数,单位”，例如2026-09-30,5,workday。")
    unit = _UNITS.get(parts[2] if len(parts) == _PARTS else "")
    if unit is None:
        raise ValueError(f"单位“{parts[2][:20]}”须是workday、day或month。")
    return Asked(number, start_of(parts[0]), count_of(parts[1]), unit)


def start_of(said: str) -> date:
    """Read a start date written 2026-09-30; ``ValueError`` with a Chinese sentence otherwise."""
    try:
        start = date.fromisoformat(said) if len(said) == _ISO_LENGTH else None
    except ValueError:
        start = None
    if start is None or said != start.isoformat():
        raise ValueError(f"日期“{said[:20]}”须写成2026-09-30的样子，且确有这一天。")
    if not FIRST_DAY <= start <= LAST_DAY:
        raise ValueError(f"日期“{said}”须在2000年至2100年之间。")
    return start


def count_of(said: str) -> int:
    """Read a number of days or months; ``ValueError`` with a Chinese sentence otherwise."""
    count = int(said) if said.isascii() and said.isdigit() and len(said) <= len(str(MOST)) else 0
    if not 1 <= count <= MOST:
        raise ValueError(f"期限“{said[:20]}”须是1至{MOST}之间的整数。")
    return count


def _is_header(line: str) -> bool:
    first = line.split(",", 1)[0].strip().lower()
    return first in ("date", "from", "start", "日期", "起始日", "起始日期")


def _refused(problems: list[Problem]) -> BadInput:
    if len(problems) <= _MOST_SHOWN:
        return BadInput.listing(tuple(problems))
    shown = "\n".join(problem.text for problem in problems[:_MOST_SHOWN])
    return BadInput(f"{shown}\n……另有{len(problems) - _MOST_SHOWN}行有误。", tuple(problems))
