"""What stands on record of an order, and its dates, is what was done with it, by whom and when."""

from __future__ import annotations

import pytest

from app.cases.act_fields import GUIDED
from app.people.models import Grant, Role
from tests.app.counter.at_work import done, opened
from tests.app.hotline.order_life import LICENSING, REGISTRY, did, registered, view, went
from tests.app.people.test_standing import changed
from tests.flows.roles.test_only_what_was_done import SAYS
from tests.flows.roles.test_what_sql_refuses import is_refused

HEAD, HANDLER, CLERK, OVERSEER, LEADER, STRANGER, CENTRE = (
    "xujianguo", "wuzhihong", "linxiaoyan", "luguoqiang", "yangzhenhua", "zhengmeiling", "suhaiyun",
)  # fmt: skip
PARTS = [{"division": REGISTRY, "task": "核查登记簿", "due": "2026-11-05"}]
RECORD = (
    "INSERT INTO order_records (order_id, kind, recorded_at, division_id, staff_id, staff_name, fields)"
    " SELECT {order}, '{kind}', {at}, s.division_id, s.id, {name}, '{fields}' FROM staff s"
    " WHERE s.login = '{who}'"
)
ORDER = "UPDATE orders SET {} WHERE id = {{{}}}"
SIGNS = "state = '办理中', handler_id = {handler}, handler_name = '吴志宏', signed_at = rules.moment()"


@pytest.fixture(scope="module")
def things(office):
    """Return the ids of orders that wait, are handled and are reviewed, and of people."""
    waits = did(office, registered(office, number="R-1"), "dispatch", co_handlers=PARTS)
    return {
        "waits": waits.id,
        "handled": went(office, "dispatch", "sign", number="R-2").id,
        "reviewed": went(office, "dispatch", "sign", "call", "reply", number="R-3").id,
        "share": view(office, waits).shares[0].id,
        "stranger": office.actor(STRANGER).id,
        "handler": office.actor(HANDLER).id,
        "head": office.actor(HEAD).id,
    }


def put(who, order, kind, *, at="rules.moment()", name="s.name", fields="{}"):
    return RECORD.format(order=order, kind=kind, at=at, name=name, fields=fields, who=who)


@pytest.mark.parametrize(
    ("login", "order", "kind"),
    [
        (HANDLER, "waits", "签收"),
        (HANDLER, "handled", "签收"),
        (HEAD, "handled", "签收"),
        (HEAD, "waits", "联系诉求人"),
        (HEAD, "handled", "联系诉求人"),
        (HEAD, "handled", "答复"),
        (HANDLER, "handled", "答复"),
        (HEAD, "reviewed", "答复"),
        (HANDLER, "reviewed", "答复"),
        (HANDLER, "reviewed", "审核"),
        (HEAD, "reviewed", "审核"),
        (HANDLER, "handled", "退单申请"),
        (HANDLER, "waits", "改派经办人"),
        (HANDLER, "handled", "协办反馈"),
        (HEAD, "handled", "延期申请"),
        (STRANGER, "waits", "答复"),
        (STRANGER, "waits", "督办反馈"),
    ],
)
def test_nothing_is_put_on_record_that_was_not_just_done(things, tried, login, order, kind):
    said = '{"content": "x"}' if kind == "答复" else "{}"
    assert is_refused(tried(login, put(login, things[order], kind, fields=said)))


def test_what_goes_on_record_bears_ones_own_name(things, tried):
    called = put(HANDLER, things["handled"], "联系诉求人", name="'许建国'")
    assert is_refused(tried(HANDLER, called))
    assert tried(HANDLER, put(HANDLER, things["handled"], "联系诉求人")) == 1


