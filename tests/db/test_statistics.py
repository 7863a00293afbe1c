from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from app.cases.act_fields import ANSWERED, WITHDRAWALS
from app.cases.models import CaseState, Pause, SecondNotice
from app.clock import office_date
from app.denials.models import DenialClass, DenialState, Ground
from app.ledger.entering import enter
from app.ledger.models import subject
from app.register.models import DocumentNumber, DocumentState
from app.statistics.events import Event
from app.statistics.models import CASE_CUTS, Cut, Scope, Span, Wanted
from tests.db.denial_things import a_denial
from tests.db.things import a_case, a_clerk, a_deed, a_division, a_document, a_holding, a_matter

FIRST, DAYS = date(2026, 10, 1), 62
TODAY = date(2026, 11, 30)
TYPES = (
    "correction_notice",
    "overdue_record",
    "non_acceptance_notice",
    "acceptance_receipt",
    "one_time_notice",
)


class Past:
    """Two divisions with sixty cases of every kind, and what should be counted of them."""

    def __init__(self, store, office):
        self.chance = Random(14)
        self.counted = Counter()
        with store.begin() as unit:
            other = unit.people.add_division(a_division(code="02", name="行政审批处", mark="示资审"))
            clerk = unit.people.add_staff(a_clerk(other, login="chen", name="陈审"))
            matter = unit.matters.add(a_matter(other, code="3502-002", name="规划许可"))
            self.offices = (office, replace(office, division=other, clerk=clerk, matter=matter))
            for number in range(60):
                self.live(unit, number, self.offices[number % 2])

    def day(self):
        return FIRST + timedelta(days=self.chance.randrange(DAYS))

    def moment(self):
        hour = self.chance.choice((0, 2, 15, 16, 23))  # around the office's midnight, which is 16:00 UTC
        return datetime(2026, 10, 1, hour, 30, tzinfo=UTC) + timedelta(days=self.chance.randrange(DAYS))

    def count(self, event, day, division):
        self.counted[event, day, division] += 1

    def live(self, unit, number, office):
        case = self.case(unit, number, office)
        if case.completed_on is not None and number % 3:
            done = a_deed(office, subject("case", case.id), act="complete_case", actor=self.offices[0].clerk)
            enter(unit.ledger, done)
        for place, kind in enumerate(self.chance.sample(TYPES, 2)):
            self.paper(
                unit, office, None if number % 7 == 0 and kind == TYPES[0] else case, (number, place, kind)
            )
        if number % 4 == 0:
            self.denial(unit, office, case)

    def case(self, unit, number, office):
        state = self.chance.choice((CaseState.ENQUIRY, CaseState.CLOSED, CaseState.SERVED, CaseState.ACCEPTED))
        received_on = self.day()
        case = a_case(office, received_on=received_on, state=state)
        why = self.chance.choice((*WITHDRAWALS, ANSWERED)) if state is CaseState.CLOSED else ""
        case = replace(case, closed_why=why and f"{why}；说明")
        if state in (CaseState.SERVED, CaseState.ACCEPTED):
            case = replace(case, accepted_on=received_on, committed=self.chance.choice((0, 5, 10)))
        if state is CaseState.SERVED:
            done = received_on + timedelta(days=self.chance.randrange(9))
            due = self.chance.choice((None, done, done - timedelta(days=1), done + timedelta(days=1)))
            pauses = (Pause(since=received_on, until=done, step="勘验", days=3),) if number % 5 == 0 else ()
            case = replace(case, completed_on=done, due_on=due, pauses=pauses)
        case = replace(case, id=unit.cases.add(case, ()))
        self.count_case(unit, office, case)
        return case

    def count_case(self, unit, office, case):
        taken_back = case.closed_why.startswith(WITHDRAWALS)
        if case.state is not CaseState.ENQUIRY and (case.state is not CaseState.CLOSED or taken_back):
            self.count(Event.RECEIVED, case.received_on, office.division)
        if taken_back:
            began, ended = sorted((self.moment(), self.moment()))
            unit.custody.start(a_holding(office, subject("case", case.id)), began)
            unit.custody.close(subject("case", case.id), ended)
            self.count(Event.WITHDRAWN, office_date(ended), office.division)
        done, due = case.completed_on, case.due_on
        if done is not None:
            told = {
                Event.COMPLETED: True,
                Event.LIMITED: due is not None,
                Event.IN_TIME: due is not None and done <= due,
                Event.LATE: due is not None and done > due,
                Event.MEASURED: case.committed > 0,
            }
            for event, happened in told.items():
                if happened:
                    self.count(event, done, office.division)

    def paper(self, unit, office, case, which):
        number, place, kind = which
        issued_at = self.moment()
        issued_on = office_date(issued_at)
        void = self.chance.random() < 0.2
        paper = a_document(
            office,
            type_key=kind,
            number=DocumentNumber(mark=f"示{office.division}", year=2026, sequence=10 * number + place),
            case=case.id if case else None,
            issued_at=issued_at,
            issued_on=issued_on,
            state=DocumentState.VOID if void else DocumentState.ISSUED,
        )
        key = unit.documents.add(paper, ())
        events = {TYPES[0]: Event.CORRECTION, TYPES[1]: Event.OVERDUE_RECORD, TYPES[2]: Event.REFUSED}
        if kind in events and not void:
            self.count(events[kind], issued_on, office.division)
        if kind == "acceptance_receipt" and case and number % 2:
            unit.custody.start(a_holding(office, subject("deferred_material", case.id)), issued_at)
            if not void:
                self.count(Event.DEFERRED, issued_on, office.division)
        if kind == TYPES[0] and number % 3 == 0:
            self.second_notice(unit, office, case, key)

    def second_notice(self, unit, office, case, document):
        at = self.moment()
        notice = SecondNotice(
            case=case.id if case else None, document=document, clerk=office.clerk, clerk_name="林晓",
            matter_name="首次登记", head=office.clerk, head_name="陈处", reason="遗漏", added=("图",), at=at,
        )  # fmt: skip
        unit.cases.add_second_notice(notice)
        self.count(Event.SECOND_NOTICE, office_date(at), office.division)

    def denial(self, unit, office, case):
        opened_at = self.moment()
        submitted_at = self.chance.choice(
            (None, opened_at + timedelta(hours=20), opened_at + timedelta(days=3))
        )
        after = self.chance.random() < 0.5
        report_by = office_date(opened_at) + timedelta(days=1)
        denial = a_denial(
            office,
            case,
            ground=self.chance.choice(tuple(Ground)),
            kind=self.chance.choice(tuple(DenialClass)),
            state=self.chance.choice(tuple(DenialState)),
            opened_at=opened_at,
            submitted_at=submitted_at,
            after=after,
            report_by=report_by if after else None,
        )
        unit.denials.add(denial, ())
        if submitted_at is not None:
            day = office_date(submitted_at)
            self.count(Event.DENIAL, day, office.division)
            self.count(Event[denial.ground.name], day, office.division)
            self.count(Event[denial.kind.name], day, office.division)
            self.count(OUTCOMES[denial.state], day, office.division)
        if after and denial.state is not DenialState.GIVEN_UP:
            day = office_date(opened_at)
            self.count(Event.AFTER, day, office.division)
            if (office_date(submitted_at) if submitted_at else TODAY) > report_by:
                self.count(Event.AFTER_LATE, day, office.division)


