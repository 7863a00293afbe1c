from __future__ import annotations

from datetime import date

import pytest

from app.contacts.models import ContactState
from app.errors import NotAllowed
from tests.app.contacts.at_the_door import OWN, did, handed, registered, segment, view
from tests.app.posts.away import gone, hat, posted

S = ContactState


def covered(office, a="wuzhihong", b="chenjiaming"):
    """A is away, and B stands in for him."""
    posted(office, a=a, b=b, name=f"{a}岗")
    gone(office, a)
    office.wall.put(date(2026, 11, 2), 14)
    return hat(office, b, a)


def test_b_signs_calls_and_answers_for_a_and_it_stays_with_a(office):
    contact = handed(office)
    acting = covered(office)
    contact = did(office, contact, "take", acting)
    assert segment(office, contact).staff_name == "吴志宏"
    contact = did(office, contact, "called", acting, answer="已答复")

    assert (contact.state, contact.answered_by_name) == (S.ANSWERED, "陈嘉铭（代吴志宏）")
    entry = office.desk.contacts.history(office.clerk, contact.id)[-1]
    assert (entry.actor_name, entry.behalf_name) == ("陈嘉铭", "吴志宏")


def test_as_himself_b_has_nothing_of_it(office):
    contact = handed(office)
    covered(office)
    with pytest.raises(NotAllowed, match="吴志宏"):
        did(office, contact, "take", "chenjiaming")


def test_a_visitor_whom_b_receives_in_a_s_place_is_a_s_and_shows_b(office):
    contact = registered(office, covered(office, "linxiaoyan"), OWN)

    assert (contact.first, contact.first_name) == (office.clerk.id, "陈嘉铭（代林晓燕）")
    assert segment(office, contact).staff_name == "林晓燕"


def test_who_was_asked_first_signs_for_it_in_nobodys_place(office):
    contact = handed(office, who=office.actor("chenjiaming"))
    acting = covered(office)
    with pytest.raises(NotAllowed, match="不能又作承办人"):
        did(office, contact, "take", acting)
    closed = {offer.way.key: offer.closed for offer in view(office, contact, acting).offers}
    assert "不能又作承办人" in closed["take"]
    assert did(office, contact, "hand", "chenjiaming", responsible="zhengmeiling").state is S.TO_SIGN


def test_who_reported_a_major_matter_does_not_study_it_in_the_leaders_place(office):
    contact = registered(office, who=office.actor("caiwenjuan"), responsible="zhengmeiling")
    for act in ("take", "called", "report"):
        contact = did(office, contact, act, "zhengmeiling")
    acting = covered(office, "yangzhenhua", "zhengmeiling")
    with pytest.raises(NotAllowed, match="本人承办"):
        did(office, contact, "opinion", acting)


def test_nobody_fills_two_places_by_a_chain_of_absences(office):
    contact = handed(office)
    acting = covered(office)
    for act in ("take", "called", "report"):
        contact = did(office, contact, act, acting)
    leader = covered(office, "yangzhenhua", "chenjiaming")
    with pytest.raises(NotAllowed, match="不能又作分管领导"):
        did(office, contact, "opinion", leader)
