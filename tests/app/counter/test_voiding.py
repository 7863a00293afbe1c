from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.cases.commands import DeemedAccepted, SecondGround, SecondNoticeNeedsReason, VoidWouldAccept
from app.cases.models import CaseState
from app.cases.steps import TELLING
from app.errors import BadInput
from app.register.commands import AlreadyVoid, RecordService, VoidDocument
from app.register.models import DocumentState
from tests.app.counter.at_work import issued, opened, secondary, ticked, withdrawn
from tests.office import START


def void(office, paper, reason="电话有误"):
    now = office.desk.register.get(office.clerk, paper.id)
    office.desk.register.void(office.clerk, VoidDocument(document=paper.id, version=now.version, reason=reason))


def seen(office, case):
    return office.desk.counter.get(office.clerk, case.id)


def with_more(paper):
    rows = [dict(row) for row in paper.fields["corrections"]]
    return {"corrections": [*rows, {**rows[0], "name": "授权委托书"}]}


def test_an_enquiry_is_open_again_when_its_notice_is_void(office):
    case = opened(office, application=False)
    void(office, issued(office, case, "one_time_notice"))
    view = seen(office, case)
    assert (view.case.state, view.case.closed_why) == (CaseState.ENQUIRY, "")
    assert (view.holder.holding.staff, view.holder.holding.step) == (office.clerk.id, "出具一次性告知书")


def test_a_case_closed_for_another_reason_stays_closed(office):
    case = opened(office, application=False)
    paper = issued(office, case, "one_time_notice")
    closed = seen(office, case).case
    received = office.desk.counter.receive(office.clerk, case.id, closed.version)
    withdrawn(office, received, START)
    void(office, paper)
    view = seen(office, case).case
    assert (view.state, view.closed_why) == (CaseState.CLOSED, "申请人书面撤回申请")


def test_without_its_correction_notice_a_case_is_to_be_told_again(office):
    case = ticked(office, opened(office), m0="缺少")
    before = seen(office, case).clock.last_day
    void(office, issued(office, case, "correction_notice"))
    view = seen(office, case)
    assert view.case.state is CaseState.RECEIVED
    assert (view.holder.holding.step, view.holder.holding.due) == (TELLING, before)
    assert issued(office, case, "correction_notice").number.sequence == 2


def test_the_only_notice_told_in_time_is_not_made_void_after_it(office):
    case = ticked(office, opened(office), m0="缺少")
    paper = issued(office, case, "correction_notice")
    office.wall.put(date(2026, 11, 10))
    with pytest.raises(VoidWouldAccept, match="更正后的补正告知书"):
        void(office, paper)
    assert office.desk.register.get(office.clerk, paper.id).state is DocumentState.ISSUED
    issued(office, case, "correction_notice")
    void(office, paper)
    assert seen(office, case).case.state is CaseState.CORRECTING


def test_a_void_second_notice_leaves_the_case_with_the_first(office):
    case = ticked(office, opened(office), m0="缺少")
    first = issued(office, case, "correction_notice")
    office.wall.put(START + timedelta(days=2))
    ground = SecondGround(reason="改由代理人办理")
    second = issued(office, case, "correction_notice", with_more(first), second=ground)
    assert seen(office, case).holder.holding.due.isoformat() == second.fields["correct_by"]
    void(office, second)
    view = seen(office, case)
    assert view.case.state is CaseState.CORRECTING
    assert view.holder.holding.due.isoformat() == first.fields["correct_by"]


def test_a_case_whose_acceptance_is_void_is_accepted_anew_on_the_same_day(office):
    case = ticked(office, opened(office))
    first = issued(office, case, "acceptance_receipt")
    office.wall.put(date(2026, 11, 12))
    void(office, first)
    view = seen(office, case)
    assert (view.case.state, view.case.accepted_on) == (CaseState.RECEIVED, None)
    again = issued(office, case, "acceptance_receipt")
    assert again.fields["accepted_on"] == first.fields["accepted_on"]
    assert again.fields["due_on"] == first.fields["due_on"]


def test_a_void_proof_takes_back_the_service_it_proved(office):
    case = opened(office, application=False)
    paper = issued(office, case, "one_time_notice")
    proof = issued(office, case, "proof_of_service", served(paper))
    assert office.desk.register.get(office.clerk, paper.id).served_on == START
    void(office, proof)
    kept = office.desk.register.get(office.clerk, paper.id)
    assert (kept.state, kept.served_on) == (DocumentState.ISSUED, None)


