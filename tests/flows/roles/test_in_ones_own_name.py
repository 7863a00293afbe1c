"""Whoever may do a thing does it under his own name: plain SQL puts nobody else's under it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.cases.commands import DeferAnswer
from app.retention.commands import PlaceHold
from tests.app.posts.away import planned, posted
from tests.app.register.test_register import issued
from tests.flows.roles.test_only_what_was_done import SAYS
from tests.flows.roles.test_what_sql_refuses import is_refused
from tests.office import START


@pytest.fixture(scope="module")
def things(office):
    """Return the ids of a paper, a question, an absence, a post and a hold."""
    paper = issued(office)
    question = office.desk.deferring.record(
        office.clerk,
        DeferAnswer(
            case=None, party="来访人", telephone="13900001111", matter_name="", question="如何办理",
            promised_at=office.wall() + timedelta(days=1),
        ),
    )  # fmt: skip
    hold = PlaceHold(number=str(paper.number), reason="行政诉讼未审结")
    return {
        "paper": paper.id,
        "question": question,
        "absence": planned(office, "huangyating", START.replace(day=19)).id,
        "post": posted(office).id,
        "hold": office.desk.old_papers.retention.place_hold(office.actor("jianglihua"), hold),
        "leader": office.actor("yangzhenhua").id,
    }


DEEDS = {
    "xujianguo": (
        "UPDATE documents SET state = '已作废', void_reason = 'x', voided_at = rules.moment(),"
        " voided_by_name = '{name}' WHERE id = {paper}"
    ),
    "chenjiaming": (
        "UPDATE deferrals SET answer = 'x', answered_at = rules.moment(), answered_by = '{name}'"
        " WHERE id = {question}"
    ),
    "caiwenjuan": (
        "UPDATE absences SET state = '已批准', decided_at = rules.moment(), decided_by_name = '{name}',"
        " decided_by_id = {by} WHERE id = {absence}"
    ),
    "yangzhenhua": (
        "UPDATE posts SET approved_by_name = '{name}', approved_on = rules.today() WHERE id = {post}"
    ),
    "jianglihua": (
        "UPDATE retention_holds SET lifted_at = rules.moment(), lifted_why = 'x', lifted_by_name = '{name}'"
        " WHERE id = {hold}"
    ),
}


@pytest.mark.parametrize("login", DEEDS)
def test_what_somebody_may_do_he_does_in_his_own_name(office, things, tried, login):
    actor, statement = office.actor(login), DEEDS[login]
    assert is_refused(tried(login, statement.format(**things, name="林一舟", by=actor.id)))
    if "decided_by_id" in statement:
        assert is_refused(tried(login, statement.format(**things, name=actor.name, by=things["leader"])))
    mine = statement.format(**things, name=actor.name, by=actor.id)
    told = [SAYS.format(act="answer_deferred", about=f"deferred:{things['question']}", who=login)]
    if "deferrals" in statement:  # nothing goes on past the ledger
        assert is_refused(tried(login, mine))
    assert tried(login, mine, *(told if "deferrals" in statement else ())) == 1


@pytest.mark.parametrize("login", ["yangzhenhua", "luguoqiang"])
def test_who_approves_or_files_a_post_does_not_write_it(things, tried, login):
    for change in ("duties = 'x'", "name = 'x'", "goals = '[{{}}]'"):
        assert is_refused(tried(login, f"UPDATE posts SET {change} WHERE id = {{post}}".format(**things))), (
            change
        )
