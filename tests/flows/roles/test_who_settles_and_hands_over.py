"""Settled answers, talks and handovers are written by whoever may, and by nobody who only sees them."""

from __future__ import annotations

import pytest

from app.hotline.knowledge import AnswerState
from app.hotline.talks_models import TalkState
from app.posts.handed import Stage
from tests.app.counter.at_work import opened
from tests.app.hotline.order_life import did, went
from tests.app.hotline.test_knowledge import approve, propose
from tests.app.hotline.test_talks import MEETING, SAID, done
from tests.app.posts.away import decided, planned, posted
from tests.app.posts.test_handovers import handed, took
from tests.flows.roles.test_what_sql_refuses import is_refused
from tests.office import START

ARCHIVIST, OVERSEER, LEADER, HEAD, HANDLER, CLERK, STRANGER, CENTRE = (
    "jianglihua", "luguoqiang", "yangzhenhua", "xujianguo",
    "wuzhihong", "linxiaoyan", "huangyating", "suhaiyun",
)  # fmt: skip
ANSWERED = ("dispatch", "sign", "call", "reply", "approve")
EVERYBODY = (ARCHIVIST, OVERSEER, LEADER, HEAD, HANDLER, CLERK, STRANGER, CENTRE)


@pytest.fixture(scope="module")
def things(office):
    """Return the ids of an answer, a talk and a handover that are under way, and of people."""
    answer = propose(office, went(office, *ANSWERED, number="K-1"))
    for each in range(3):
        did(office, went(office, "dispatch", number=f"K-{each + 2}"), "supervise")
    (talk,) = office.desk.hotline.talks.all(office.actor(OVERSEER))
    posted(office)
    opened(office)
    handover = handed(office, decided(office, planned(office, CLERK, START.replace(day=12))))
    return {
        "answer": answer.id, "talk": talk.id, "handover": handover.id, "absence": handover.absence,
        "me": office.actor(HANDLER).id, "other": office.actor(CLERK).id, "place": office.head.division,
    }  # fmt: skip


ANSWER, TALK = "UPDATE answers SET {} WHERE id = {{answer}}", "UPDATE talks SET {} WHERE id = {{talk}}"
HANDOVER = "UPDATE handovers SET {} WHERE id = {{handover}}"
APPROVED = ANSWER.format("state = '已审定', approved_by_name = '{name}', approved_at = rules.moment()")
CONFIRMED = TALK.format("state = '待约谈', decided_by_name = '{name}', decided_at = rules.moment()")


@pytest.mark.parametrize(
    ("logins", "statement"),
    [
        ((ARCHIVIST, OVERSEER, LEADER, HANDLER, CLERK, STRANGER), ANSWER.format("content = 'x'")),
        ((HEAD, CENTRE), ANSWER.format("content = 'x'")),
        ((ARCHIVIST, OVERSEER, LEADER, HANDLER, CLERK, STRANGER), ANSWER.format("state = '已停用'")),
        ((ARCHIVIST, LEADER, HANDLER, HEAD), ANSWER.format("withheld = true")),
        ((HEAD, CENTRE), ANSWER.format("division_id = 1, proposed_by_id = {other}")),
        ((HEAD, CENTRE), ANSWER.format("order_number = 'K-2'")),
        ((HEAD, CENTRE), APPROVED.replace("{name}", "林晓燕")),
        ((ARCHIVIST, LEADER, HEAD, HANDLER, CLERK, CENTRE), CONFIRMED.replace("{name}", "许建国")),
        ((OVERSEER,), CONFIRMED.replace("{name}", "许建国")),
        ((LEADER, HEAD, HANDLER, CENTRE, OVERSEER), TALK.format("state = '已反馈', feedback = 'x'")),
        ((LEADER, HEAD, HANDLER, CENTRE, OVERSEER), TALK.format("supervisions = '[]'")),
        ((OVERSEER, HEAD), TALK.format("state = '整改中'")),
        ((OVERSEER, HEAD), TALK.format("division_id = 1")),
        ((ARCHIVIST, OVERSEER, HANDLER, STRANGER, CENTRE), HANDOVER.format("items = '[]'")),
        ((CLERK, HANDLER), HANDOVER.format("items = replace(items, '待接收', '已接收')")),
        (EVERYBODY, HANDOVER.format("returned_at = rules.moment()")),
        (EVERYBODY, HANDOVER.format("made_by_name = 'x'")),
        (EVERYBODY, HANDOVER.format("staff_id = {me}")),
        (("chenjiaming",), HANDOVER.format("""items = '[{{"key": "x", "taken_by_name": "许建国"}}]'""")),
    ],
)  # fmt: skip
def test_who_has_no_right_to_an_act_does_not_write_what_it_would(things, tried, logins, statement):
    for login in logins:
        assert is_refused(tried(login, statement.format(**things))), login