def served(paper, day=START):
    moment = f"{day.isoformat()}T09:30"
    return {
        "documents": [{"title": paper.title, "number": str(paper.number), "copies": 1}],
        "manner": "直接送达",
        "served_at": moment,
        "place": "政务服务大厅",
        "received_on": day.isoformat(),
    }


def test_a_void_paper_is_not_served_by_a_proof(office):
    case = opened(office, application=False)
    paper = issued(office, case, "one_time_notice")
    void(office, paper)
    with pytest.raises(AlreadyVoid, match="不能送达"):
        issued(office, case, "proof_of_service", served(paper))


def test_a_proof_serves_nothing_tomorrow(office):
    case = opened(office, application=False)
    paper = issued(office, case, "one_time_notice")
    with pytest.raises(BadInput, match="晚于今天"):
        issued(office, case, "proof_of_service", served(paper, START + timedelta(days=1)))


def test_what_was_told_and_served_is_told_even_if_the_paper_is_void(office):
    case = ticked(office, opened(office), m0="缺少")
    first = issued(office, case, "correction_notice")
    office.desk.register.record_service(office.clerk, RecordService(documents=(first.id,), served_on=START))
    void(office, first)
    with pytest.raises(SecondNoticeNeedsReason, match="授权委托书"):
        issued(office, case, "correction_notice", with_more(first))


@pytest.mark.parametrize("reason", ["长" * 1001, "改\u202e正", "改\x07正"])
def test_a_reason_no_register_can_hold_is_refused(office, reason):
    paper = issued(office, opened(office, application=False), "one_time_notice")
    with pytest.raises(BadInput, match="作废原因"):
        void(office, paper, reason)


def test_a_deemed_acceptance_dates_from_the_day_of_receipt(office):
    case = ticked(office, opened(office), m0="缺少")
    office.wall.put(date(2026, 11, 20))
    with pytest.raises(DeemedAccepted):
        issued(office, case, "correction_notice")
    with pytest.raises(BadInput, match="2026-11-02"):
        issued(office, case, "acceptance_receipt", {"accepted_on": "2026-11-20"})
    paper = issued(office, case, "acceptance_receipt")
    assert paper.fields["accepted_on"] == START.isoformat()
    limit = seen(office, case).matter.committed_limit
    assert paper.fields["due_on"] == office.desk.calendar.current().workday_after(START, limit).isoformat()


@pytest.mark.parametrize(
    ("type_key", "fields", "words"),
    [
        ("acceptance_receipt", {"accepted_on": "2026-11-03"}, "晚于今天"),
        ("acceptance_receipt", {"due_on": "2027-12-01", "special_steps": None}, "不能延长"),
        ("acceptance_receipt", {"received_on": "2026-10-30"}, "不一致"),
        ("correction_notice", {"told_on": "2026-11-03"}, "晚于今天"),
        ("correction_notice", {"correct_by": "2026-11-04"}, "不能"),
    ],
)
def test_no_date_on_paper_is_typed_past_the_law(office, type_key, fields, words):
    case = ticked(office, opened(office), m0="缺少")
    with pytest.raises(BadInput, match=words):
        issued(office, case, type_key, fields)


def test_the_time_to_tell_is_the_laws_whatever_is_typed(office):
    case = ticked(office, opened(office), m0="缺少")
    paper = issued(office, case, "correction_notice", {"tell_by": "2026-12-31"})
    assert paper.fields["tell_by"] == "2026-11-09"


def test_what_is_brought_to_a_correction_is_told_of_in_its_own_time(office):
    case = ticked(office, opened(office), m0="缺少")
    first = issued(office, case, "correction_notice")
    office.wall.put(date(2026, 11, 24))
    second = issued(
        office, case, "correction_notice", with_more(first), second=SecondGround(reason="改由代理人办理")
    )
    assert second.fields["told_on"] == "2026-11-24"


def test_a_secondary_material_promised_in_an_unannounced_year_is_provisional_on_paper(office):
    day = date(2026, 12, 28)
    office.wall.put(day)
    case = ticked(office, opened(office), **{secondary(office): "缺少"})
    undertaking = issued(office, case, "deferral_undertaking", {"credit_check": "未查询到失信记录"})
    paper = issued(office, case, "acceptance_receipt", {"undertaking_signed_on": day.isoformat()})
    for each in (undertaking, paper):
        assert "missing_materials.0.submit_by" in each.imprint["provisional"]
        assert "2027年1月7日（周四）（暂定" in str(office.desk.register.sheet(office.clerk, each.id))
