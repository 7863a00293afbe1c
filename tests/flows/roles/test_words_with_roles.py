"""What a thing is found by is written by whoever writes the thing, and by nobody who only sees it."""

from __future__ import annotations

import pytest

from app.cases.models import CaseQuery
from app.hotline.queue import QueueView
from tests.app.contacts.at_the_door import registered as contacted
from tests.app.counter.at_work import issued, opened
from tests.app.denials.at_the_chain import drafted
from tests.app.hotline.order_life import did, registered
from tests.app.hotline.order_tables import a_row, brought_in, order_of
from tests.flows.roles.test_what_sql_refuses import is_refused

SEEN_BY = ("jianglihua", "yangzhenhua", "xujianguo", "wuzhihong", "linxiaoyan", "suhaiyun")
TEXT = "UPDATE search_texts SET words = 'x' WHERE kind = {kind} AND id = {key}"
GONE = "DELETE FROM search_texts WHERE kind = {kind} AND id = {key}"
PAIRS = "DELETE FROM search_pairs WHERE kind = {kind} AND id = {key}"
UNFILED = "SELECT rules.unfile({kind}, {key}, ARRAY(SELECT pair FROM rules.filed WHERE id = {key}))"
HIDDEN = "INSERT INTO search_texts (kind, id, words) VALUES ({kind}, {key}, 'x')"


@pytest.fixture(scope="module")
def found(office):
    """Return by which number of the search each thing is found."""
    case = opened(office)
    order = did(office, registered(office, number="F-1"), "dispatch")
    return {
        1: issued(office, case, "one_time_notice").id, 2: case.id, 3: drafted(office, opened(office)).id,
        4: contacted(office).id, 5: order.id,
    }  # fmt: skip


@pytest.mark.parametrize("statement", [TEXT, GONE, PAIRS])
def test_no_words_are_changed_or_taken_away_beside_the_thing(office, found, tried, statement):
    for kind, key in found.items():
        for login in SEEN_BY:
            assert is_refused(tried(login, statement.format(kind=kind, key=key))), (kind, login)
    assert office.desk.counter.count(office.clerk, CaseQuery(words="陈大文")) >= 1


def test_no_order_of_a_lot_is_taken_out_of_it(office, tried, seen):
    brought_in(office, a_row("F-2", 标题="翡翠路灯"))
    order = did(office, order_of(office, "F-2"), "dispatch").id
    for login in ("jianglihua", "wuzhihong", "xujianguo"):
        tried(login, UNFILED.format(kind=5, key=order))
        assert seen(login, f"SELECT count(*) > 5 FROM rules.filed WHERE id = {order}") == [True]
    query = office.desk.orders.query(office.head, QueueView.ALL, "翡翠路灯")
    assert office.desk.orders.count(office.head, query) == 1


@pytest.mark.parametrize("kind", [6, 8])
def test_no_open_order_is_made_to_look_confidential(office, found, tried, kind):
    for login in ("jianglihua", "luguoqiang", "xujianguo", "wuzhihong"):
        assert is_refused(tried(login, HIDDEN.format(kind=kind, key=found[5]))), login


def test_whoever_changes_a_thing_files_it_anew(office, found, tried):
    touched = f"UPDATE cases SET materials = materials WHERE id = {found[2]}"
    assert tried("linxiaoyan", touched, TEXT.format(kind=2, key=found[2])) == 1


CALLER = "UPDATE order_callers SET name = 'x' WHERE order_id = {order}"


def test_who_knows_a_confidential_caller_does_not_therefore_rename_him(office, tried, seen):
    order = did(office, registered(office, number="F-3", secrecy="诉求人信息保密"), "dispatch")
    did(office, order, "sign")
    for login in ("luguoqiang", "wuzhihong"):
        assert seen(login, f"SELECT 1 FROM order_callers WHERE order_id = {order.id}") == [1]
        for statement in (CALLER, "DELETE FROM order_callers WHERE order_id = {order}"):
            assert is_refused(tried(login, statement.format(order=order.id))), login
    assert tried("suhaiyun", CALLER.format(order=order.id)) == 1
