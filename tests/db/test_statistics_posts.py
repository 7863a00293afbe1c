from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import office_date
from app.ledger.entering import enter
from app.ledger.models import subject
from app.posts.handed import Handover
from app.posts.models import AbsenceState
from app.register.models import DocumentNumber, DocumentState
from app.statistics.events import Event
from app.statistics.models import UNDIVIDED, Cut, Scope, Span, Wanted
from tests.db.test_posts import a_post, an_absence
from tests.db.test_posts import people as _people
from tests.db.things import NOON, a_clerk, a_deed, a_division, a_document, a_holding

people = _people  # a fixture
FIRST = date(2026, 11, 1)
TODAY = date(2026, 11, 20)
DAYS = 10  # few, so that what is random often meets
NOW = date(2026, 11, 9)  # within them
HALF = timedelta(hours=12)
MIDNIGHT = datetime(2026, 10, 31, 16, tzinfo=UTC)  # of the office, before FIRST
SPANS = (Span(FIRST, date(2026, 11, 30)), Span(date(2026, 11, 9), date(2026, 11, 15)))
AWAY = {Event.PLANNED, Event.PLANNED_UNHANDED, Event.SUDDEN, Event.SUDDEN_UNHANDED, Event.LATE_AWAY}
# Where in the key of what was counted by hand the row of each cut stands.
CUTS = {Cut.NONE: None, Cut.MONTH: None, Cut.DIVISION: 2, Cut.CLERK: 3, Cut.MATTER: None}


class Undone(Exception):
    """Leaves the archive as it was."""


def day_end(day):
    return MIDNIGHT + timedelta(days=(day - FIRST).days + 1)


halves = st.integers(0, 2 * DAYS)
absences = st.builds(
    dict,
    who=st.integers(0, 2),
    starts=halves,
    lasts=st.one_of(st.none(), st.integers(0, 6)),
    sudden=st.booleans(),
    state=st.sampled_from(AbsenceState),
    sheet=st.sampled_from(("none", "issued", "void", "blank")),
)
clocks = st.builds(
    dict,
    who=st.integers(0, 3),
    since=halves,
    lasts=st.one_of(st.none(), st.integers(0, 8)),
    due=st.one_of(st.integers(0, DAYS), st.none()),
)


