from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.cases.commands import AnswerDeferred, DeferAnswer, OpenCase
from app.cases.models import CaseQuery, Party
from app.errors import BadInput, NotAllowed, Refusal
from app.founding.opening import FoundOffice, found_office
from app.people.models import Division, DivisionId, DivisionKind, Grant, Role
from app.people.staffing import AddStaff, ChangeStaff, LastAdministrator
from app.register.commands import IssueDocument, RequestUsed, SetStartNumber
from tests.app.counter.at_work import PERSON, issued, opened, ticked
from tests.app.register.test_register import sample
from tests.office import START, WITHHELD


def changed(office, login, who=None, **given):
    """Let the administrator, or somebody else, change a member of staff."""
    who = who or office.administrator
    staff = next(s for s in office.desk.staffing.staff(who) if s.login == login)
    values = {name: getattr(staff, name) for name in ("name", "division", "counter", "grants", "active")}
    office.desk.staffing.change(who, ChangeStaff(staff=staff.id, version=staff.version, **{**values, **given}))


def test_whoever_is_locked_by_the_administrator_is_stopped_at_once_but_not_by_a_strangers_guesses(office):
    office.desk.staffing.lock(office.administrator, office.clerk.id)
    with pytest.raises(NotAllowed, match="锁定"):
        opened_by_hand(office)
    office.desk.staffing.unlock(office.administrator, office.clerk.id)
    for _ in range(5):
        with pytest.raises(Refusal):
            office.desk.people.sign_in("linxiaoyan", "猜一猜")
    opened_by_hand(office)


def opened_by_hand(office):
    matter = office.desk.catalogue.find(office.registrar, "gcgh")[0].id
    return office.desk.counter.open(office.clerk, OpenCase(matter=matter, applicant=PERSON, application=True))


def test_a_role_taken_away_or_given_holds_from_then_on(office):
    case = opened(office)
    with pytest.raises(WITHHELD):
        office.desk.counter.get(office.registrar, case.id)
    clerk = Grant(role=Role.COUNTER_CLERK, division=office.clerk.division)
    changed(office, "huangyating", grants=(clerk,))
    assert office.desk.counter.get(office.registrar, case.id).case.id == case.id
    changed(office, "linxiaoyan", grants=(Grant(role=Role.ARCHIVIST, division=None),))
    with pytest.raises(NotAllowed):
        issued(office, case, "one_time_notice")


