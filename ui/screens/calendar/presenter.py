"""What happens in the working calendar: years shown, deadlines reckoned, changes rehearsed, then applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from app.calendar.days import Closure, DayNote
from app.calendar.dues import FIRST_DAY, LAST_DAY, Due, TraceDay, Unit
from app.calendar.engine import WorkCalendar
from app.custody.calendar_keeping import Redated, Rehearsal
from app.errors import BadInput, Problem, Refusal, Unavailable
from app.people.permissions import Right, may
from ui.context import Context

WARNED_FROM = 11  # the month in which next year is expected
RULES = {
    Unit.WORKDAY: "开始的当日不计入，自下一日起算，休息日和节假日不计。《民法典》第二百零一条",
    Unit.DAY: "开始的当日不计入；末日遇休息日的顺延。《民法典》第二百零一条、第二百零三条",
    Unit.MONTH: "到期月的对应日为末日，没有对应日的为月末日。《民法典》第二百零二条",
}


@dataclass(frozen=True, kw_only=True)
class YearShown:
    """A year as it is shown: its months, whether it is known, and what is said of it."""

    year: int
    months: tuple[tuple[DayNote, ...], ...]
    known: bool
    source: str
    counts: str
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A deadline with its proof and the rule it rests on."""

    due: Due
    trace: tuple[TraceDay, ...]
    rule: str


class CalendarPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_year(self, year: YearShown) -> None: ...
    def show_rights(self, *, edits: bool) -> None: ...
    def show_reckoned(self, reckoned: Reckoned) -> None: ...
    def show_reckoning_problem(self, text: str) -> None: ...
    def show_loading_problem(self, text: str) -> None: ...
    def show_closing_problems(self, problems: tuple[Problem, ...]) -> None: ...
    def show_rehearsal(self, rehearsal: Rehearsal) -> None: ...
    def show_calendar_again(self) -> None: ...
    def show_warning(self, text: str, year: int) -> None: ...


