"""Reads a person's year from the archive and reckons its figures."""

from __future__ import annotations

from fractions import Fraction

from app.clock import office_date
from app.denials.models import Station
from app.people.halves import end_of, start_of
from app.people.models import Staff
from app.posts.models import Absence
from app.register.models import DocumentId, DocumentState
from app.statistics import person_parts as parts
from app.statistics.events import Event
from app.statistics.models import Cut, DenialPart, Happened, Scope, Span, Unit, Wanted
from app.statistics.person import Part, PersonYear, Sum
from app.statistics.person_posts import Holder, Tenure, tenures_of
from app.statistics.ports import StatisticsUnit
from app.statistics.tables import shown

_COMPLETING = ("complete_case", "complete_at_once_case")
_PAGE = 5_000


class PersonReading:
    """One person's year as it is read within one unit of work."""

    def __init__(self, unit: StatisticsUnit, staff: Staff, span: Span) -> None:
        self._unit = unit
        self._staff = staff
        self._span = span
        self._since, self._until = start_of(span.since), end_of(span.until)

    def year(self) -> PersonYear:
        """Return the person's year."""
        completed, acts = self._happened(Event.COMPLETED), self._happened(Event.BEHALF)
        contacts = self._happened(Event.CONTACT)
        denials = self._unit.statistics.denials_of(self._staff.id, self._span)
        in_place = parts.not_own_papers(self._unit.ledger.on_behalf(self._staff.id, self._since, self._until))
        tenures, away = self._tenures(), self._away()
        places = _places(acts)
        found = (
            parts.posts_part(tenures),
            parts.goals_part(tenures),
            parts.absences_part(away),
            parts.matters_part(completed),
            parts.behalf_part(acts, in_place),
            self._late(completed),
            parts.denials_part(denials),
            parts.outcomes_part(contacts),
            parts.done_part(completed, places),
            parts.acts_part(acts, in_place),
            parts.contacts_part(contacts),
        )
        sums = (
            *self._of_cases(completed, places),
            *self._of_absences(len(acts), len(in_place), len(away)),
            *_of_denials(denials),
            *self._of_contacts(len(contacts)),
        )
        return PersonYear(
            bureau=self._unit.office.settings().bureau,
            name=self._staff.name,
            division=self._unit.people.get_division(self._staff.division).name,
            year=self._span.since.year,
            until=self._span.until,
            sums=sums,
            parts=found,
        )

    def _happened(self, event: Event) -> tuple[Happened, ...]:
        """Return everything that is put to the person, oldest first."""
        scope = Scope(span=self._span, today=office_date(self._unit.people.moment()), divisions=None)
        wanted = Wanted(scope=scope, event=event, cut=Cut.CLERK, key=str(self._staff.id))
        found: list[Happened] = []
        while page := self._unit.statistics.page(wanted, offset=len(found), limit=_PAGE):
            found += page
            if len(page) < _PAGE:
                break
        return tuple(reversed(found))

    def _tenures(self) -> tuple[Tenure, ...]:
        named = [each for each in self._unit.people.staff() if each.name == self._staff.name]
        holder = Holder(staff=self._staff.id, name=self._staff.name, shared=len(named) > 1)
        return tenures_of(holder, self._unit.posts.all(), self._unit.statistics.post_deeds(), self._span)

    def _away(self) -> tuple[parts.Away, ...]:
        found = self._unit.absences.between(self._since, self._until, (self._staff.id,))
        return tuple(self._handed(each) for each in found if each.holds)

    def _handed(self, absence: Absence) -> parts.Away:
        handover = self._unit.handovers.find_of(absence.id)
        sheets = (handover.sheet, handover.return_sheet) if handover is not None else (0, 0)
        sheet, returned = map(self._number, sheets)
        return parts.Away(absence=absence, sheet=sheet, return_sheet=returned)

    def _number(self, paper: int) -> str:
        if not paper:
            return ""
        document = self._unit.documents.get(DocumentId(paper))
        return "" if document.state is DocumentState.VOID else str(document.number)

    def _late(self, completed: tuple[Happened, ...]) -> Part:
        late = [each for each in completed if _is_late(each)]
        still = [
            each
            for each in self._unit.custody.open_all(staff=self._staff.id)
            if each.holding.due is not None
            and self._span.since <= each.holding.due <= self._span.until
            and each.holding.due < office_date(self._unit.people.moment())
        ]
        cases = {each.case for each in late if each.case is not None}
        cases |= {
            int(key) for kind, _, key in (s.holding.subject.partition(":") for s in still) if kind == "case"
        }
        reasons = self._unit.statistics.reasons_of(cases)
        return parts.late_part(late, still, self._happened(Event.LATE_AWAY), reasons)

    def _of_cases(self, completed: tuple[Happened, ...], places: dict[int, str]) -> tuple[Sum, ...]:
        limited = [each for each in completed if each.due_on is not None]
        late = sum(map(_is_late, limited))
        rate = Fraction(len(limited) - late, len(limited)) if limited else None
        return (
            _count("收件", len(self._happened(Event.RECEIVED)), "本人登记、收件日期在年度内的办件。"),
            _count("办结", len(completed), "由本人办结、办结日期在年度内的办件，含代他人办结。"),
            _count(
                "其中代办", sum(each.case in places for each in completed), "办结中，以“代某人办理”身份办结的。"
            ),
            _count("逾期办结", late, "办结中，办结日期晚于应办结日期的。"),
            Sum(
                title="按时率",
                shown=shown(rate, Unit.PERCENT),
                definition="按时办结÷办结中有应办结日期的办件。",
            ),
        )

    def _of_absences(self, acts: int, in_place: int, away: int) -> tuple[Sum, ...]:
        unhanded = len(self._happened(Event.PLANNED_UNHANDED)) + len(self._happened(Event.SUDDEN_UNHANDED))
        return (
            _count("代他人办理", acts, "以“代某人办理”身份办的事，台账每记一笔计一次。"),
            _count("由他人代办", in_place, "本人离岗期间由他人代办的事，台账每记一笔计一次。"),
            _count("离岗", away, "年度内的离岗，含跨年的，已经批准或登记。"),
            _count("未交接", unhanded, "年度内开始的离岗中，过了第一天仍没有工作交接单的。"),
            _count("离岗逾期", len(self._happened(Event.LATE_AWAY)), "本人离岗时到期、当天没有办完的事项。"),
        )

    def _of_contacts(self, contacts: int) -> tuple[Sum, ...]:
        due, handed = len(self._happened(Event.HAND_DUE)), len(self._happened(Event.HANDED))
        calls, called = len(self._happened(Event.CALL_DUE)), len(self._happened(Event.CALLED))
        return (
            _count("首问登记", contacts, "本人作首问责任人登记的。"),
            Sum(
                title="当日移交",
                shown=_of(handed, due),
                definition="登记当天移交÷应移交的首问。",
            ),
            Sum(
                title="按时联系",
                shown=_of(called, calls),
                definition="作为承办人，在联系期限内联系办事人÷应联系的首问。",
            ),
        )


