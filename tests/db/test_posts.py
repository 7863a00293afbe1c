from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.custody.clocks import InPlace, OpenQuery
from app.errors import Conflict, Refusal
from app.ledger.models import subject
from app.people.models import UNTIL_LIFTED, Grant, Role
from app.people.rota import Why, substitute_of
from app.posts.models import Absence, AbsenceState, Goal, Post, Reason
from db.engine import writing
from db.rota import read_rota
from db.store import open_store
from tests.db.things import NOON, a_clerk, a_division, a_holding, furnish, later

GOAL = Goal(goal="按时办结", measure="按时办结率", target="100%", due_on=date(2026, 12, 31), timed=True)
SECOND = timedelta(seconds=1)


@pytest.fixture
def people(store, office):
    """A (the office's clerk), B, a second B and a head of the office's division."""
    with store.begin() as unit:
        head = (Grant(role=Role.DIVISION_HEAD, division=office.division),)
        others = [
            unit.people.add_staff(a_clerk(office.division, login=login, name=name, grants=grants))
            for login, name, grants in (("b", "陈嘉", ()), ("c", "吴志", ()), ("head", "许建", head))
        ]
    return (office.clerk, *others)


def a_post(office, people, **changes):
    a, b, second, _ = people
    return replace(
        Post(
            id=0,
            division=office.division,
            name="受理岗",
            duties="受理、告知",
            section_duties="综合科",
            goals=(GOAL,),
            a=a,
            b=b,
            second_b=second,
            effective_from=date(2026, 1, 1),
            approved_by_name="杨振华",
            approved_on=date(2025, 12, 20),
        ),
        **changes,
    )


def an_absence(people, **changes):
    return replace(
        Absence(
            id=0,
            staff=people[0],
            reason=Reason.LEAVE,
            sudden=False,
            starts=NOON,
            ends=later(days=1),
            state=AbsenceState.APPROVED,
            entered_by=people[0],
            entered_by_name="林晓",
            entered_at=later(days=-3),
            note="年休假",
        ),
        **changes,
    )


def kept(store, post=None, *absences):
    with store.begin() as unit:
        keys = [] if post is None else [unit.posts.add(post)]
        return keys + [unit.absences.add(each) for each in absences]


def rota(store, at):
    with store.read() as unit:
        return unit.people.rota(at)


def test_a_post_comes_back_as_it_was_kept_with_the_names_of_its_people(store, office, people):
    (key,) = kept(store, a_post(office, people))
    with store.read() as unit:
        post = unit.posts.get(key)
        assert unit.posts.all() == unit.posts.all(frozenset({office.division})) == (post,)
        assert unit.posts.all(frozenset({99})) == ()
        assert [len(unit.posts.held_by(each)) for each in people] == [1, 1, 0, 0]
    names = {"division_name": "不动产登记窗口", "a_name": "林晓", "b_name": "陈嘉", "second_b_name": "吴志"}
    assert post == a_post(office, people, id=key, **names)


def test_an_absence_comes_back_as_it_was_kept(store, office, people):
    _, b, second, head = people
    whole = an_absence(
        people, decided_by=head, decided_by_name="许建", decided_at=later(days=-2), opinion="同意",
        substitute=second, substitute_ground="陈嘉培训",
    )  # fmt: skip
    (key,) = kept(store, None, whole)
    with store.read() as unit:
        found = unit.absences.get(key)
    place = {"division": office.division, "division_name": "不动产登记窗口"}
    assert found == replace(whole, id=key, staff_name="林晓", substitute_name="吴志", **place)
    assert b not in (found.staff, found.substitute)


