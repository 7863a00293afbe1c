"""The two regimes' clocks: until when everything must be told, and what follows if it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.calendar.dues import Due, StartRule, Unit
from app.calendar.engine import WorkCalendar
from app.cases.models import Case, CaseState, Clock
from app.catalogue.models import Regime
from app.clock import local, office_date
from app.custody.lights import Light, light_of
from app.custody.models import Segment
from app.office.models import OfficeSettings

LICENCE_DAYS = 5  # 行政许可法 第三十二条第一款第（四）项

_DEEMED = {
    Regime.LICENCE: "逾期不告知的，自收到申请材料之日起即为受理（行政许可法第三十二条第一款第四项）",
    Regime.REAL_ESTATE: "未当场书面告知的，视为受理（不动产登记暂行条例第十七条）",
}
SERVING_RESULT = "送达办理结果"
UNITS = {"工作日": Unit.WORKDAY, "自然日": Unit.DAY}


def tell_by(calendar: WorkCalendar, regime: Regime, received_on: date) -> Due:
    """Return until when all that is missing must be told: 5 working days, or the very day."""
    if regime is Regime.LICENCE:
        return calendar.due(received_on, LICENCE_DAYS)
    provisional = not calendar.is_known(received_on.year)
    return Due(received_on, 0, Unit.DAY, received_on, received_on, provisional)


def start_of_clock(case: Case, now: datetime, calendar: WorkCalendar, settings: OfficeSettings) -> date:
    """Return the day the case counts as received: the next working day after the cut-off, if so ruled."""
    rule = StartRule(settings.cut_off, "次日" if settings.next_day_start else "当日")
    at = local(now).time() if case.received_on == office_date(now) else None
    return calendar.received_on(case.received_on, at, rule)


def telling_now(case: Case, segment: Segment | None, today: date, calendar: WorkCalendar) -> Due:
    """Return until when a paper must tell what is missing; what is brought to a correction is told of anew."""
    if case.state is CaseState.CORRECTING:
        return tell_by(calendar, case.regime, today)
    return telling(case, segment, calendar)


_TELLING = (CaseState.RECEIVED, CaseState.DENYING, CaseState.TO_ACCEPT)


def telling(case: Case, segment: Segment | None, calendar: WorkCalendar) -> Due:
    """Return until when all must be told: as custody keeps it, else counted from the day of receipt."""
    held = segment.holding if segment is not None and case.state in _TELLING else None
    if held is None or held.due is None or held.start is None:
        return tell_by(calendar, case.regime, case.received_on)
    unit = Unit(held.unit) if held.unit else Unit.DAY
    return Due(held.start, held.count, unit, held.due, held.due, held.provisional)


_PLAIN = {
    CaseState.ENQUIRY: ("当场一次性告知", "一次性告知制一：须一次告知全部内容"),
    CaseState.CORRECTING: ("等待申请人补正", "逾期未补正的，按规定不予受理（一次性告知制二）"),
    CaseState.DENYING: ("否定报备核查", "核查期间期限照常计算；未经核查同意不得拒绝申请人（否定报备制四）"),
    CaseState.TO_ACCEPT: ("受理", "领导未同意否定，应当依法受理"),
    CaseState.ACCEPTED: ("限时办结", "逾期须报告领导并告知申请人原因（限时办结制三）"),
    CaseState.SUSPENDED: ("特殊环节", "环节所需时间不计入承诺时限，结束后继续计算（行政许可法第四十五条）"),
    CaseState.COMPLETED: (SERVING_RESULT, "作出决定后十日内送达（行政许可法第四十四条）"),
}


def clock_of(case: Case, segment: Segment | None, today: date, calendar: WorkCalendar) -> Clock:
    """Return the clock that runs on the case now."""
    soon = segment is not None and light_of(segment.holding, today, calendar) is Light.SOON
    if case.state is CaseState.RECEIVED:
        return replace(_telling(case, telling(case, segment, calendar), today, calendar), soon=soon)
    if case.state in _PLAIN:
        what, consequence = _PLAIN[case.state]
        if case.state is CaseState.COMPLETED and case.regime is not Regime.LICENCE:
            consequence = ""  # the ten days are the licence law's
        return replace(_plain(what, segment, today, calendar, consequence), soon=soon)
    return Clock(
        what=case.state.value, last_day=None, provisional=False, remaining=0, consequence="", run_out=False
    )


def _telling(case: Case, due: Due, today: date, calendar: WorkCalendar) -> Clock:
    return Clock(
        what="受理，或一次性告知全部补正内容",
        last_day=due.due,
        provisional=due.provisional,
        remaining=calendar.workdays_between(today, due.due),
        consequence=_DEEMED[case.regime],
        run_out=today > due.due,
    )


def _plain(what: str, segment: Segment | None, today: date, calendar: WorkCalendar, consequence: str) -> Clock:
    due = segment.holding.due if segment else None
    return Clock(
        what=what,
        last_day=due,
        provisional=segment.holding.provisional if segment else False,
        remaining=calendar.workdays_between(today, due) if due else 0,
        consequence=consequence,
        run_out=due is not None and today > due,
        outer_day=segment.holding.outer_due if segment else None,
    )
