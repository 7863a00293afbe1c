"""By plain SQL too nothing is registered that is half done already, or done by somebody else."""

from __future__ import annotations

import pytest

from app.posts.commands import Stopgap
from tests.app.counter.at_work import issued, opened, ticked, withdrawn
from tests.app.denials.at_the_chain import filed, noticed
from tests.app.posts.away import decided, planned, posted
from tests.app.posts.test_handovers import handed
from tests.flows.roles.test_only_what_was_done import SAYS
from tests.flows.roles.test_what_sql_refuses import is_refused
from tests.office import START

CLERK, HANDLER, HEAD, OVERSEER = "linxiaoyan", "wuzhihong", "xujianguo", "luguoqiang"


def new_case(office, **values):
    """Plain SQL by which a clerk takes the next number and registers a case under it."""
    case = opened(office)
    row = {
        "matter_id": case.matter, "matter_code": f"'{case.matter_code}'",
        "matter_name": f"'{case.matter_name}'", "kind": f"'{case.kind.value}'",
        "regime": f"'{case.regime.value}'", "division_id": case.division,
        "clerk_id": int(office.clerk.id), "received_on": "rules.today()", "created_at": "rules.moment()",
        "state": "'已收件'", "version": "1", "applicant": "'{}'", "materials": "'[]'",
    } | values  # fmt: skip
    counted = (
        "UPDATE number_counters SET last_number = last_number + 1 WHERE type_key = 'case'"
        f" AND division_id = {case.division}"
    )
    number = (
        "(SELECT rules.written('case', d.code, c.number_year, c.last_number) FROM number_counters c"
        f" JOIN divisions d ON d.id = c.division_id WHERE c.type_key = 'case' AND d.id = {case.division})"
    )
    values = ", ".join(map(str, row.values()))
    return counted, f"INSERT INTO cases (case_number, {', '.join(row)}) SELECT {number}, {values}"


@pytest.mark.parametrize(
    "values",
    [
        {"state": "'已办结'", "accepted_on": "rules.today()", "completed_on": "rules.today()"},
        {"state": "'已受理'", "accepted_on": "rules.today()"},
        {"state": "'已送达'"},
        {"state": "'已结束'", "closed_why": "'x'"},
        {"state": "'应予受理'"},
        {"completed_on": "rules.today()"},
        {"created_at": "rules.moment() - interval '40 days'"},
        {"statutory": "5"},
        {"result": "'准予'"},
        {"clerk_id": "(SELECT id FROM staff WHERE login = 'chenjiaming')"},
    ],
    ids=str,
)
def test_a_case_is_registered_at_its_beginning_alone(office, tried, values):
    assert tried(CLERK, *new_case(office)) == 1
    assert is_refused(tried(CLERK, *new_case(office, **values)))


def test_a_case_goes_on_with_its_paper_within_its_limits_and_in_the_ledger(office, tried):
    case = opened(office)
    worked = f"UPDATE cases SET state = '{{}}', {{}} WHERE id = {case.id}"
    said = SAYS.format(act="accept", about=f"case:{case.id}", who=CLERK)
    for state, change in (
        ("待补正", "version = version"),
        ("已受理", "accepted_on = received_on, committed = 999"),
        ("已受理", "accepted_on = received_on, statutory = 999"),
    ):
        assert is_refused(tried(CLERK, worked.format(state, change), said)), (state, change)
    accepted = worked.format("已受理", "accepted_on = received_on, committed = 1")
    assert is_refused(tried(CLERK, accepted))
    assert tried(CLERK, accepted, said) == 1


def test_a_case_that_is_over_keeps_its_applicant(office, tried):
    case = opened(office)
    other = f"UPDATE cases SET applicant = '{{}}' WHERE id = {case.id}"
    withdrawn(office, case, office.wall().date())
    for login in (CLERK, HANDLER, HEAD):
        assert is_refused(tried(login, other)), login


