"""The proof of a deadline: every day from the start to the end, counted or not, and why."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from app.calendar.dues import Due, Suspension, TraceDay, Unit, month_end
from app.clock import chinese_date_weekday

_PAUSE = "中止期间不计入"
_make = tuple.__new__


class Tells(Protocol):
    """What the proof asks of a calendar."""

    def told(self, number: int) -> TraceDay:
        """Return the line of a day by its ordinal number."""


def trace_of(calendar: Tells, due: Due) -> tuple[TraceDay, ...]:
    """Return the lines of the proof, one per day: the start day first, the due day last.

    Of a period in months only the corresponding dates are listed.
    """
    lines = [TraceDay(due.start, False, None, "起始日不计入")]
    if due.unit is Unit.MONTH:
        lines += [_month(calendar, due.start, ordinal) for ordinal in range(1, due.count + 1)]
    elif due.suspensions:
        lines += _with_pauses(calendar, due)
    elif due.unit is Unit.DAY:
        lines += [_natural(calendar, due.start.toordinal() + n, n) for n in _to(due.count)]
    else:
        lines += _workdays(calendar, due)
    if due.due != due.raw:
        lines = [*lines[:-1], _rolls(calendar, lines[-1]), *_rolled(calendar, due)]
    return tuple(lines)


def _to(count: int) -> range:
    return range(1, count + 1)


def _workdays(calendar: Tells, due: Due) -> list[TraceDay]:
    told, ordinal, lines = calendar.told, 0, []
    for number in range(due.start.toordinal() + 1, due.due.toordinal() + 1):
        line = told(number)
        if line.counted:
            ordinal += 1
            line = _counted(line, ordinal)
        lines.append(line)
    return lines


def _counted(line: TraceDay, ordinal: int) -> TraceDay:
    day, _, _, before, provisional = line
    return _make(TraceDay, (day, True, ordinal, f"{before}计入第{ordinal}日", provisional))


def _natural(calendar: Tells, number: int, ordinal: int) -> TraceDay:
    day, _, _, _, provisional = calendar.told(number)
    return _make(TraceDay, (day, True, ordinal, f"计入第{ordinal}日", provisional))


def _with_pauses(calendar: Tells, due: Due) -> list[TraceDay]:
    lines, ordinal = [], 0
    for number in range(due.start.toordinal() + 1, due.raw.toordinal() + 1):
        line = _paused(date.fromordinal(number), due.suspensions) or calendar.told(number)
        if due.unit is Unit.DAY and not _is_pause(line):
            line = _natural(calendar, number, ordinal := ordinal + 1)
        elif line.counted:
            line = _counted(line, ordinal := ordinal + 1)
        lines.append(line)
    return lines


def _paused(day: date, pauses: tuple[Suspension, ...]) -> TraceDay | None:
    for pause in pauses:
        if pause.since < day <= pause.until:
            said = f"（{pause.reason}）" if pause.reason else ""
            return TraceDay(day, False, None, f"{_PAUSE}{said}")
    return None


def _is_pause(line: TraceDay) -> bool:
    return line.reason.startswith(_PAUSE)


def _month(calendar: Tells, start: date, ordinal: int) -> TraceDay:
    day = month_end(start, ordinal)
    said = "对应日" if day.day == start.day else "当月无对应日，以月末日为准"
    provisional = calendar.told(day.toordinal()).provisional
    return TraceDay(day, True, ordinal, f"满{ordinal}个月，{said}", provisional)


def _rolls(calendar: Tells, last: TraceDay) -> TraceDay:
    rest = calendar.told(last.day.toordinal()).reason
    return last._replace(reason=f"{last.reason}，末日遇{rest}，顺延")


def _rolled(calendar: Tells, due: Due) -> list[TraceDay]:
    told = [calendar.told(each) for each in range(due.raw.toordinal() + 1, due.due.toordinal() + 1)]
    lines = [each._replace(reason=f"顺延：{each.reason}") for each in told[:-1]]
    last = told[-1]
    return [*lines, last._replace(counted=False, reason=f"{last.reason}顺延至本日")]


def explanation(calendar: Tells, due: Due) -> str:
    """Return the proof as Chinese lines: the period, each day, the end."""
    lines = [f"期限：自{chinese_date_weekday(due.start)}起{due.count}{due.unit.label}"]
    lines += [f"{chinese_date_weekday(each.day)}　{each.reason}" for each in trace_of(calendar, due)]
    if due.raw != due.due:
        lines.append(f"计满之日：{chinese_date_weekday(due.raw)}")
    lines.append(f"截止日：{chinese_date_weekday(due.due)}{'（暂定）' if due.provisional else ''}")
    if due.provisional:
        lines.append("期间内有年份的放假安排尚未载入，仅按法定节假日和周末计算，载入后重新核定。")
    return "\n".join(lines)


def as_json(calendar: Tells, due: Due, *, trace: bool = False) -> dict[str, object]:
    """Return the deadline as JSON values.

    Keys: from, days, unit, raw, due, provisional, and trace when asked for.
    """
    answer: dict[str, object] = {
        "from": due.start.isoformat(),
        "days": due.count,
        "unit": due.unit.value,
        "raw": due.raw.isoformat(),
        "due": due.due.isoformat(),
        "provisional": due.provisional,
    }
    if trace:
        answer["trace"] = [_line(each) for each in trace_of(calendar, due)]
    return answer


def _line(each: TraceDay) -> dict[str, object]:
    return {
        "date": each.day.isoformat(),
        "counted": each.counted,
        "n": each.ordinal,
        "reason": each.reason,
        "provisional": each.provisional,
    }
