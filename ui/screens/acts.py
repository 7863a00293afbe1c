"""The ways of a case's life as the screens offer them: title, letter, order, and how a clock is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.calendar.dues import Unit
from app.calendar.engine import WorkCalendar
from app.cases.acting import Offer
from app.cases.counter import CaseView
from app.cases.life import WAYS, Way, find_way
from app.cases.models import REFUSALS, Case, CaseState, Clock, Extension
from app.cases.next_acts import next_act, unserved
from app.catalogue.models import MatterKind
from app.clock import chinese_date_weekday, short_date
from app.custody.lights import Light
from app.custody.worklist import WorkItem
from ui.context import Command
from ui.dates.due import TRACE_KEY, DueView, day_words

DENY = "deny"
REFUSAL = "non_acceptance_notice"
MOST_SHOWN = 6
TITLES = {way.key: way.title for way in WAYS}
LETTERS = {
    "one_time_notice": "G",
    "receive": "J",
    "complete_at_once": "K",
    "acceptance_receipt": "S",
    "correction_notice": "B",
    "deferral_undertaking": "R",
    "notice_and_undertaking": "N",
    "deny": "F",
    "non_acceptance_notice": "U",
    "deferred_materials": "M",
    "special_step_notice": "T",
    "resume": "C",
    "ask_extension": "Y",
    "decide_extension": "P",
    "extension_notice": "X",
    "overdue_record": "W",
    "complete": "O",
    "serve_result": "V",
    "proof_of_service": "H",
    "withdraw": "Z",
    "close": "E",
}
PARTY_TITLES = {MatterKind.LETTER: "来文单位", MatterKind.TASK: "交办单位"}
APPLICANT = "申请人"
STATE_ROLES = {
    CaseState.ENQUIRY: "accent",
    CaseState.RECEIVED: "soon",
    CaseState.CORRECTING: "provisional",
    CaseState.DENYING: "late",
    CaseState.TO_ACCEPT: "soon",
    CaseState.ACCEPTED: "accent",
    CaseState.SUSPENDED: "provisional",
    CaseState.COMPLETED: "on_time",
    CaseState.SERVED: "on_time",
    CaseState.REFUSED: "secondary",
    CaseState.RETURNED: "secondary",
    CaseState.GUIDED: "secondary",
    CaseState.NOT_NEEDED: "secondary",
    CaseState.CLOSED: "secondary",
}
LIGHT_ROLES = {
    Light.LATE: "late",
    Light.TODAY: "soon",
    Light.SOON: "soon",
    Light.ON_TIME: "on_time",
    Light.NONE: "secondary",
}
# What comes forward where the next way itself is closed.
_ELSE = {
    CaseState.DENYING: ("non_acceptance_notice",),
    CaseState.ACCEPTED: ("deferred_materials", "overdue_record"),
}
# Who may decide is offered that first; who may not, what is usual for everybody.
_DECISIVE = {CaseState.ACCEPTED: ("decide_extension", "extension_notice", "complete")}
_MOST_DAYS = 60  # of an extension
_SELDOM = ("withdraw", "notice_and_undertaking", "non_acceptance_notice", "proof_of_service")


@dataclass(frozen=True, kw_only=True)
class Act:
    """A way of a case as the screen offers it: ``closed`` says why it cannot be taken now ("" when it can).

    ``fits`` says that the case stands where the way begins.
    """

    key: str
    title: str
    closed: str
    primary: bool
    needs: str = ""
    fits: bool = True

    @property
    def refusal(self) -> str:
        """Why it cannot be taken now, as it is told; "" when it can."""
        cannot = f"不能“{self.title}”"
        return self.closed if not self.closed or cannot in self.closed else f"现在{cannot}：{self.closed}"

    @property
    def way(self) -> Way:
        """The row of the table."""
        found = find_way(self.key)
        assert found is not None
        return found


def looks(uncover: Callable[[], None] | None, trace: Callable[[], None] | None) -> tuple[Command, ...]:
    """Return how one looks closer at what is read; None: there is nothing covered, or no date to reckon."""
    found = (("显示完整信息", uncover, "Alt+U"), ("期限怎样推算", trace, TRACE_KEY))
    return tuple(Command(title=title, run=run, key=key) for title, run, key in found if run is not None)


def open_commands(
    acts: Iterable[Act], do: Callable[[str], None], letters: Mapping[str, str], icon: str
) -> tuple[Command, ...]:
    """Return those of the acts that can be taken, as palette and menus offer them, with their letters."""
    return tuple(
        Command(title=act.title, run=partial(do, act.key), key=letters.get(act.key, ""), icon=icon)
        for act in acts
        if not act.closed
    )


def acts_of(view: CaseView, offers: tuple[Offer, ...]) -> tuple[Act, ...]:
    """Return every way of the case in the table's order; at most one is the primary one, and it is open."""
    closed = {offer.way.key: offer.closed for offer in offers}
    first = _first(view, closed)
    return tuple(
        Act(
            key=offer.way.key,
            title=offer.way.title,
            closed=offer.closed,
            primary=offer.way.key == first,
            needs=offer.way.needs,
            fits=view.case.state in offer.way.sources,
        )
        for offer in offers
    )