@pytest.mark.parametrize(
    ("logins", "order", "change"),
    [
        ((HANDLER, HEAD, LEADER), "handled", "signed_at = signed_at - interval '1 day'"),
        ((HANDLER, HEAD), "waits", "signed_at = rules.moment()"),
        ((HANDLER,), "waits", "state = '办理中', handler_id = {handler}"),
        ((HEAD,), "waits", "state = '办理中', handler_id = {handler}, signed_at = rules.moment()"),
        ((HEAD, LEADER), "handled", "contacted_at = rules.moment()"),
        ((HANDLER, LEADER), "handled", "due_on = '2099-01-01'"),
        ((HANDLER, HEAD, LEADER, OVERSEER), "handled", "held_due_on = '2099-01-01'"),
        ((HANDLER, HEAD, LEADER), "waits", "holder_id = {handler}"),
        ((HANDLER, HEAD), "handled", "completed_at = rules.moment()"),
        ((HEAD,), "reviewed", "state = '已办结'"),
        ((HEAD,), "reviewed", "state = '已办结', completed_at = rules.moment(), reviewer_name = '卢国强'"),
        ((HANDLER, HEAD), "handled", "handler_name = '许建国'"),
        ((HANDLER, HEAD, OVERSEER), "handled", "returns = 3"),
        ((HANDLER, HEAD, OVERSEER), "handled", "supervisions = 9"),
        ((HANDLER, HEAD), "handled", "supervisions = supervisions + 1"),
        ((HANDLER, HEAD, OVERSEER), "handled", "reworks = 1"),
        ((HANDLER, HEAD), "handled", "archived_at = rules.moment()"),
        ((HANDLER, HEAD), "handled", "topic = 'x'"),
        ((HANDLER, HEAD), "handled", "extra = '{{\"x\": 1}}'"),
        ((LEADER, OVERSEER), "handled", "lead_id = 1, lead_name = 'x'"),
        ((CENTRE,), "handled", "state = '已办结'"),
        ((CENTRE,), "handled", "state = '已归档'"),
        ((CENTRE,), "reviewed", "state = '已办结', completed_at = rules.moment(), reviewer_name = '许建国'"),
        ((CENTRE,), "handled", "reply_content = 'x'"),
        ((CENTRE,), "handled", "contacted_at = rules.moment()"),
        ((CENTRE,), "waits", "state = '办理中', handler_id = {handler}, signed_at = rules.moment()"),
        ((HANDLER, HEAD), "handled", "handler_id = NULL"),
        ((HANDLER, HEAD), "waits", "handler_id = {handler}"),
        ((HEAD,), "reviewed", "handler_id = {head}"),
        ((HANDLER,), "waits", f"{SIGNS}, due_on = due_on + 30"),
        ((HANDLER,), "handled", "state = '待审核', reply_content = 'x', due_on = '2099-01-01'"),
        ((HEAD,), "reviewed", "state = '办理中', due_on = due_on + 1"),
    ],
)
def test_dates_and_counts_of_an_order_change_with_its_acts_alone(things, tried, logins, order, change):
    for login in logins:
        assert is_refused(tried(login, ORDER.format(change, order).format(**things))), login


def test_nobody_takes_an_order_from_his_colleague(office, tried):
    """Its head gives it to another; the handler of it does not give it away."""
    order = went(office, "dispatch", "sign", number="R-10").id
    grants = office.actor(CLERK).grants
    changed(office, CLERK, grants=(*grants, Grant(role=Role.HANDLER, division=office.head.division)))
    clerk = office.actor(CLERK).id
    taken = f"UPDATE orders SET handler_id = {clerk}, handler_name = '林晓燕' WHERE id = {order}"
    for login in (CLERK, HANDLER, STRANGER):
        assert is_refused(tried(login, taken)), login
    assert is_refused(tried(HEAD, taken))  # past the ledger
    assert tried(HEAD, taken, SAYS.format(act="assign_order", about=f"order:{order}", who=HEAD)) == 1
    changed(office, CLERK, grants=grants)


SHARE = "UPDATE order_shares SET {} WHERE id = {{share}}"


