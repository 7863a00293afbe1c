"""Who only sees a thing changes nothing of it by plain SQL: each change needs the right of the act."""

from __future__ import annotations

import pytest

from tests.app.contacts.at_the_door import registered as contacted
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import drafted, filed, noticed, submitted
from tests.app.hotline.order_life import did, registered
from tests.flows.roles.test_what_sql_refuses import is_refused

ARCHIVIST, OVERSEER, LEADER, HEAD, HANDLER, CLERK, STRANGER = (
    "jianglihua", "luguoqiang", "yangzhenhua", "xujianguo", "wuzhihong", "linxiaoyan", "huangyating",
)  # fmt: skip


@pytest.fixture(scope="module")
def things(office):
    """Return the ids of a case, a denial, an order and a first contact that are under way."""
    order = did(office, registered(office, number="W-1"), "dispatch")
    contact = contacted(office, who=office.actor(CLERK))
    case = opened(office)
    denial = submitted(office, drafted(office, opened(office)))
    notice = noticed(office, filed(office).case)
    return {
        "case": case.id, "denial": denial.id, "order": order.id, "contact": contact.id, "notice": notice.id,
        "stranger": office.actor(STRANGER).id, "place": office.actor(STRANGER).division,
        "clerk": office.actor(CLERK).id, "handler": office.actor(HANDLER).id,
    }  # fmt: skip


CASE, ORDER = "UPDATE cases SET {} WHERE id = {{case}}", "UPDATE orders SET {} WHERE id = {{order}}"
DENIAL, CONTACT = "UPDATE denials SET {} WHERE id = {{denial}}", "UPDATE contacts SET {} WHERE id = {{contact}}"
PAPER = "UPDATE documents SET {} WHERE id = {{notice}}"
HELD = "UPDATE segments SET {} WHERE open_key = 'case:{{case}}'"


@pytest.mark.parametrize(
    ("logins", "statement"),
    [
        ((ARCHIVIST, OVERSEER, LEADER, HEAD), CASE.format("state = '已受理', accepted_on = received_on")),
        ((ARCHIVIST, OVERSEER, LEADER, HEAD), CASE.format("""applicant = '{{"name": "甲"}}'""")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), CASE.format("division_id = {place}")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), CASE.format("clerk_id = {handler}")),
        ((CLERK, HANDLER), CASE.format("received_on = received_on + 9")),
        ((CLERK, HANDLER), CASE.format("committed = 99")),
        ((CLERK, HEAD, LEADER), CASE.format("state = '已办结'")),
        ((CLERK, HANDLER, OVERSEER, ARCHIVIST), DENIAL.format("state = '未同意'")),
        ((CLERK, HANDLER), DENIAL.format("state = '起草'")),
        ((ARCHIVIST, OVERSEER), DENIAL.format("head_id = {handler}")),
        ((ARCHIVIST, OVERSEER, LEADER, CLERK), PAPER.format("state = '已作废', void_reason = 'x'")),
        ((ARCHIVIST, OVERSEER, LEADER), PAPER.format("served_on = issued_on")),
        ((CLERK, HANDLER, HEAD), PAPER.format("state = 'x'")),
        ((CLERK, HANDLER, HEAD), PAPER.format("state = '已送达'")),
        ((CLERK, HANDLER, HEAD), PAPER.format("state = '已送达', served_on = issued_on + 400")),
        ((CLERK, HANDLER, HEAD), PAPER.format("state = '已送达', served_on = issued_on - 1")),
        ((CLERK, HANDLER, HEAD), PAPER.format("state = '已送达', served_on = issued_on, void_reason = 'x'")),
        ((CLERK, HANDLER, HEAD), PAPER.format("version = version + 1")),
        ((ARCHIVIST, OVERSEER, HANDLER), CONTACT.format("responsible_id = {handler}")),
        ((ARCHIVIST, CLERK, HEAD), CONTACT.format("visitor = 'x'")),
        ((CLERK, HANDLER, HEAD), CONTACT.format("state = 'x'")),
        ((CLERK, HANDLER, HEAD), CONTACT.format("state = '已答复', answer = 'x'")),
        ((CLERK, HEAD), CONTACT.format("state = '已转为办件'")),
        ((HEAD,), CONTACT.format("answer = 'x', answered_at = rules.moment(), answered_by_name = '许建国'")),
        ((HEAD,), CONTACT.format("called_at = rules.moment(), call_words = 'x'")),
        ((HEAD,), CONTACT.format("promised_on = '2099-01-01'")),
        ((HEAD,), CONTACT.format("leader_id = {handler}")),
        ((CLERK, HEAD), CONTACT.format("leader_opinion = 'x'")),
        ((ARCHIVIST, HANDLER, HEAD), CONTACT.format("content = 'x'")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), HELD.format("due_on = '2099-01-01'")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), HELD.format("staff_id = {handler}")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), HELD.format("division_id = {place}")),
        ((ARCHIVIST, CLERK, LEADER, OVERSEER), ORDER.format("state = '已办结'")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), ORDER.format("content = 'x'")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), ORDER.format("lead_id = {place}")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), ORDER.format("limit_days = 99")),
        ((ARCHIVIST, CLERK, HANDLER, HEAD), ORDER.format("satisfaction = '满意', solved = true")),
        ((ARCHIVIST, CLERK, HEAD), ORDER.format("reply_content = 'x'")),
        ((CLERK, HEAD), ORDER.format("handler_id = {clerk}")),
    ],
)  # fmt: skip
def test_who_has_no_right_to_an_act_does_not_write_what_it_would(things, tried, logins, statement):
    for login in logins:
        assert is_refused(tried(login, statement.format(**things))), login