def _first(view: CaseView, closed: dict[str, str]) -> str:
    case = view.case
    late = case.state is CaseState.RECEIVED and bool(closed.get("correction_notice"))
    usual = next_act(case, view.papers, too_late_to_ask=late)
    wanted = (*_DECISIVE.get(case.state, ()), usual, *_ELSE.get(case.state, ()))
    if view.clock.run_out and case.state is CaseState.ACCEPTED:
        wanted = (*_DECISIVE[case.state], "overdue_record", *wanted)
    return next((key for key in wanted if key and not closed.get(key, "-")), "")


def party_title(case: Case) -> str:
    """Return what the one who asks is called: the applicant, or who sent a letter or set a task."""
    return PARTY_TITLES.get(case.kind, APPLICANT)


def shown_acts(acts: tuple[Act, ...], view: CaseView) -> tuple[Act, ...]:
    """Return the open ways that get a button: the primary one first, no more than six, the seldom ones last."""
    waits = bool(unserved(view.papers))
    useful = [act for act in acts if not act.closed and (waits or act.key != "proof_of_service")]
    often = [act for act in useful if act.primary]
    often += [act for act in useful if not act.primary and not _is_seldom(act, waits=waits)]
    seldom = [act for act in useful if act not in often]
    return tuple([*often, *seldom][:MOST_SHOWN])


def _is_seldom(act: Act, *, waits: bool) -> bool:
    return act.key in _SELDOM and not (waits and act.key == "proof_of_service")


def clock_due(clock: Clock) -> DueView | None:
    """Return the clock's last day as a due date is shown, None where no clock runs."""
    if clock.last_day is None:
        return None
    return DueView(
        due=clock.last_day,
        remaining=clock.remaining,
        provisional=clock.provisional,
        late=clock.run_out,
        soon=True if clock.soon else None,
    )


def item_due(item: WorkItem) -> DueView | None:
    """Return an open item's due date as it is shown, with its light."""
    if item.due is None:
        return None
    return DueView(
        due=item.due,
        remaining=item.remaining,
        provisional=item.provisional,
        late=item.light is Light.LATE,
        soon=None if item.light is Light.TODAY else item.light is Light.SOON,
    )


def pause_words(case: Case) -> tuple[str, ...]:
    """Return the special steps of a case, each in one line: 现场勘验 3个工作日，11月2日至11月5日不计入."""
    return tuple(
        f"{pause.step} {pause.days}个工作日，{short_date(pause.since)}"
        + (f"至{short_date(pause.until)}不计入承诺时限" if pause.until else "起暂停计算")
        for pause in case.pauses
    )


def extension_words(extension: Extension) -> str:
    """Return what became of an extension in one line."""
    said = f"延长{extension.days}个工作日：{extension.reason}"
    return f"{said}（{extension.decided_by_name}：{extension.opinion}）" if extension.opinion else said


def served_words(view: CaseView) -> str:
    """Return when the result, or the notice of a refusal, reached the applicant, "" where it did not."""
    notices = [paper.served_on for paper in view.papers if paper.type_key == REFUSAL]
    day = view.case.served_on or (notices[-1] if notices and view.case.state in REFUSALS else None)
    return chinese_date_weekday(day) if day is not None else ""


def extended_words(calendar: WorkCalendar, due: date | None, days: int) -> str:
    """Return from which day to which so many working days more would take a limit, "" where none runs."""
    if due is None or not 0 < days <= _MOST_DAYS:
        return ""
    new = calendar.due(due, days, Unit.WORKDAY).due
    return f"办结期限由{day_words(due)}延至{day_words(new)}"