@pytest.mark.parametrize("room", ["posts", "absences"])
def test_what_another_changed_first_is_not_written_over_and_the_missing_is_told(store, office, people, room):
    post, absence = kept(store, a_post(office, people), an_absence(people))
    with store.begin() as unit:
        book = getattr(unit, room)
        record = book.get(post if room == "posts" else absence)
        book.save(record)
    with pytest.raises(Conflict), store.begin() as unit:
        getattr(unit, room).save(record)
    with pytest.raises(Refusal, match="没有找到"), store.read() as unit:
        getattr(unit, room).get(99)
    with store.read() as unit:
        assert getattr(unit, room).get(record.id).version == 2


@pytest.mark.parametrize(
    "wrong", [{"b": "a"}, {"second_b": "a"}, {"second_b": "b"}]
)  # fmt: skip
def test_the_archive_itself_keeps_nobody_twice_on_one_post(store, office, people, wrong):
    places = {"a": people[0], "b": people[1]}
    changes = {key: places[place] for key, place in wrong.items()}
    with pytest.raises(IntegrityError):
        kept(store, a_post(office, people, **changes))
    kept(store, a_post(office, people, second_b=None))


def test_nobody_stands_in_for_himself(store, people):
    with pytest.raises(IntegrityError):
        kept(store, None, an_absence(people, substitute=people[0]))


@pytest.mark.parametrize("table", ["posts", "absences"])
def test_posts_and_absences_are_never_deleted(store, office, people, table):
    kept(store, a_post(office, people), an_absence(people))
    with pytest.raises(IntegrityError), writing(store.engine) as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")


def test_who_is_away_between_two_moments_is_found_half_open(store, people):
    first, last = kept(
        store,
        None,
        an_absence(people),
        an_absence(people, staff=people[1], starts=later(days=5), ends=None),
        an_absence(people, state=AbsenceState.DECLINED),
        an_absence(people, state=AbsenceState.ENDED, starts=later(days=2), ended_at=later(days=1)),
    )[:2]

    def away(*span, **more):
        with store.read() as unit:
            return [each.id for each in unit.absences.between(*span, **more)]

    assert away(NOON, None) == [first, last]
    assert away(NOON - SECOND, NOON) == []
    assert away(NOON - SECOND, NOON + SECOND) == [first]
    assert away(later(days=1) - SECOND, later(days=1)) == [first]
    assert away(later(days=1), later(days=5)) == []
    assert away(later(days=1), later(days=99)) == [last]
    assert away(NOON, None, staff=(people[1],)) == [last]
    assert away(NOON, None, staff=()) == []


def test_the_rota_of_a_moment_holds_what_is_in_force_then_to_the_second(store, office, people):
    kept(
        store,
        a_post(office, people),
        an_absence(people),
        an_absence(people, state=AbsenceState.ASKED, staff=people[1]),
        an_absence(people, state=AbsenceState.ENDED, staff=people[2], ended_at=NOON + SECOND),
    )
    expected = {
        NOON - SECOND: (people[0], Why.SELF),
        NOON: (people[1], Why.B),
        later(days=1) - SECOND: (people[1], Why.B),
        later(days=1): (people[0], Why.SELF),
    }
    for at, answer in expected.items():
        found = substitute_of(rota(store, at), people[0], office.division, at)
        assert (found.staff, found.why) == answer
    assert [len(rota(store, at).away) for at in (NOON, NOON + SECOND)] == [2, 1]


def test_the_rota_reads_posts_by_the_offices_days(store, office, people):
    held = a_post(office, people, effective_from=date(2026, 11, 9), effective_until=date(2026, 11, 10))
    kept(store, held, an_absence(people, starts=later(days=-9), ends=None))
    midnight = datetime(2026, 11, 8, 16, tzinfo=UTC)  # of the ninth, in the office
    moments = (midnight - SECOND, midnight, midnight + timedelta(days=1) - SECOND, midnight + timedelta(days=1))
    assert [len(rota(store, at).postings) for at in moments] == [0, 1, 1, 0]
    with store.begin() as unit:
        (post,) = unit.posts.all()
        unit.posts.save(replace(post, active=False))
    assert rota(store, midnight).postings == ()