def test_an_administrator_whose_role_is_gone_administers_no_more(office):
    chief = office.administrator
    extra = Grant(role=Role.ADMINISTRATOR, division=None)
    changed(office, "xujianguo", grants=(extra,))
    changed(office, "guanliyuan", grants=(Grant(role=Role.ARCHIVIST, division=None),))
    for act in (
        lambda: office.desk.staffing.staff(chief),
        lambda: office.desk.office.save(chief, office.desk.settings, office.desk.settings),
        lambda: office.desk.backups.make(office.desk.backups.folder / "copy.db", chief),
        lambda: office.desk.register.set_start_number(
            chief, SetStartNumber(type_key="one_time_notice", division=1, year=2026, last=9)
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_administrator_of_one_division_gives_nothing_beyond_it(office):
    here, there = office.clerk.division, office.registrar.division
    changed(office, "xujianguo", grants=(Grant(role=Role.ADMINISTRATOR, division=here),))
    local = office.actor("xujianguo")

    def take_on(login, division, grant):
        command = AddStaff(login=login, name="新人", division=division, grants=(grant,), password="demo-2026")
        return office.desk.staffing.add(local, command)

    take_on("xinren1", here, Grant(role=Role.COUNTER_CLERK, division=here))
    for division, grant in (
        (there, Grant(role=Role.COUNTER_CLERK, division=here)),
        (here, Grant(role=Role.COUNTER_CLERK, division=there)),
        (here, Grant(role=Role.ADMINISTRATOR, division=None)),
    ):
        with pytest.raises(NotAllowed):
            take_on("xinren2", division, grant)
    with pytest.raises(NotAllowed):
        office.desk.staffing.reset_password(local, office.administrator.id, "demo-2027")
    start = SetStartNumber(type_key="one_time_notice", division=there, year=2026, last=9)
    with pytest.raises(NotAllowed):
        office.desk.register.set_start_number(local, start)


def test_the_office_keeps_one_who_administers_all_of_it(office):
    with pytest.raises(LastAdministrator):
        changed(office, "guanliyuan", grants=(Grant(role=Role.ADMINISTRATOR, division=DivisionId(1)),))


def test_a_paper_of_a_case_is_signed_by_the_cases_division(office):
    both = tuple(
        Grant(role=Role.COUNTER_CLERK, division=division)
        for division in (office.clerk.division, office.registrar.division)
    )
    changed(office, "huangyating", grants=both)
    case = opened(office, application=False)
    paper = issued(office, case, "one_time_notice", who=office.registrar)
    assert paper.division == case.division
    assert str(paper.number) == "示资规审告〔2026〕1号"
    assert office.desk.register.get(office.clerk, paper.id).issuer_name == office.registrar.name


def test_overseers_see_cases_papers_and_questions_masked(office):
    case = opened(office)
    paper = issued(office, case, "one_time_notice")
    made = question(office)
    leader = office.actor("yangzhenhua")
    view = office.desk.counter.get(leader, case.id)
    shown = office.desk.register.get(leader, paper.id)
    asked = office.desk.deferring.get(leader, made)
    for told in (view, shown, asked):
        assert "陈大文" not in str(told)
        assert "13800001234" not in str(told)
    assert "11010519491231002X" not in str(view)
    with pytest.raises(NotAllowed):
        office.desk.register.sheet(leader, paper.id)
    with pytest.raises(NotAllowed):
        office.desk.counter.uncover(leader, case.id)
    head = office.desk.counter.get(office.head, case.id)
    assert head.case.applicant.name == "陈**"
    assert office.desk.counter.uncover(office.head, case.id).case.applicant == PERSON


def question(office, promised=datetime(2026, 11, 4, 9, tzinfo=UTC), **given):
    asked = {"party": "陈大文", "telephone": "13800001234", "question": "门牌不一致怎么办？"}
    return office.desk.deferring.record(office.clerk, DeferAnswer(promised_at=promised, **{**asked, **given}))


def test_the_ledger_tells_of_a_question_without_the_askers_name(office):
    made = question(office)
    office.desk.deferring.answer(office.clerk, AnswerDeferred(answer=made, version=1, text="由派出所出具。"))
    told = [entry.summary for entry in office.desk.ledger.of(f"deferred:{made}")]
    assert len(told) == 2
    assert all("陈**" in each and "陈大文" not in each for each in told)


def test_a_promise_beyond_reason_never_reaches_the_work_list(office):
    for given, words in (
        ({"promised": datetime(2150, 1, 1, tzinfo=UTC)}, "一年以后"),
        ({"party": "陈\u202e大"}, "咨询人"),
        ({"telephone": "1" * 300}, "联系方式"),
        ({"matter_name": "不动产\x07"}, "事项名称"),
    ):
        with pytest.raises(BadInput, match=words):
            question(office, **given)
    assert office.desk.work_list.items(office.clerk) == ()


def test_a_question_belongs_to_a_case_within_reach_or_to_none(office):
    theirs = opened(office, words="zydj", who=office.registrar)
    with pytest.raises(WITHHELD):
        question(office, case=theirs.id)
    with pytest.raises(Refusal, match="没有找到"):
        question(office, case=999)


def test_a_notice_that_promises_an_answer_puts_the_question_on_the_work_list(office):
    case = opened(office, application=False)
    asked = {"question": "门牌不一致，由谁证明？", "promised_reply_at": "2026-11-04T17:00"}
    with pytest.raises(BadInput, match="晚于现在"):
        issued(office, case, "one_time_notice", {**asked, "promised_reply_at": "2026-11-01T17:00"})
    issued(office, case, "one_time_notice", asked)
    (item,) = office.desk.work_list.items(office.clerk)
    assert (item.step, item.due) == ("答复疑难问题", date(2026, 11, 4))
    (kept,) = office.desk.deferring.open(office.clerk)
    assert (kept.case, kept.question) == (case.id, asked["question"])


@pytest.mark.parametrize("day", [date(1900, 1, 1), START - timedelta(days=400), START + timedelta(days=1)])
def test_materials_are_received_on_a_day_that_can_be(office, day):
    with pytest.raises(BadInput, match="收件日期"):
        opened(office, application=False, received_on=day)
    case = opened(office, application=False)
    with pytest.raises(BadInput, match="收件日期"):
        office.desk.counter.receive(office.clerk, case.id, case.version, day)
    assert len(office.desk.work_list.items(office.clerk)) == 1


def test_no_case_is_opened_for_a_retired_matter(office):
    matter = office.matter("gcgh")
    office.desk.catalogue.retire(office.administrator, matter.id, matter.version)
    with pytest.raises(Refusal, match="已停用"):
        office.desk.counter.open(office.clerk, OpenCase(matter=matter.id, applicant=PERSON, application=True))


def test_a_request_key_stands_for_one_act_alone(office):
    first, second = opened(office, application=False), opened(office, application=False)
    issued(office, first, "one_time_notice", request_key="k-1")
    with pytest.raises(RequestUsed, match="换一个标识"):
        issued(office, second, "one_time_notice", request_key="k-1")
    with pytest.raises(RequestUsed):
        office.desk.register.issue(
            office.clerk,
            IssueDocument(type_key="one_time_notice", fields=sample("one_time_notice"), request_key="k-1"),
        )


@pytest.mark.parametrize(("last", "division"), [(10**30, 1), (-1, 1), (5, 999)])
def test_a_start_number_is_one_that_can_be(office, last, division):
    start = SetStartNumber(type_key="one_time_notice", division=division, year=2026, last=last)
    with pytest.raises(Refusal):
        office.desk.register.set_start_number(office.administrator, start)


def test_two_divisions_never_share_the_mark_of_their_numbers(office):
    known = office.desk.staffing.divisions()[0]
    other = Division(id=DivisionId(0), code="XA", name="翔安分局", kind=DivisionKind.BRANCH, mark=known.mark)
    for bad in (
        other,
        replace(other, mark="示〔翔〕"),
        replace(other, mark="示\u202e翔"),
        replace(other, mark="示资规翔", code="X A"),
        replace(other, name="翔" * 300),
    ):
        with pytest.raises(BadInput):
            office.desk.staffing.add_division(office.administrator, bad)


def test_an_office_is_founded_on_sound_names_only(office):
    good = FoundOffice(
        bureau="示例市局", division_name="办公室", division_code="BG", division_mark="示办",
        login="admin", name="管立远", password="demo-2026",
    )  # fmt: skip
    for bad in ({"login": "管理员"}, {"name": " "}, {"bureau": "示\x07例"}, {"division_mark": "示〔办"}):
        with pytest.raises(BadInput):
            found_office(office.store, office.wall, replace(good, **bad))


@pytest.mark.parametrize(
    ("login", "password"), [("管理员", "x"), ("a\x00b", "x"), ("linxiaoyan", "\udc80密码")]
)
def test_nothing_typed_at_the_door_is_more_than_wrong(office, login, password):
    with pytest.raises(Refusal, match="不正确"):
        office.desk.people.sign_in(login, password)


def test_a_masked_applicant_hides_why_his_certificate_was_kept(office):
    party = Party(name="陈大文", telephone="13800001234", certificate="110105194912310021",
                  override_reason="户口簿写作110105194912310021")  # fmt: skip
    ticked(office, opened(office, applicant=party))
    (row,) = office.desk.counter.find(office.clerk, CaseQuery())
    assert "110105194912310021" not in str(row)