class Office:
    """An office of random absences and clocks, and what is counted of it by hand."""

    def __init__(self, unit, office, people):
        self.unit, self.office, self.people = unit, office, people
        self.away, self.counted = [], Counter()
        self.papers = 0
        other = unit.people.add_division(a_division(code="02", name="行政审批处", mark="示资审"))
        self.stranger = unit.people.add_staff(a_clerk(other, login="stranger", name="单一"))
        self.divisions = {**dict.fromkeys(people, office.division), self.stranger: other}
        self.three = (people[0], people[1], self.stranger)

    def leave(self, told):
        who = self.three[told["who"]]
        starts = MIDNIGHT + told["starts"] * HALF
        ends = None if told["lasts"] is None else starts + told["lasts"] * HALF
        absence = an_absence(self.people, staff=who, starts=starts, ends=ends, ended_at=None, substitute=None)
        absence = replace(absence, sudden=told["sudden"], state=told["state"])
        key = self.unit.absences.add(absence)
        stands = told["sheet"] == "issued"
        if told["sheet"] != "none":
            self.handover(key, who, told["sheet"])
        if told["state"] not in (AbsenceState.APPROVED, AbsenceState.ENDED) or ends == starts:
            return
        overlaps = [each for each in self.away if each[0] == who and meet(each, starts, ends)]
        assert not overlaps
        self.away.append((who, starts, ends))
        day, place = office_date(starts), (self.divisions[who], who)
        kind = Event.SUDDEN if told["sudden"] else Event.PLANNED
        self.counted[kind, day, *place] += 1
        if not stands and day < NOW:
            missing = Event.SUDDEN_UNHANDED if told["sudden"] else Event.PLANNED_UNHANDED
            self.counted[missing, day, *place] += 1

    def is_free(self, told):
        """Nobody is away twice at once."""
        who = self.three[told["who"]]
        starts = MIDNIGHT + told["starts"] * HALF
        ends = None if told["lasts"] is None else starts + told["lasts"] * HALF
        return not any(each[0] == who and meet(each, starts, ends) for each in self.away)

    def handover(self, absence, who, how):
        made = Handover(
            id=0, absence=absence, staff=who, division=self.office.division, post_name="", receiver_name=""
        )
        if how != "blank":
            self.papers += 1
            paper = a_document(
                self.office,
                type_key="handover_sheet",
                number=DocumentNumber(mark="示交", year=2026, sequence=self.papers),
                issued_at=NOON,
                issued_on=office_date(NOON),
                state=DocumentState.VOID if how == "void" else DocumentState.ISSUED,
            )
            made = replace(made, sheet=self.unit.documents.add(paper, ()), made_at=NOON)
        self.unit.handovers.add(made)

    def hold(self, number, told):
        who = (*self.three, None)[told["who"]]
        since = MIDNIGHT + told["since"] * HALF + timedelta(hours=1)
        until = None if told["lasts"] is None else since + told["lasts"] * HALF
        due = None if told["due"] is None else FIRST + timedelta(days=told["due"])
        about = subject("case", 1000 + number)
        division = self.divisions.get(who, self.office.division)
        self.unit.custody.start(a_holding(self.office, about, staff=who, division=division, due=due), since)
        if until is not None:
            self.unit.custody.close(about, until)
        if due is None or due >= NOW or who is None:
            return
        end = day_end(due)
        held = since < end and (until is None or until >= end)
        gone = any(
            each[0] == who and each[1] < end and (each[2] is None or each[2] >= end) for each in self.away
        )
        if held and gone:
            self.counted[Event.LATE_AWAY, due, division, who] += 1


def meet(each, starts, ends):
    return (each[2] is None or starts < each[2]) and (ends is None or each[1] < ends)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.lists(absences, min_size=4, max_size=12), held=st.lists(clocks, min_size=8, max_size=16))
def test_absences_and_what_grew_late_in_them_are_counted_as_by_hand(store, office, people, gone, held):
    with suppress(Undone), store.begin() as unit:
        made = Office(unit, office, people)
        for told in gone:
            if made.is_free(told):
                made.leave(told)
        for number, told in enumerate(held):
            made.hold(number, told)
        for divisions in (None, frozenset({office.division})):
            for span in (SPANS[0], Span(date(2026, 11, 3), date(2026, 11, 6))):
                agree(unit, made.counted, Scope(span=span, today=NOW, divisions=divisions))
        raise Undone


def agree(unit, counted, scope):
    """See that counts, rows and lists are those that were counted by hand."""
    for cut, place in (
        (Cut.NONE, None),
        (Cut.MONTH, None),
        (Cut.DIVISION, 2),
        (Cut.CLERK, 3),
        (Cut.MATTER, None),
    ):
        expected = Counter()
        for key, count in counted.items():
            event, day, division, _staff = key
            if scope.span.since <= day <= scope.span.until and (
                scope.divisions is None or division in scope.divisions
            ):
                row = {Cut.MONTH: f"{day:%Y-%m}", Cut.MATTER: UNDIVIDED}.get(cut, "")
                expected[event, row if place is None else str(key[place])] += count
        found = {
            (each.event, each.key): each.count
            for each in unit.statistics.counts(scope, cut)
            if each.event in AWAY
        }
        assert found == dict(expected)
        for (event, key), count in found.items():
            wanted = Wanted(scope=scope, event=event, cut=cut, key=key or None)
            assert len(unit.statistics.page(wanted, offset=0, limit=1000)) == count


