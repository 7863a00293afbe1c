from __future__ import annotations

from queue import SimpleQueue

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.office.touching import Hands
from db.feed import Feed
from db.listening import follow
from db.presences import SPOKEN
from db.store import open_store
from tests.db.things import NOON, a_division, a_holding, issue
from tests.db.things import a_case as a_case_of

LONG = 20  # seconds within which anything must be told
# Any login may ring the bell, and say what it likes.
RUNG_BY_HAND = (
    "", " ", "what", "1 a b c d e", "1 case x 2 3 4", "1 case 1, 2 3 4", "1 case 1 2 3", "-1", "+1", "1.5",
    "٣", "²", "1 case ² 3 4 5", "9" * 5000, f"1 case {'9' * 5000} 1 1 1", f"1 case {'1,' * 2000}x 1 1 1",
    "1\n", "NaN case 1 1 1 1",
)  # fmt: skip
OWN_OR_NOT = st.lists(st.booleans(), min_size=1, max_size=12)


@pytest.fixture
def other(url):
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def told(store, office):
    heard = SimpleQueue()
    stop = follow(store, Feed(store), heard.put)
    yield heard
    stop()


def touched_by(told, kind):
    """Return what the next news of an entry touched; a file does not say."""
    news = told.get(timeout=LONG)
    assert news.others_wrote
    if kind == "sqlite":
        assert news.touched is None
    return news.touched


def note(unit, about, act="test"):
    enter(
        unit.ledger,
        Deed(at=NOON, actor=None, actor_name="", act=act, subject=about, summary="试", detail={}),
    )


def test_a_server_says_whose_paper_was_issued(told, other, office, kind):
    issue(other, office)
    touched = touched_by(told, kind)
    if kind == "postgresql":
        assert touched.places == {office.division}
        assert touched.people == {office.clerk}
        assert "document" in touched.kinds
        assert touched.hands == Hands(places=frozenset({office.division}), people=frozenset({office.clerk}))


def test_whoever_had_a_thing_is_told_of_it_and_whoever_is_handed_another_beside(told, other, office, kind):
    with other.begin() as unit:
        second = unit.people.add_division(a_division(code="02"))
        third = unit.people.add_division(a_division(code="03"))
        case = unit.cases.add(a_case_of(office), ())
        about, beside = subject("case", case), subject("denial", 5)
        unit.custody.start(a_holding(office, about, division=second), NOON)
        unit.custody.close(about, NOON)
        unit.custody.start(a_holding(office, about), NOON)
    with other.begin() as unit:
        note(unit, about)
        unit.custody.start(a_holding(office, beside, division=third), NOON)
    touched = touched_by(told, kind)
    if kind == "postgresql":
        assert touched.places == {office.division, second, third}
        assert touched.kinds == {"case", "denial"}
        assert touched.hands == Hands(places=frozenset({third}), people=frozenset({office.clerk}))


def test_of_what_moves_no_work_nobodys_hands_are_told(told, other, office, kind):
    with other.begin() as unit:
        case = unit.cases.add(a_case_of(office), ())
        note(unit, subject("case", case))
    touched = touched_by(told, kind)
    if kind == "postgresql":
        assert touched.places == {office.division}
        assert touched.hands == Hands()


def test_whose_work_is_called_otherwise_is_told(told, other, office, kind):
    with other.begin() as unit:
        about = subject("case", unit.cases.add(a_case_of(office), ()))
        unit.custody.start(a_holding(office, about), NOON)
    with other.begin() as unit:
        note(unit, about)
        unit.custody.reword(about, title="改过的事项")
    touched = touched_by(told, kind)
    if kind == "postgresql":
        assert touched.hands == Hands(places=frozenset({office.division}), people=frozenset({office.clerk}))


@pytest.mark.parametrize("about", ["calendar:2027", "staff:1", "case:999999", "numbers:a.1.2026"])
def test_what_concerns_everybody_or_is_not_known_is_said_to_be_anything(told, other, about, kind):
    with other.begin() as unit:
        note(unit, about)
    assert touched_by(told, kind) is None


def test_a_message_that_is_missing_or_not_understood_is_asked_for(store, office):
    feed = Feed(store)
    with store.engine.connect() as connection:
        assert not feed.hear(connection, ()).others_wrote
        assert not feed.hear(connection, (SPOKEN,)).others_wrote
        store.entered -= 1  # one that was entered by somebody else
        assert feed.hear(connection, ("what",)).others_wrote
        store.entered -= 1
        news = feed.hear(connection, (f"{feed._head + 5} case 1 1",))
    assert news.others_wrote
    assert news.touched is None


@pytest.mark.parametrize("said", RUNG_BY_HAND)
def test_a_bell_rung_by_hand_stops_no_listening(store, office, said):
    feed = Feed(store)
    with store.engine.connect() as connection:
        store.entered -= 1
        assert feed.hear(connection, (said,)).others_wrote
        assert not feed.hear(connection, (said,)).others_wrote


def test_an_entry_told_of_before_it_was_made_is_heard_of_all_the_same(store, other, office):
    """Somebody says that the next entries touch nothing that matters; then they are really made."""
    feed = Feed(store)
    first = feed._head + 1
    with store.engine.connect() as connection:
        feed.hear(connection, tuple(f"{first + each} case 999 999 999 999" for each in range(5)))
        with other.begin() as unit:
            note(unit, "staff:1")
        news = feed.hear(connection, (f"{first} staff 1 1 1 1",))
        assert (news.others_wrote, news.touched) == (True, None)
        with other.begin() as unit:
            note(unit, "staff:1")
        news = feed.hear(connection, (f"{first + 1} case 7 8 7 8",))
        assert (news.others_wrote, news.touched.places) == (True, {7})


@given(own=OWN_OR_NOT, packets=st.lists(st.integers(1, 4), min_size=12, max_size=12), early=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_others_touched_is_told_however_it_comes_among_ones_own(own, packets, early, store):
    """Our own entries are counted before they are heard of, any time before."""
    feed, base = Feed(store), store.entered
    first, place, told = feed._head + 1, 0, []
    with store.engine.connect() as connection:
        for size in packets:
            packet = range(place, min(place + size, len(own)))
            if not packet:
                break
            counted = early.draw(st.integers(packet.stop, len(own)))
            store.entered = max(store.entered, base + sum(own[:counted]))
            said = tuple(f"{first + each} case {each} {each} {each} {each}" for each in packet)
            news = feed.hear(connection, said)
            if news.others_wrote:
                assert news.touched.hands == Hands(places=news.touched.places, people=news.touched.people)
                told.append((packet.stop, news.touched.places))
            place = packet.stop
    store.entered = base
    reached = place if place == len(own) else 0
    for each in range(reached):
        if not own[each]:
            assert any(stop > each and each in places for stop, places in told)
    if reached and all(own):
        assert told == []
