"""Until when an order must be answered: counted in working days from its dispatch, never from its signing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.calendar.dues import Due, StartRule, Suspension, Unit
from app.calendar.engine import WorkCalendar
from app.clock import local, office_date
from app.hotline.models import OrderType, Record, RecordKind, Satisfaction, WorkOrder
from app.office.models import OfficeSettings


@dataclass(frozen=True, kw_only=True)
class OrderRules:
    """What the calendar and the office say of an order's dates."""

    calendar: WorkCalendar
    settings: OfficeSettings

    def limit_of(self, kind: OrderType) -> int:
        """Return the working days within which a type is answered."""
        return int(getattr(self.settings, f"limit_{kind.name.lower()}"))

    def sample_of(self, kind: OrderType) -> int:
        """Return how many of a hundred of a type are called back."""
        return int(getattr(self.settings, f"sample_{kind.name.lower()}"))

    def counted_from(self, at: datetime) -> date:
        """Return the day that a dispatch counts for, after the office's cut-off the next working day."""
        rule = StartRule(self.settings.cut_off, "次日" if self.settings.next_day_start else "当日")
        return self.calendar.received_on(office_date(at), local(at).time(), rule)

    def days_after(self, day: date, days: int) -> Due:
        """Return the end of some working days."""
        return self.calendar.due(day, days, Unit.WORKDAY)

    def may_return_until(self, order: WorkOrder) -> date:
        """Return the last day on which the division may return the order without arbitration."""
        assert order.dispatched_at is not None
        return self.days_after(self.counted_from(order.dispatched_at), self.settings.return_days).due

    def due_of(self, order: WorkOrder, records: Iterable[Record]) -> Due:
        """Return until when a dispatched order must be answered; verifying a return is not counted."""
        course = tuple(records)
        start = self.counted_from(self._begun(order, course))
        return self.calendar.due_with_suspensions(start, order.limit_days, pauses_of(course), Unit.WORKDAY)

    def _begun(self, order: WorkOrder, course: tuple[Record, ...]) -> datetime:
        """Return when the limit began: at the last dispatch, or at the first or the last rework (a setting)."""
        last = max((each.at for each in course if is_rework(each)), default=order.first_dispatched_at)
        at = order.dispatched_at if self.settings.redispatch_restarts else last
        assert at is not None
        return at


def is_rework(record: Record) -> bool:
    """Tell whether the record gave an answered order back to be done again."""
    if record.kind is not RecordKind.CALL_BACK:
        return record.kind is RecordKind.REWORK
    said = record.fields.get("satisfaction")
    return bool(said) and not Satisfaction(said).is_good


def pauses_of(records: Iterable[Record]) -> tuple[Suspension, ...]:
    """Return the times a return lay with the petition centre, from the record of the order."""
    pauses, since = [], None
    for record in records:
        if record.kind is RecordKind.RETURN:
            since = office_date(record.at)
        elif record.kind is RecordKind.VERDICT and since is not None:
            pauses.append(Suspension(since, office_date(record.at), "退单核实"))
            since = None
    return tuple(pauses)