OUTCOMES = {
    DenialState.DRAFT: Event.CHECKING,
    DenialState.HEAD: Event.CHECKING,
    DenialState.LEADER: Event.CHECKING,
    DenialState.FILED: Event.AGREED,
    DenialState.TOLD: Event.AGREED,
    DenialState.ARCHIVED: Event.AGREED,
    DenialState.DOWN: Event.DOWN,
    DenialState.OVERTURNED: Event.OVERTURNED,
    DenialState.GIVEN_UP: Event.GIVEN_UP,
}
SPANS = (
    Span(FIRST, FIRST + timedelta(days=DAYS + 10)),
    Span(date(2026, 10, 20), date(2026, 11, 3)),
    Span(date(2026, 10, 31), date(2026, 10, 31)),
    Span(date(2027, 5, 1), date(2027, 5, 31)),
)


@pytest.fixture
def past(store, office):
    return Past(store, office)


def scope_of(span, divisions=None):
    return Scope(span=span, today=TODAY, divisions=divisions)


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_what_is_counted_is_what_happened(store, past, span):
    first = frozenset({past.offices[0].division})
    for divisions in (None, first, frozenset()):
        expected = Counter()
        for (event, day, division), count in past.counted.items():
            if span.since <= day <= span.until and (divisions is None or division in divisions):
                expected[event] += count
        with store.read() as unit:
            tallies = unit.statistics.counts(scope_of(span, divisions), Cut.NONE)
        assert {each.event: each.count for each in tallies} == dict(expected)


@pytest.mark.parametrize("cut", CASE_CUTS)
def test_every_row_of_every_cut_has_as_many_as_are_listed(store, past, cut):
    for span in SPANS[:2]:
        scope = scope_of(span)
        with store.read() as unit:
            total = {each.event: each.count for each in unit.statistics.counts(scope, Cut.NONE)}
            tallies = unit.statistics.counts(scope, cut)
            worked = unit.statistics.worked(scope, cut)
            for each in tallies:
                wanted = Wanted(scope=scope, event=each.event, cut=cut, key=each.key)
                found = unit.statistics.page(wanted, offset=0, limit=1000)
                assert len(found) == each.count, each
                pages = [unit.statistics.page(wanted, offset=place, limit=1) for place in range(each.count)]
                assert tuple(page[0] for page in pages) == found
        by_event = Counter()
        for each in tallies:
            by_event[each.event] += each.count
        assert dict(by_event) == total
        measured = {each.key: each.count for each in tallies if each.event is Event.MEASURED}
        assert Counter({key: count for key, count in measured.items() if count}) == Counter(
            key for each in worked for key in [each.key] * each.cases
        )


def test_times_come_with_their_pauses(store, past):
    with store.read() as unit:
        worked = unit.statistics.worked(scope_of(SPANS[0]), Cut.NONE)
    assert any(each.pauses for each in worked)
    assert all(each.committed > 0 and each.accepted_on <= each.completed_on for each in worked)


def test_a_key_nobody_has_lists_nothing(store, past):
    with store.read() as unit:
        for cut, key in ((Cut.DIVISION, "x"), (Cut.CLERK, "99"), (Cut.MATTER, "99"), (Cut.KIND, "未知")):
            wanted = Wanted(scope=scope_of(SPANS[0]), event=Event.RECEIVED, cut=cut, key=key)
            assert unit.statistics.page(wanted, offset=0, limit=9) == ()


def test_matters_are_named_with_their_division(store, office):
    with store.read() as unit:
        assert unit.statistics.matter_names() == {
            str(office.matter): ("国有建设用地使用权首次登记", office.division)
        }


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_figures_are_counted_from_indices_alone(store, office):
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM cases WHERE completed_on >= '2026-11-01'"
        )
        assert "COVERING INDEX ix_cases_completed" in str(plan.all())
