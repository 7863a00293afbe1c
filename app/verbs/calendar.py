"""``calendar show`` and ``calendar import``: the years as loaded, and loading the next."""

from __future__ import annotations

from argparse import Namespace

from app.calendar.days import Arrangement
from app.calendar.dues import FIRST_DAY, LAST_DAY
from app.custody.calendar_keeping import MovedItem, Rehearsal
from app.errors import BadInput
from app.people.permissions import Right, require
from app.verbs.terminal import Terminal, read_text


def show(terminal: Terminal, options: Namespace) -> None:
    """Answer what is known of a year."""
    calendar, year = terminal.calendar, options.year
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise BadInput(f"年份{year}超出范围，须在{FIRST_DAY.year}至{LAST_DAY.year}之间。")
    arrangement = calendar.arrangement(year)
    known = calendar.is_known(year)
    days_off = [day.isoformat() for day in calendar.days_off(year)]
    make_up = [day.isoformat() for day in calendar.make_up(year)]
    source = _source(arrangement) if arrangement else ""
    text = "\n".join(
        (
            f"{year}年：{'已载入，' + source if known else '未载入，仅按法定节日推算（暂定）'}",
            f"放假（工作日）：{'、'.join(days_off) or '无'}",
            f"调休上班：{'、'.join(make_up) or '无'}",
        )
    )
    answer = {"year": year, "known": known, "source": source, "days_off": days_off, "make_up": make_up}
    terminal.answer(answer, text)


def _source(arrangement: Arrangement) -> str:
    name, number = arrangement.source_name, arrangement.source_number
    return f"{name}（{number}）" if name and number else name or number


def load(terminal: Terminal, options: Namespace) -> None:
    """Show what a notice would move, and apply it when told to."""
    _allow(terminal, applied=options.apply)
    text = read_text(options.file)
    keeping = terminal.desk.calendar
    csv = options.file.lower().endswith(".csv")
    arrangement = keeping.read(text, csv=csv, source_name=options.source)
    if keeping.current().arrangement(arrangement.year) == arrangement:
        text = f"{arrangement.year}年的放假安排与现行日历相同，没有改动。"
        terminal.answer({"change": text, "applied": False, "moved": []}, text)
        return
    rehearsal = keeping.rehearse_year(arrangement)
    _tell(terminal, rehearsal, applied=options.apply)


def undo(terminal: Terminal, options: Namespace) -> None:
    """Show what taking back the last change would move, and do it when told to."""
    _allow(terminal, applied=options.apply)
    rehearsal = terminal.desk.calendar.rehearse_undo()
    _tell(terminal, rehearsal, applied=options.apply)


def _allow(terminal: Terminal, *, applied: bool) -> None:
    if applied or terminal.login:
        require(terminal.actor, Right.EDIT_CALENDAR)


def _tell(terminal: Terminal, rehearsal: Rehearsal, *, applied: bool) -> None:
    keeping = terminal.desk.calendar
    moved = keeping.listed(keeping.apply(terminal.actor, rehearsal)) if applied else rehearsal.moved
    lines = [rehearsal.change.text, f"{'已变动' if applied else '将变动'}{len(moved)}件："]
    lines += [f"  {item.number} {item.step}：{_moves(item)}" for item in moved]
    if not applied:
        lines.append("（尚未载入；加 --apply 载入）")
    answer = {
        "change": rehearsal.change.text,
        "applied": applied,
        "moved": [
            {
                "subject": item.subject,
                "number": item.number,
                "step": item.step,
                "old": item.old.isoformat(),
                "new": item.new.isoformat(),
                "provisional": item.new_provisional,
            }
            for item in moved
        ],
    }
    terminal.answer(answer, "\n".join(lines))


def _moves(item: MovedItem) -> str:
    old = f"{item.old}{'（暂定）' if item.old_provisional else ''}"
    new = f"{item.new}{'（暂定）' if item.new_provisional else ''}"
    return f"{old} → {new}"