def counts(store, span=SPANS[0], cut=Cut.NONE, divisions=None, today=TODAY):
    scope = Scope(span=span, today=today, divisions=divisions)
    with store.read() as unit:
        return {(each.event, each.key): each.count for each in unit.statistics.counts(scope, cut)}


def listed(store, event, span=SPANS[0], today=TODAY):
    wanted = Wanted(scope=Scope(span=span, today=today, divisions=None), event=event, cut=Cut.NONE, key=None)
    with store.read() as unit:
        return unit.statistics.page(wanted, offset=0, limit=100)


def test_posts_are_counted_as_they_stand_at_the_end_or_today(store, office, people):
    lasting, ending, coming, retired = (
        a_post(office, people, name="长期岗", effective_until=None),
        a_post(office, people, name="到期岗", effective_until=date(2026, 11, 10)),
        a_post(office, people, name="未来岗", effective_from=date(2026, 11, 25), effective_until=None),
        a_post(office, people, name="停用岗", active=False, effective_until=None),
    )
    with store.begin() as unit:
        for each in (lasting, ending, coming, retired):
            unit.posts.add(each)
    early, whole = Span(FIRST, date(2026, 11, 9)), SPANS[0]
    assert counts(store, early) == {(Event.POST, ""): 2, (Event.STAFFED, ""): 2}
    assert counts(store, Span(FIRST, date(2026, 11, 10))) == {(Event.POST, ""): 2, (Event.STAFFED, ""): 1}
    assert counts(store, whole) == {(Event.POST, ""): 2, (Event.STAFFED, ""): 1}, "by today"
    assert counts(store, whole, today=date(2026, 12, 1))[Event.POST, ""] == 3
    assert counts(store, Span(date(2027, 1, 1), date(2027, 1, 31))) == {}, "nothing is known of what is to come"
    months = counts(store, Span(date(2025, 12, 1), date(2026, 11, 30)), Cut.MONTH)
    assert (Event.POST, "2025-12") not in months
    assert (months[Event.POST, "2026-01"], months[Event.STAFFED, "2026-01"]) == (2, 2)
    assert (months[Event.POST, "2026-11"], months[Event.STAFFED, "2026-11"]) == (2, 1)
    assert (months[Event.POST, ""], months[Event.STAFFED, ""]) == (2, 1), "the total is the state at the end"
    (found,) = listed(store, Event.STAFFED)
    assert (found.matter_name, found.mark, found.subject.partition(":")[0]) == ("长期岗", "B岗陈嘉", "post")


def test_a_post_whose_b_left_the_bureau_is_not_staffed(store, office, people):
    with store.begin() as unit:
        unit.posts.add(a_post(office, people, effective_until=None))
        left = unit.people.get_staff(people[1])
        unit.people.save_staff(replace(left, active=False))
    assert counts(store) == {(Event.POST, ""): 1}


def test_acts_in_anothers_place_are_counted_but_not_the_handovers_own_papers(store, office, people):
    def deed(day, **changes):
        made = a_deed(
            office, subject("case", 7), actor=people[1], behalf=people[0], behalf_name="林晓", **changes
        )
        return replace(made, at=NOON + timedelta(days=day), ground="林晓休假")

    with store.begin() as unit:
        enter(unit.ledger, replace(deed(0), behalf=None, behalf_name="", ground=""))
        for day in (1, 2, 40):
            enter(unit.ledger, deed(day))
        enter(unit.ledger, deed(41, detail={"type": "return_sheet", "number": "1"}))
    assert counts(store)[Event.BEHALF, ""] == 2
    assert counts(store, Span(FIRST, date(2026, 12, 31)))[Event.BEHALF, ""] == 3
    assert counts(store, cut=Cut.CLERK)[Event.BEHALF, str(people[1])] == 2
    assert counts(store, cut=Cut.DIVISION)[Event.BEHALF, str(office.division)] == 2
    last, first = listed(store, Event.BEHALF)
    assert (first.subject, first.mark, first.staff) == ("case:7", "代林晓办理：林晓休假", people[1])
    assert last.day > first.day