def test_heads_and_leaders_are_those_who_may_work_of_the_division_or_of_all(store, office, people):
    *_, head = people
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="办公室", mark="示办"))
        leads = (Grant(role=Role.LEADER_IN_CHARGE, division=None),)
        leader = unit.people.add_staff(a_clerk(other, login="leader", grants=leads))
    found = rota(store, NOON)
    assert found.heads == {office.division: (head,), other: ()}
    assert found.leaders == {office.division: (leader,), other: (leader,)}
    with store.begin() as unit:
        unit.people.set_failures(head, 0, UNTIL_LIFTED)
        unit.people.set_failures(leader, 3, later(days=1))
    found = rota(store, NOON)
    assert found.heads[office.division] == ()
    assert found.leaders[other] == (leader,)
    assert found.staff - found.working == {head}


def test_a_rota_asked_for_again_is_the_one_that_stands_whatever_was_changed(store, office, people, url):
    a, b, second, head = people
    post, away = kept(store, a_post(office, people), an_absence(people))
    with store.begin() as unit:
        clerk, held, absence = unit.people.get_staff(b), unit.posts.get(post), unit.absences.get(away)
    changes = (
        lambda unit: unit.people.add_division(a_division(code="02", name="办公室", mark="示办")),
        lambda unit: unit.people.add_staff(a_clerk(office.division, login="d", name="丁")),
        lambda unit: unit.people.save_staff(replace(clerk, active=False)),
        lambda unit: unit.people.set_failures(second, 0, UNTIL_LIFTED),
        lambda unit: unit.people.set_failures(second, 0, None),
        lambda unit: unit.people.set_grants(head, ()),
        lambda unit: unit.people.set_grants(a, (Grant(role=Role.LEADER_IN_CHARGE, division=None),)),
        lambda unit: unit.posts.save(replace(held, b=second, second_b=None)),
        lambda unit: unit.absences.save(replace(absence, substitute=second)),
        lambda unit: unit.absences.add(an_absence(people, staff=second)),
    )
    seen = [rota(store, NOON)]
    other = open_store(url)
    for change in changes:
        with other.begin() as unit:
            change(unit)
        with store.read() as unit:
            assert unit.people.rota(NOON) == read_rota(unit.people._connection, NOON) != seen[-1]
        seen.append(rota(store, NOON))
    other.close()
    assert rota(store, later(days=-30)).away == ()
    assert rota(store, NOON) == seen[-1]


def test_a_unit_of_work_looks_at_its_clock_once(url):
    ticks = iter([NOON, later(days=1)])
    opened = open_store(url, clock=lambda: next(ticks))
    with opened.read() as unit:
        assert unit.people.moment() == unit.people.moment() == NOON
    with opened.begin() as unit:
        assert unit.people.moment() == later(days=1)
    opened.close()


def test_what_absent_people_hold_is_found_within_the_divisions_one_stands_in_for(store, office, people):
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="办公室", mark="示办"))
        for key, (staff, division) in enumerate(
            [(people[0], office.division), (people[0], other), (people[1], other), (None, other)]
        ):
            holding = a_holding(office, subject("case", key), staff=staff, division=division)
            unit.custody.start(holding, NOON)
    asked = {
        (InPlace(people[0], None),): {"case:0", "case:1"},
        (InPlace(people[0], frozenset({office.division})),): {"case:0"},
        (InPlace(people[0], frozenset({other})), InPlace(people[1], None)): {"case:1", "case:2"},
        (): set(),
    }
    with store.read() as unit:
        for behalf, subjects in asked.items():
            query = OpenQuery(staff=people[2], divisions=frozenset(), behalf=behalf)
            found = unit.custody.page(query, offset=0, limit=9)
            assert {each.holding.subject for each in found} == subjects
            assert unit.custody.held_for(behalf) == len(subjects)


def test_furnishing_leaves_no_posts(store):
    furnish(store)
    assert rota(store, NOON).postings == ()
