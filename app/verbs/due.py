"""``due``: when a period ends, its proof, and many at once."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from app.calendar.batch import answers, count_of, read_batch, start_of
from app.calendar.dues import Unit
from app.calendar.explain import as_json
from app.clock import chinese_date_weekday
from app.errors import BadInput
from app.verbs.terminal import Terminal, read_text


def due(terminal: Terminal, options: Namespace) -> None:
    """Answer one period, or the lines of a file."""
    if options.batch:
        for line in answers(terminal.calendar, read_batch(read_text(options.batch))):
            terminal.write(line)
        return
    if options.start is None or options.days is None:
        raise BadInput("请给出 --from 日期 和 --days 天数，或 --batch 文件。")
    calendar = terminal.calendar
    start, days = _read(options.start, options.days)
    found = calendar.due(start, days, Unit(options.unit))
    text = chinese_date_weekday(found.due) + ("（暂定）" if found.provisional else "")
    if options.explain:
        text = calendar.text(found)
    terminal.answer(as_json(calendar, found, trace=options.explain), text)


def _read(start: str, days: str) -> tuple[date, int]:
    try:
        return start_of(start), count_of(days)
    except ValueError as fault:
        raise BadInput(str(fault)) from fault