QUESTION = (
    "INSERT INTO deferrals (division_id, clerk_id, question, asked_at, promised_at, version{more})"
    " SELECT division_id, id, 'x', rules.moment(), rules.moment(), 1{values} FROM staff WHERE login = '{who}'"
)


def test_a_question_is_asked_in_ones_own_name_and_not_answered_yet(tried):
    assert tried(CLERK, QUESTION.format(more="", values="", who=CLERK)) == 1
    assert is_refused(tried(CLERK, QUESTION.format(more="", values="", who="chenjiaming")))
    for more, values in (
        (", answer", ", 'x'"),
        (", answered_by", ", '吴志宏'"),
        (", answered_at", ", rules.moment()"),
    ):
        assert is_refused(tried(CLERK, QUESTION.format(more=more, values=values, who=CLERK))), more


def test_a_complaint_is_taken_in_ones_own_name_and_not_answered_yet(office, tried):
    denial = filed(office)
    noticed(office, denial.case)
    taken = (
        "INSERT INTO complaints (denial_id, received_on, channel, content, taken_by_id, due_on, state,"
        " version{more})"
        f" SELECT {denial.id}, rules.today(), 'x', 'x', id, rules.today(), '{{state}}', 1{{values}} FROM staff"
        " WHERE login = '{who}'"
    )
    assert is_refused(tried(OVERSEER, taken.format(more="", values="", state="复核中", who=HEAD)))
    assert is_refused(tried(OVERSEER, taken.format(more="", values="", state="撤销原决定", who=OVERSEER)))
    answered = {"more": ", answered_by_id", "values": ", id", "state": "复核中", "who": OVERSEER}
    assert is_refused(tried(OVERSEER, taken.format(**answered)))
    for login in (CLERK, HANDLER, HEAD):
        assert is_refused(tried(login, taken.format(more="", values="", state="复核中", who=login))), login
    assert tried(OVERSEER, taken.format(more="", values="", state="复核中", who=OVERSEER)) == 1


def test_nobody_counts_a_second_notice_against_another(office, tried):
    case = ticked(office, opened(office, application=False), m0="缺少")
    paper = issued(office, case, "one_time_notice")
    counted = (
        "INSERT INTO second_notices (document_id, clerk_id, head_id, added, noticed_at)"
        f" SELECT {paper.id}, {{clerk}}, {office.head.id}, '[]', rules.moment()"
    )
    for login in (CLERK, "chenjiaming", HANDLER, HEAD, OVERSEER, "jianglihua", "guanliyuan"):
        for clerk in (office.clerk.id, office.actor(login).id):
            assert is_refused(tried(login, counted.format(clerk=clerk))), login


def test_a_handover_is_read_by_who_answers_then_and_not_by_whoever_shares_a_post(office, seen):
    """The first B who is there answers, the second does not; where a substitute is named, he alone."""
    posted(office, a=CLERK, b="chenjiaming", second_b=HANDLER)
    first = decided(office, planned(office, CLERK, START.replace(day=20)))
    named = planned(office, CLERK, START.replace(day=24))
    second = decided(office, named, stopgap=Stopgap(staff=office.actor(HANDLER).id, ground="业务熟悉"))
    for leave, answers in ((first, "chenjiaming"), (second, HANDLER)):
        for login in (CLERK, "chenjiaming", HANDLER, "huangyating", "zhengmeiling", "caiwenjuan", OVERSEER):
            told = seen(login, "SELECT rules.answers_in(%s)", leave.id)
            assert told == [login == answers], (login, answers)
            reads = login in (answers, CLERK)
            assert seen(login, "SELECT rules.hands_over(%s, %s)", office.clerk.id, leave.id) == [reads], login
    for login in (HEAD, "yangzhenhua"):
        assert seen(login, "SELECT rules.hands_over(%s, %s)", office.clerk.id, first.id) == [True], login


SIGNS = (
    "INSERT INTO ledger_entries (seq, place, entered_at, actor_id, actor_name, act, subject, summary, detail,"
    " entry_hash) SELECT 1, 1, rules.moment(), id, name, 'sign_handover', 'handover:{key}', 'x',"
    " json_build_object('hand', '{hand}')::text, 'x' FROM staff WHERE login = '{who}'"
)