class CalendarPresenter:
    """Holds the calendar in force and the year looked at."""

    def __init__(self, place: CalendarPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._calendar: WorkCalendar | None = None
        self._rehearsal: Rehearsal | None = None
        self.year = context.today().year
        self.edits = may(context.actor, Right.EDIT_CALENDAR)
        self._warn = False

    def open(self) -> None:
        self._place.show_rights(edits=self.edits)
        self._warn = self.edits
        self.refresh()

    def refresh(self) -> None:
        self._context.jobs.run(self._desk.calendar.current).then(self._take).start()

    def turn(self, step: int) -> None:
        self.go_to_year(self.year + step)

    def go_to_year(self, year: int) -> None:
        self.year = min(max(year, FIRST_DAY.year), LAST_DAY.year)
        self._show()

    def describe(self, day: date) -> DayNote | None:
        if self._calendar is None or not FIRST_DAY <= day <= LAST_DAY:
            return None
        return self._calendar.describe(day)

    def closure_on(self, day: date) -> Closure | None:
        if self._calendar is None:
            return None
        return next((each for each in self._calendar.closures if each.first <= day <= each.last), None)

    def reckon(self, start: date | None, count: int | None, unit: Unit) -> None:
        if self._calendar is None:
            return
        if start is None or count is None:
            self._place.show_reckoning_problem("请填写起始日和期限。" if start is None else "请填写期限。")
            return
        try:
            due = self._calendar.due(start, count, unit)
        except BadInput as refusal:
            self._place.show_reckoning_problem(str(refusal))
            return
        reckoned = Reckoned(due=due, trace=self._calendar.trace(due), rule=RULES[unit])
        self._place.show_reckoned(reckoned)

    # --- changes, each rehearsed first

    def rehearse_notice(self, text: str, *, csv: bool = False) -> None:
        if not text.strip():
            self._place.show_loading_problem("请先粘贴通知全文。")
            return
        keeping = self._desk.calendar

        def rehearse() -> Rehearsal:
            found: Rehearsal = keeping.rehearse_year(keeping.read(text, csv=csv))
            return found

        self._rehearse(rehearse, self._not_read)

    def rehearse_closure(self, first: date | None, last: date | None, reason: str, source: str) -> None:
        if first is None or last is None:
            blank = [("first", "首日", first), ("last", "末日", last)]
            problems = [Problem(key, f"请填写停止办公的{name}。") for key, name, day in blank if day is None]
            self._place.show_closing_problems(tuple(problems))
            return
        work = partial(self._desk.calendar.rehearse_closure, first, last, reason, source)
        self._rehearse(work, self._not_closed)

    def rehearse_opening(self, closure: Closure) -> None:
        self._rehearse(partial(self._desk.calendar.rehearse_opening, closure), None)

    def rehearse_undo(self) -> None:
        self._rehearse(self._desk.calendar.rehearse_undo, None)

    def give_up(self) -> None:
        self._rehearsal = None
        self._place.show_calendar_again()

    def apply(self) -> None:
        rehearsal = self._rehearsal
        if rehearsal is None:
            return
        work = partial(self._desk.calendar.apply, self._context.actor, rehearsal)
        self._context.jobs.run(work).then(partial(self._applied, rehearsal)).start()

    def take_back(self) -> None:
        """Undo the last change at once (the toast's button); what moves is told by the next toast."""
        keeping, actor = self._desk.calendar, self._context.actor

        def undo() -> Redated:
            redated: Redated = keeping.apply(actor, keeping.rehearse_undo())
            return redated

        self._context.jobs.run(undo).then(self._taken_back).start()

    # --- answers

    def _take(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        warning = calendar.office_warning(self._context.today())
        self._context.window.set_warnings((warning.partition("，")[0],) if warning else ())
        if warning and self._warn:
            today = self._context.today()
            year = today.year + 1 if calendar.is_known(today.year) else today.year
            self._place.show_warning(warning, year)
        self._warn = False
        self._show()

    def _show(self) -> None:
        calendar = self._calendar
        if calendar is None:
            return
        arrangement = calendar.arrangement(self.year)
        known = arrangement is not None
        source = f"{arrangement.source_name} {arrangement.source_number}".strip() if arrangement else ""
        self._place.show_year(
            YearShown(
                year=self.year,
                months=calendar.year_view(self.year),
                known=known,
                source=source,
                counts=_counts(calendar, self.year),
                missing="" if known else self._missing(),
            )
        )

    def _missing(self) -> str:
        today = self._context.today()
        text = f"{self.year}年放假安排未载入，以下仅按法定节假日和周末推算，均为暂定。"
        if self.year == today.year + 1 and today.month >= WARNED_FROM and self.edits:
            text += "请在右侧粘贴国务院通知载入。"
        return text

    def _rehearse(self, work: Callable[[], Any], explain: Callable[[Refusal], None] | None) -> None:
        job = self._context.jobs.run(work).then(self._rehearsed)
        if explain is not None:
            job = job.otherwise(partial(self._explain, explain))
        job.start()

    def _explain(self, explain: Callable[[Refusal], None], trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Refusal):
            explain(trouble)
        else:
            self._place.show_loading_problem(str(trouble))

    def _not_read(self, refusal: Refusal) -> None:
        self._place.show_loading_problem(str(refusal))

    def _not_closed(self, refusal: Refusal) -> None:
        problems = refusal.problems if isinstance(refusal, BadInput) else ()
        self._place.show_closing_problems(problems or (Problem("", str(refusal)),))

    def _rehearsed(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._place.show_rehearsal(rehearsal)

    def _applied(self, rehearsal: Rehearsal, redated: Redated) -> None:
        self._rehearsal = None
        self._place.show_calendar_again()
        after = rehearsal.change.after or rehearsal.change.before
        year = getattr(after, "year", None) or getattr(after, "first", self._context.today()).year
        self.year = year
        self._context.toast(f"{rehearsal.change.text}；{redated.dates}件在办事项的日期已变动。", self.take_back)
        self.refresh()

    def _taken_back(self, redated: Redated) -> None:
        self._context.toast(f"已撤销工作日历的上次改动，{redated.dates}件日期已恢复。")
        self._place.show_calendar_again()
        self.refresh()


def _counts(calendar: WorkCalendar, year: int) -> str:
    before, last = date(year - 1, 12, 31), date(year, 12, 31)
    if before < FIRST_DAY:
        return ""
    worked = calendar.workdays_between(before, last)
    off, make_up = len(calendar.days_off(year)), len(calendar.make_up(year))
    return f"全年工作日 {worked} 天 · 工作日放假 {off} 天 · 调休上班 {make_up} 天"
