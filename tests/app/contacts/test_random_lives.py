from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.contacts.life import WAYS, find_way
from app.contacts.models import ContactState
from app.contacts.steps import STEPS, contact_subject
from app.errors import BadInput, Refusal
from tests.app.contacts.at_the_door import OTHER, OUTSIDE, OWN, PETITION, did, entries, registered, view
from tests.office import Wall

S = ContactState
PEOPLE = ("linxiaoyan", "wuzhihong", "zhengmeiling", "xujianguo", "yangzhenhua")
ACTS = tuple(way.key for way in WAYS if way.key not in ("make_case", "make_order", "first_contact_record"))
BEGINNINGS = (
    {"outcome": OWN},
    {"outcome": OWN, "answer": "已解答"},
    {"outcome": OWN, "major": True, "leader": "yangzhenhua"},
    {"outcome": OTHER},
    {"outcome": OTHER, "contact_kind": "投诉"},
    {"outcome": OTHER, "responsible": "wuzhihong"},
    {"outcome": OTHER, "responsible": "wuzhihong", "major": True, "leader": "yangzhenhua"},
    {"outcome": OUTSIDE, "outside_organ": "住建局"},
    {"outcome": PETITION, "contact_kind": "举报"},
)
FIELDS = (
    {},
    {"answer": "已答复"},
    {"responsible": "wuzhihong"},
    {"responsible": "linxiaoyan"},
    {"leader": "xujianguo"},
)
STEP = st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.sampled_from(FIELDS), st.integers(0, 2))
# Mostly what is open is tried, else a random walk would seldom get anywhere.
WALK = st.lists(
    st.one_of(STEP, st.tuples(st.none(), st.none(), st.sampled_from(FIELDS), st.integers(0, 2))), max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=st.sampled_from(BEGINNINGS), walk=WALK, seed=st.randoms(use_true_random=False))
def test_whatever_is_done_an_open_contact_has_exactly_one_holder(office, beginning, walk, seed):
    actors = {login: office.actor(login) for login in PEOPLE}
    day = office.wall.at.date()
    contact = registered(office, **beginning)
    holds(office, contact)
    for act, who, fields, days in walk:
        day += timedelta(days=days)
        office.wall.at = max(office.wall.at, Wall(day, 12).at)  # no clock goes back
        chosen = (act, who) if act else any_open(office, contact, actors, seed)
        if chosen is not None:
            contact = tried(office, contact, chosen, actors, fields)
            holds(office, contact)


def any_open(office, contact, actors, seed):
    """Return an act that is open to somebody."""
    found = [
        (offer.way.key, login)
        for login, actor in actors.items()
        if login in PEOPLE and may_look(office, contact, actor)
        for offer in view(office, contact, actor).offers
        if not offer.closed and offer.way.key in ACTS
    ]
    return seed.choice(found) if found else None


def may_look(office, contact, actor):
    try:
        view(office, contact, actor)
    except Refusal:
        return False
    return True


def tried(office, contact, chosen, actors, fields):
    """Take the act, or see that a refusal left everything as it was and was foretold."""
    act, who = chosen
    before, count = whole(office, contact), entries(office)
    closed = ""
    if may_look(office, contact, actors[who]):
        closed = next(o.closed for o in view(office, contact, actors[who]).offers if o.way.key == act)
    try:
        after = did(office, contact, act, who, version=before.version, **fields_of(act, fields))
    except BadInput:
        assert whole(office, contact) == before
        return before
    except Refusal as refusal:
        told = str(refusal)
        after = whole(office, contact)
    else:
        told = ""
    if told:
        assert after == before
        assert closed in ("", told)
        return before
    assert not closed
    assert entries(office) == count + 1
    follows(act, before, after)
    return after


def fields_of(act, fields):
    asked = {
        field.key for way in WAYS if way.key == act for section in way.sections for field in section.fields
    }
    return {key: value for key, value in fields.items() if key in asked}


def whole(office, contact):
    with office.store.read() as unit:
        return unit.contacts.get(contact.id)


def holds(office, contact):
    with office.store.read() as unit:
        segments = unit.custody.history(contact_subject(contact.id))
    now = [each for each in segments if each.until is None]
    assert len(now) == int(contact.is_open)
    for segment in now:
        assert segment.holding.staff is not None
        assert segment.holding.due is not None
        assert segment.holding.step == STEPS[contact.state]
    for earlier, later in pairwise(segments):
        assert earlier.until == later.since, "no moment without a holder, none with two"
    starts = {each.holding.start for each in segments if each.holding.count}
    assert len(starts) <= 1, "the call's clock begins once"
    in_order(contact)


def in_order(contact):
    """Handing before signing, signing before the call, the leader before the answer."""
    if contact.called_at is not None:
        assert contact.handed_at is not None
        assert contact.handed_on is not None
    if contact.state is S.TO_CALL:
        assert contact.handed_at <= contact.signed_at
        assert contact.called_at is None
    if contact.state is S.ANSWERED:
        assert contact.answer
        assert not contact.waits_for_opinion
    if contact.state is S.REPORTED:
        assert contact.leader not in (None, contact.responsible)


def follows(act, before, after):
    assert before.state in find_way(act).sources
    assert after.version == before.version + 1
    if after.called_at != before.called_at:
        assert before.state is S.TO_CALL
        assert before.signed_at is not None
    assert after.handed_on == before.handed_on or before.handed_on is None
    assert (after.number, after.visitor, after.first) == (before.number, before.visitor, before.first)
