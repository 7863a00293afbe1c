from __future__ import annotations

import pytest

from app.cases.commands import ChangeCase, DoAct, IssueForCase, OpenCase
from app.cases.models import CaseQuery, Situation
from app.denials.commands import DraftDenial
from app.denials.models import DenialClass, DenialQuery, Ground
from app.errors import NotAllowed
from app.people.models import Grant, Role
from app.register.commands import IssueDocument, RecordPrint, VoidDocument
from app.register.models import Query
from tests.app.cases.living import Life, assigned
from tests.app.counter.at_work import PERSON, issued, opened
from tests.app.people.test_standing import changed
from tests.app.register.test_register import sample
from tests.office import START


def acts(office, case, paper):
    desk, clerk = office.desk, office.clerk
    matter = office.desk.catalogue.find(office.registrar, "gcgh")[0].id
    return {
        "open": lambda: desk.counter.open(clerk, OpenCase(matter=matter, applicant=PERSON, application=True)),
        "change": lambda: desk.counter.change(
            clerk, ChangeCase(case=case.id, version=case.version, applicant=PERSON, materials=case.materials)
        ),
        "withdraw": lambda: desk.acts.do(clerk, DoAct(case=case.id, act="withdraw", fields=WITHDRAWN)),
        "a paper by its act": lambda: desk.acts.do(
            clerk, DoAct(case=case.id, act="acceptance_receipt", fields={})
        ),
        "offers": lambda: desk.acts.offers(clerk, case.id),
        "suggested": lambda: desk.acts.suggested(clerk, case.id, "withdraw"),
        "receive": lambda: desk.counter.receive(clerk, case.id, case.version),
        "fill": lambda: desk.papers.prefill(clerk, case.id, "acceptance_receipt"),
        "assign": lambda: assigned(office, who=clerk),
        "draft a denial": lambda: desk.denials.draft(clerk, denial(case)),
        "see denials": lambda: desk.denials.find(clerk, DenialQuery()),
        "uncover": lambda: desk.counter.uncover(clerk, case.id),
        "see": lambda: desk.counter.get(clerk, case.id),
        "find": lambda: desk.counter.find(clerk, CaseQuery()),
        "issue": lambda: desk.papers.issue(
            clerk, IssueForCase(case=case.id, type_key="one_time_notice", fields={})
        ),
        "alone": lambda: desk.register.issue(
            clerk, IssueDocument(type_key="one_time_notice", fields=sample("one_time_notice"))
        ),
        "void": lambda: desk.register.void(clerk, VoidDocument(document=paper.id, version=1, reason="错")),
        "print": lambda: desk.register.record_print(
            clerk, RecordPrint(document=paper.id, copies=1, printer="窗口")
        ),
        "register": lambda: desk.register.find(clerk, Query()),
        "sheet": lambda: desk.register.sheet(clerk, paper.id),
        "work list": lambda: desk.work_list.items(clerk),
        "questions": lambda: desk.deferring.open(clerk),
        "catalogue": lambda: desk.catalogue.all(clerk),
    }


WITHDRAWN = {"reason": "申请人书面撤回申请", "asked_on": "2026-11-02"}


def denial(case):
    return DraftDenial(
        case=case.id,
        situation=Situation.UNQUALIFIED,
        ground=Ground.AGAINST_RULES,
        kind=DenialClass.POLICY,
    )


def test_a_handler_whose_role_is_gone_takes_no_way_of_a_case_any_more(office):
    life = Life(office)
    life.accept()
    life.suspend()
    changed(office, "wuzhihong", grants=(Grant(role=Role.COUNTER_CLERK, division=life.handler.division),))
    with pytest.raises(NotAllowed, match="办结办件"):
        life.resume(START)
    with pytest.raises(NotAllowed):
        assigned(office, who=life.handler)
    closed = {offer.way.key: offer.closed for offer in office.desk.acts.offers(life.handler, life.id)}
    assert closed["resume"] == "须由经办人办理。"


def test_a_leader_whose_role_is_gone_approves_nothing_more(office):
    life = Life(office)
    life.accept()
    life.do("ask_extension", {"days": 3, "reason": "须征求意见"})
    changed(office, "yangzhenhua", grants=(Grant(role=Role.ARCHIVIST, division=None),))
    with pytest.raises(NotAllowed, match="批准延长"):
        life.do("decide_extension", {"decision": "批准"}, life.leader)


def test_whoever_is_dismissed_while_signed_in_does_and_sees_nothing_more(office):
    case = opened(office)
    paper = issued(office, case, "one_time_notice")
    todo = acts(office, case, paper)
    changed(office, "linxiaoyan", active=False)
    for act in todo.values():
        with pytest.raises(NotAllowed, match="停用"):
            act()
