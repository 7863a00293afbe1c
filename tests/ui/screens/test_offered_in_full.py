"""Personal data in full are offered to whoever is shown them, and to nobody who would be refused."""

from __future__ import annotations

import pytest

from app.cases.models import CaseQuery
from app.contacts.models import ContactQuery
from app.denials.models import DenialQuery
from app.errors import NotAllowed
from app.hotline.queue import QueueView
from app.people.permissions import Right, may

PEOPLE = (
    "linxiaoyan", "wuzhihong", "xujianguo", "zhengmeiling", "yangzhenhua", "luguoqiang", "suhaiyun",
    "jianglihua",
)  # fmt: skip


def rooms(desk, who):
    """Yield each room with the items of it that the person sees."""
    if may(who, Right.SEE_WORK):
        yield desk.counter, [each.id for each in desk.counter.find(who, CaseQuery(), limit=12)]
        yield desk.denials, [each.id for each in desk.denials.find(who, DenialQuery(), limit=12)]
    yield desk.contacts, [each.contact.id for each in desk.contacts.find(who, ContactQuery(), limit=12)]
    query = desk.orders.query(who, QueueView.ALL)
    yield desk.orders, [each.order.id for each in desk.orders.find(who, query, limit=12)]


def is_refused(room, who, item):
    try:
        room.uncover(who, item)
    except NotAllowed:
        return True
    return False


@pytest.mark.parametrize("login", PEOPLE)
def test_what_is_offered_is_not_refused(lived_in, login):
    who, desk = lived_in.actor(login), lived_in.desk
    seen = 0
    for room, items in rooms(desk, who):
        for item in items:
            assert room.get(who, item).uncovers is not is_refused(room, who, item)
            seen += 1
    assert seen