@pytest.mark.parametrize(
    "change",
    [
        "withdrawn = true",
        "due_on = '2099-01-01'",
        "task = 'x'",
        "reply = 'x', replied_at = rules.moment(), replied_by_name = '许建国'",
        "reply = 'x'",
    ],
)
def test_a_part_is_answered_in_ones_own_name_and_stays_as_it_was_given(things, tried, change):
    for login in (STRANGER, HANDLER, HEAD, "caiwenjuan", LEADER):
        assert is_refused(tried(login, SHARE.format(change).format(**things))), login


NEW = (
    "INSERT INTO orders (order_number, order_type, state, division_id, arrived_at, anonymous, secrecy, urgent,"
    " limit_days, provisional, returns, reworks, supervisions, batch, version{more})"
    " SELECT 'F-{n}', '投诉', '{state}', division_id, rules.moment(), false, '不保密', false,"
    " 7, false, 0, 0, 0, 0, 1{values} FROM staff WHERE login = '{who}'"
)


@pytest.mark.parametrize(
    ("state", "more", "values"),
    [
        ("待分派", "", ""),
        ("已办结", "", ""),
        ("办理中", ", handler_id, lead_id", ", id, division_id"),
        ("待分派", ", holder_id", ", id"),
        ("待分派", ", satisfaction", ", '满意'"),
        ("待分派", ", signed_at", ", rules.moment()"),
    ],
)
def test_nobody_but_the_petition_centre_makes_an_order_that_was_dealt_with(things, tried, state, more, values):
    for login in (CLERK, HANDLER, HEAD, OVERSEER):
        made = NEW.format(n=login, state=state, more=more, values=values, who=login)
        assert is_refused(tried(login, made)), login


TAKES = (
    "INSERT INTO segments (subject, open_key, division_id, staff_id, provisional, unit_count, since_at,"
    " outer_count, reassigned) SELECT 'case:{case}', 'order:{key}', division_id, id, false, 0, {at}, 0, false"
    " FROM staff WHERE login = '{who}'"
)


def ended(office, login):
    """A case of somebody's division that he reads and that is in nobody's hands: it is over."""
    who = office.actor("linxiaoyan" if login == CLERK else "huangyating")
    case = opened(office, who=who, application=False)
    return done(office, case, "close", {"outcome": GUIDED, "organ": "x"}, who=who).case.id


def test_nobody_makes_himself_the_holder_of_an_order_under_the_name_of_another_thing(office, tried, seen):
    secret = went(office, "dispatch", secrecy="效能投诉保密", number="R-9")
    did(office, secret, "assign", handler=HANDLER)
    for act in ("sign", "call", "reply", "approve"):
        did(office, secret, act)
    did(office, secret, "call_back")
    for login in (CLERK, STRANGER):
        taken = TAKES.format(key=secret.id, at="rules.moment()", who=login, case=ended(office, login))
        assert is_refused(tried(login, taken)), login
        assert seen(login, "SELECT id FROM orders WHERE id = %s", secret.id) == [], login


def test_nobody_has_had_a_thing_since_yesterday(office, tried):
    case = ended(office, CLERK)
    late = TAKES.replace("'order:{key}'", "'case:{case}'").format(at="{at}", who=CLERK, case=case)
    worked = f"UPDATE cases SET state = '已收件', closed_why = '' WHERE id = {case}"
    said = SAYS.format(act="receive", about=f"case:{case}", who=CLERK)
    assert is_refused(tried(CLERK, worked, late.format(at="rules.moment() - interval '1 day'"), said))
    assert tried(CLERK, worked, late.format(at="rules.moment()"), said) == 1


def test_who_decides_a_dispute_says_of_what_type_the_order_is(office):
    order = went(office, "dispatch", "return", "redispatch", number="R-20")
    order = did(office, order, "return", who=STRANGER)
    decided = did(office, order, "award", type="建议", lead=LICENSING)
    assert (decided.type.value, decided.lead_name) == ("建议", LICENSING)
