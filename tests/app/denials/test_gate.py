"""No notice of non-acceptance before the chain is complete: not by window, command line or a second client."""

from __future__ import annotations

import pytest

from app.cases.commands import DoAct, IssueForCase, NeedsDenial, WrongState
from app.cases.models import CaseState, Situation
from app.denials.models import DenialState
from app.errors import NotAllowed
from app.press import press_docx, press_pdf
from app.register.commands import IssueDocument, NeedsCase
from app.register.models import Query
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import (
    LAW,
    REASONS,
    checked,
    drafted,
    filed,
    handler,
    leader,
    noticed,
    state_of,
    submitted,
)
from tests.app.press.paper import text_of
from tests.app.register.test_register import sample
from tests.office import Office

REFUSAL = {"situation": Situation.UNQUALIFIED.value, "reasons": REASONS, "legal_basis": LAW}


def refused(office, case, who):
    with pytest.raises((NeedsDenial, WrongState)):
        noticed(office, case.id, who, **REFUSAL)
    with pytest.raises((NeedsDenial, WrongState)):
        office.desk.acts.do(who, DoAct(case=case.id, act="non_acceptance_notice", fields=REFUSAL))
    assert office.desk.register.count(who, Query(type_key="non_acceptance_notice")) == 0


def test_at_no_step_of_the_chain_before_its_end_is_a_notice_issued(office):
    case, who = opened(office), handler(office)
    refused(office, case, who)
    denial = drafted(office, case)
    refused(office, case, who)
    denial = submitted(office, denial)
    refused(office, case, who)
    denial = checked(office, denial, office.head)
    refused(office, case, who)
    checked(office, denial, leader(office))
    assert noticed(office, case.id).case == case.id


def test_a_second_client_meets_the_same_gate(office, tmp_path):
    case = opened(office)
    submitted(office, drafted(office, case))
    other = Office(office.url, tmp_path, office.wall)
    refused(other, case, handler(other))
    other.close()


def test_the_window_offers_the_notice_only_once_the_denial_is_filed(office):
    case = opened(office)
    submitted(office, drafted(office, case))

    def closed():
        offers = {offer.way.key: offer.closed for offer in office.desk.acts.offers(handler(office), case.id)}
        return offers["non_acceptance_notice"]

    assert "否定报备还没有完成" in closed()


def test_no_clerk_issues_the_notice_even_then(office):
    case = opened(office)
    filed(office, case)
    with pytest.raises(NotAllowed):
        noticed(office, case.id, office.clerk)


def test_a_preview_or_export_bears_the_mark_of_what_is_not_approved(office):
    draft = IssueDocument(type_key="non_acceptance_notice", fields=sample("non_acceptance_notice"))
    sheet = office.desk.register.draft_sheet(handler(office), draft)
    assert sheet.watermark == "未经审批"
    assert "未经审批" in text_of(press_pdf(sheet).pdf)
    assert press_docx(sheet)


def test_the_mark_goes_with_the_last_signature(office):
    case = opened(office)
    wanted = IssueForCase(case=case.id, type_key="non_acceptance_notice", fields={})

    def mark():
        return office.desk.papers.draft_sheet(handler(office), wanted).watermark

    assert mark() == "未经审批"
    denial = submitted(office, drafted(office, case))
    assert mark() == "未经审批"
    denial = checked(office, denial, office.head)
    assert mark() == "未经审批"
    checked(office, denial, leader(office))
    assert mark() == "草稿"


@pytest.mark.parametrize("type_key", ["non_acceptance_notice", "denial_registration"])
def test_the_side_doors_are_shut(office, type_key):
    who, desk, fields = handler(office), office.desk, sample(type_key)
    with pytest.raises(NeedsCase):
        desk.register.issue(who, IssueDocument(type_key=type_key, fields=fields))
    with pytest.raises(NeedsDenial):
        desk.caseless_papers.issue(who, IssueDocument(type_key=type_key, fields=fields))
    with pytest.raises(NeedsDenial):
        desk.cases_by_fields.case_for(who, type_key, {**fields, "matter_name": office.matter("gcgh").name})
    assert desk.counter.find(who, query()) == ()


def query():
    from app.cases.models import CaseQuery

    return CaseQuery()


def test_the_form_itself_is_issued_by_nobody_but_the_chain(office):
    case = opened(office)
    command = IssueForCase(case=case.id, type_key="denial_registration", fields=sample("denial_registration"))
    for who in (office.clerk, handler(office)):
        with pytest.raises(WrongState, match="否定报备"):
            office.desk.papers.issue(who, command)


def test_the_notice_says_what_the_chain_agreed_to_whatever_is_typed(office):
    case = opened(office)
    denial = filed(office, case)
    notice = noticed(office, case.id, situation=Situation.NOT_OURS.value, reasons="另一个理由")
    assert notice.fields["reasons"] == REASONS
    assert notice.fields["situation"] == denial.situation.value
    assert state_of(office, case) is CaseState.REFUSED


def test_one_filed_denial_lets_one_notice_out(office):
    case = opened(office)
    filed(office, case)
    noticed(office, case.id)
    with pytest.raises(WrongState):
        noticed(office, case.id)
    with office.store.read() as unit:
        assert unit.denials.of_case(case.id)[-1].state is DenialState.TOLD