def _of_denials(denials: tuple[DenialPart, ...]) -> tuple[Sum, ...]:
    drafted = sum(not each.station for each in denials)
    checked = sum(each.station not in ("", Station.DRAFT.value) for each in denials)
    return (
        _count("报备起草", drafted, "本人起草、起草日期在年度内的否定报备。"),
        _count("报备核查", checked, "本人作为单位负责人或分管局领导核查的次数，退回后再核查的另计。"),
    )


def _count(title: str, count: int, definition: str) -> Sum:
    return Sum(title=title, shown=f"{count:,}", definition=definition)


def _of(part: int, whole: int) -> str:
    """Return a share with what it is of: 3/4（75.0%）; a dash where there is nothing to divide by."""
    rate = shown(Fraction(part, whole) if whole else None, Unit.PERCENT)
    return f"{part}/{whole}（{rate}）" if whole else rate


def _places(acts: tuple[Happened, ...]) -> dict[int, str]:
    """Return for whom cases were completed in that one's place."""
    return {
        int(each.subject.partition(":")[2]): each.mark.partition("办理：")[0]
        for each in acts
        if each.state in _COMPLETING
    }


def _is_late(each: Happened) -> bool:
    return each.completed_on is not None and each.due_on is not None and each.completed_on > each.due_on