def test_nobody_signs_a_handover_as_another(office, tried):
    posted(office, a="chenjiaming", b=CLERK, name="另一岗")
    leave = decided(office, planned(office, "chenjiaming", START.replace(day=27)))
    made = handed(office, leave, who=office.actor("chenjiaming"))
    for hand, signers in (("A岗", ("chenjiaming",)), ("B岗", (CLERK, HEAD)), ("监交人", (HEAD,))):
        for login in ("chenjiaming", CLERK, HANDLER, HEAD, "zhengmeiling", OVERSEER):
            answer = tried(login, SIGNS.format(key=made.id, hand=hand, who=login))
            assert (answer == 1) == (login in signers), (hand, login, answer)


def test_what_is_about_a_case_is_of_its_division_and_bears_its_number(office, tried):
    """Else another division would deny it, write to its applicant, or answer its questions."""
    case = opened(office)
    stranger = office.actor("zhengmeiling")
    denied = (
        "INSERT INTO denials (case_id, case_number, division_id, situation, ground, kind, state, party, fields,"
        " prepared_by_id, opened_at, told_before, matter_name, version, case_state_before) SELECT"
        f" {case.id}, {{number}}, {{place}}, 'x', 'x', 'x', '起草', 'x', '{{{{}}}}', id,"
        " rules.moment(), false, 'x', 1, '已收件' FROM staff WHERE login = '{who}'"
    )
    number = f"'{case.number}'"
    assert tried(HANDLER, denied.format(number=number, place=case.division, who=HANDLER)) == 1
    assert is_refused(tried(HANDLER, denied.format(number="'x'", place=case.division, who=HANDLER)))
    for place in (case.division, stranger.division):
        for login in ("zhengmeiling", "huangyating", OVERSEER):
            assert is_refused(tried(login, denied.format(number=number, place=place, who=login))), login
    asked = QUESTION.format(more=", case_id", values=f", {case.id}", who="huangyating")
    assert is_refused(tried("huangyating", asked))
    assert tried(CLERK, asked.replace("huangyating", CLERK)) == 1


def test_a_paper_of_another_divisions_case_is_issued_by_nobody_there(office, tried):
    case, stranger = opened(office), office.actor("huangyating")
    mine = ticked(office, opened(office, application=False, who=stranger), who=stranger, m0="缺少")
    paper = issued(office, mine, "one_time_notice", who=stranger)
    counted = (
        "UPDATE number_counters SET last_number = last_number + 1 WHERE type_key = 'one_time_notice'"
        f" AND division_id = {mine.division}"
    )
    copied = (
        "INSERT INTO documents (type_key, type_version, title, number_text, number_mark, number_year,"
        " number_sequence, division_id, case_id, case_number, state, issued_on, issued_at, issued_by_id,"
        " issuer_name, request_key, version, fields, imprint) SELECT type_key, type_version, title,"
        " format('%s〔%s〕%s号', number_mark, number_year, number_sequence + 1), number_mark, number_year,"
        f" number_sequence + 1, division_id, {case.id}, '{case.number}', state, issued_on, rules.moment(),"
        f" issued_by_id, issuer_name, 'forged', 1, fields, imprint FROM documents WHERE id = {paper.id}"
    )
    entered = (
        "INSERT INTO ledger_entries (seq, place, entered_at, actor_id, actor_name, act, subject, summary,"
        " entry_hash) SELECT 1, 1, rules.moment(), id, name, 'issue_document', 'document:' || currval("
        "pg_get_serial_sequence('documents', 'id')), 'x', 'x' FROM staff WHERE login = 'huangyating'"
    )
    assert is_refused(tried("huangyating", counted, copied, entered), "42501")
    own = copied.replace(f"{case.id}, '{case.number}'", f"{mine.id}, '{mine.number}'")
    assert tried("huangyating", counted, own, entered) == 1