PROPOSED = (
    "INSERT INTO answers (question, content, basis, state, dated_on, valid_until, division_id, order_number,"
    " proposed_by_id, proposed_by_name, proposed_at, version, approved_by_name, withheld) SELECT 'x', 'x', 'x',"
    " '{state}', '2026-11-02', '2027-11-02', {place}, '{order}', s.id, s.name, rules.moment(), 1, '', false"
    " FROM staff s WHERE s.login = '{who}'"
)


def test_an_answer_is_proposed_in_ones_own_name_from_an_answered_order(things, tried):
    given = {**things, "state": "待审定", "order": "K-1", "who": HANDLER}
    proposed = PROPOSED.format(**given)
    assert tried(HANDLER, proposed) == 1
    assert is_refused(tried(CLERK, PROPOSED.format(**{**given, "who": CLERK})))
    assert is_refused(tried(HEAD, proposed))
    for other in ({"state": "已审定"}, {"order": "K-2"}, {"order": "K-99"}, {"place": 3}):
        assert is_refused(tried(HANDLER, PROPOSED.format(**given | other))), other


PUT_FORWARD = (
    "INSERT INTO talks (talk_number, division_id, office_id, supervisions, orders, state, proposed_at, version)"
    " SELECT 'T-1', {place}, {place}, '{rests}', '[]', '待确认', rules.moment(), 1"
)


def test_a_talk_rests_on_supervisions_that_were_made(things, tried):
    for rests in ("[]", "[1, 2, 3]", "[991, 992, 993]"):
        assert is_refused(tried(CENTRE, PUT_FORWARD.format(rests=rests, **things))), rests
        assert is_refused(tried(HEAD, PUT_FORWARD.format(rests=rests, **things)))


HANDED = (
    "INSERT INTO handovers (absence_id, staff_id, division_id, post_name, receiver_name, items, version)"
    " SELECT a.id, {staff}, {place}, 'x', 'x', '[]', 1 FROM absences a WHERE a.id = {away}"
)


def test_nobody_makes_a_handover_of_somebody_elses_absence(office, things, tried):
    away = decided(office, planned(office, "chenjiaming", START.replace(day=16))).id
    for login, staff in ((HANDLER, "chenjiaming"), (ARCHIVIST, "chenjiaming"), (HANDLER, HANDLER)):
        made = HANDED.format(staff=office.actor(staff).id, away=away, place=things["place"])
        assert is_refused(tried(login, made)), login


def test_what_the_program_does_passes(office, things):
    kept = approve(office, propose(office, went(office, *ANSWERED, number="K-11")), content="另行答复。")
    assert office.desk.hotline.knowledge.retire(office.head, kept.id, "过时").state is AnswerState.RETIRED
    for number in ("K-12", "K-13", "K-14"):
        did(office, went(office, "dispatch", number=number), "supervise")
    talk, *_before = office.desk.hotline.talks.all(office.actor(OVERSEER))
    done(office, "confirm", talk)
    done(office, "notice", talk, fields=MEETING)
    opened(office)
    handover = handed(office, decided(office, planned(office, CLERK, START.replace(day=18))))
    assert {each.stage for each in took(office, handover).items} == {Stage.TAKEN}
    office.wall.put(START.replace(day=6))
    done(office, "record", talk, fields=SAID)
    assert done(office, "feedback", talk, who=HEAD, text="已整改").state is TalkState.ANSWERED