SEGMENT = (
    "INSERT INTO segments (subject, division_id, staff_id, provisional, unit_count, since_at, outer_count,"
    " reassigned) VALUES ('{kind}:{key}', {place}, {stranger}, false, 0, rules.moment(), 0, false)"
)
SHARE = (
    "INSERT INTO order_shares (order_id, division_id, due_on, withdrawn, version)"
    " VALUES ({order}, {place}, '2026-12-01', false, 1)"
)
COUNTER = (
    "INSERT INTO number_counters (type_key, division_id, number_year, last_number, taken)"
    " VALUES ('one_time_notice', {place}, 2031, 900, false)"
)
PRINT = (
    "INSERT INTO prints (document_id, printed_at, staff_id, staff_name, copies, printer, reprint)"
    " SELECT {notice}, {at}, id, {name}, {copies}, 'x', {again} FROM staff WHERE login = '{who}'"
)


@pytest.mark.parametrize("kind", ["contact", "case", "order", "denial"])
def test_nobody_gains_sight_of_a_thing_by_writing_that_he_had_it(things, tried, seen, kind):
    given = {**things, "kind": kind, "key": things[kind]}
    assert is_refused(tried(STRANGER, SEGMENT.format(**given)))
    assert seen(STRANGER, f"SELECT id FROM {kind}s WHERE id = {things[kind]}") == []


def test_nobody_gains_sight_of_an_order_by_taking_a_share_in_it(things, tried):
    assert is_refused(tried(STRANGER, SHARE.format(**things)))


def test_a_series_begins_where_the_administrator_says(things, tried):
    assert is_refused(tried(STRANGER, COUNTER.format(**things)))
    assert tried("guanliyuan", COUNTER.format(**things)) == 1


RECORD = (
    "INSERT INTO order_records (order_id, kind, recorded_at, staff_id, staff_name, fields)"
    " SELECT {order}, '{kind}', rules.moment(), s.id, s.name, '{{}}' FROM staff s WHERE s.login = '{who}'"
)


@pytest.mark.parametrize(
    ("kinds", "logins"),
    [
        (("督办",), (ARCHIVIST, LEADER, HEAD, HANDLER, CLERK)),
        (("分派", "核实意见"), (ARCHIVIST, OVERSEER, HEAD, HANDLER, CLERK)),
        (("回访", "归档", "更正", "重办", "延期审批"), (ARCHIVIST, OVERSEER, LEADER, HEAD, HANDLER, CLERK)),
        (("答复", "协办反馈", "审核", "督办反馈", "联系诉求人"), (ARCHIVIST, OVERSEER, CLERK)),
        (("登记",), (ARCHIVIST, OVERSEER, LEADER, HEAD, HANDLER, CLERK)),
    ],
)
def test_who_may_not_do_it_puts_nothing_on_record_of_an_order(things, tried, kinds, logins):
    for kind in kinds:
        for login in logins:
            assert is_refused(tried(login, RECORD.format(kind=kind, who=login, **things))), (kind, login)


def test_a_print_is_recorded_as_it_is_in_ones_own_name_and_now(office, things, tried):
    notice = noticed(office, filed(office).case).id
    said = {
        "notice": notice,
        "at": "rules.moment()",
        "name": "name",
        "copies": 1,
        "again": "false",
        "who": HANDLER,
    }
    for wrong in (
        {"name": "'x'"},
        {"at": "rules.moment() - interval '1 day'"},
        {"at": "rules.moment() + interval '1 day'"},
        {"copies": 0},
        {"copies": 100},
        {"again": "true"},
    ):
        assert is_refused(tried(HANDLER, PRINT.format(**{**said, **wrong}))), wrong
    assert is_refused(tried(CLERK, PRINT.format(**said)))
    assert is_refused(tried(STRANGER, PRINT.format(**{**said, "who": STRANGER})))
    assert tried(HANDLER, PRINT.format(**said)) == 1
    assert is_refused(tried(HEAD, PRINT.format(**{**said, "who": HEAD})))
    assert tried(HEAD, PRINT.format(**{**said, "who": HEAD, "again": "true"})) == 1
