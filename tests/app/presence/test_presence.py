from __future__ import annotations

from datetime import timedelta

from app.ledger.models import subject
from app.presence.models import LASTS, told

CASE = subject("case", 12)


def others(office, login):
    return office.desk.presence.others(office.actor(login))


def test_others_see_who_edits_since_when_and_he_himself_does_not(office):
    office.wall.put(office.wall.at.date(), 14, 2)
    office.desk.presence.stay(office.actor("chenjiaming"), CASE)

    assert told(others(office, "linxiaoyan")[CASE]) == "陈嘉铭 正在编辑（14:02起）"
    assert others(office, "chenjiaming") == {}


def test_it_ends_when_he_leaves(office):
    who = office.actor("chenjiaming")
    office.desk.presence.stay(who, CASE)
    office.desk.presence.leave(who, CASE)

    assert others(office, "linxiaoyan") == {}


def test_it_ends_by_itself_when_the_client_is_gone_and_is_renewed_while_it_lives(office):
    who = office.actor("chenjiaming")
    office.desk.presence.stay(who, CASE)
    since = others(office, "linxiaoyan")[CASE][0].since
    office.wall.at += LASTS - timedelta(seconds=9)
    office.desk.presence.stay(who, CASE)
    office.wall.at += LASTS - timedelta(seconds=9)
    assert others(office, "linxiaoyan")[CASE][0].since == since

    office.wall.at += timedelta(seconds=10)
    assert others(office, "linxiaoyan") == {}


def test_two_may_have_one_record_open_and_nobody_is_held_up(office):
    office.desk.presence.stay(office.actor("chenjiaming"), CASE)
    office.desk.presence.stay(office.actor("xujianguo"), CASE)

    found = others(office, "linxiaoyan")[CASE]
    assert [each.name for each in found] == ["陈嘉铭", "许建国"]
    assert "；" in told(found)


def test_presence_leaves_no_entry_in_the_ledger(office):
    with office.store.read() as unit:
        before = unit.ledger.head()
    office.desk.presence.stay(office.actor("chenjiaming"), CASE)
    with office.store.read() as unit:
        assert unit.ledger.head() == before
