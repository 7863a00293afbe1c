from __future__ import annotations

from app.cases.commands import IssueForCase
from app.cases.models import Situation
from app.denials.commands import ChangeDenial, CheckDenial, DraftDenial, GiveUpDenial, SubmitDenial
from app.denials.models import DenialClass, Ground, Opinion
from tests.app.counter.at_work import opened

REASONS = "拟建项目用地的现行详细规划为防护绿地，与申请的规划用途不一致，依据城乡规划法第四十条不应许可。"
LAW = "《中华人民共和国城乡规划法》第四十条第二款"
AGREE, BACK, DOWN = Opinion.AGREE, Opinion.BACK, Opinion.DOWN


def handler(office):
    return office.actor("wuzhihong")


def leader(office):
    return office.actor("yangzhenhua")


def overseer(office):
    return office.actor("luguoqiang")


def archivist(office):
    return office.actor("jianglihua")


def drafted(office, case, who=None, situation=Situation.UNQUALIFIED, **fields):
    command = DraftDenial(
        case=case.id,
        situation=situation,
        ground=Ground.AGAINST_RULES,
        kind=DenialClass.POLICY,
        fields={"reasons": REASONS, **fields},
    )
    return office.desk.denials.draft(who or office.clerk, command)


def changed(office, denial, who=None, fields=None, **more):
    command = ChangeDenial(
        denial=denial.id,
        version=more.pop("version", denial.version),
        situation=more.pop("situation", denial.situation),
        ground=denial.ground,
        kind=denial.kind,
        fields={**denial.fields, **(fields or {})},
        **more,
    )
    return office.desk.denials.change(who or office.clerk, command)


def submitted(office, denial, who=None, **more):
    command = SubmitDenial(denial=denial.id, version=more.pop("version", denial.version), **more)
    return office.desk.denials.submit(who or handler(office), command)


def checked(office, denial, who, opinion=AGREE, text="", version=None):
    command = CheckDenial(denial=denial.id, version=version or denial.version, opinion=opinion, text=text)
    return office.desk.denials.check(who, command)


def given_up(office, denial, who=None, reason="申请人补来了材料"):
    command = GiveUpDenial(denial=denial.id, version=denial.version, reason=reason)
    return office.desk.denials.give_up(who or handler(office), command)


def filed(office, case=None, **more):
    """Take a case through the whole chain."""
    denial = submitted(office, drafted(office, case or opened(office), **more))
    denial = checked(office, denial, office.head)
    return checked(office, denial, leader(office))


def noticed(office, case, who=None, **fields):
    command = IssueForCase(case=case, type_key="non_acceptance_notice", fields={"legal_basis": LAW, **fields})
    return office.desk.papers.issue(who or handler(office), command)


def told_before(office, case=None, who=None, situation=Situation.NOT_OURS):
    """Tell a refusal at once, to be reported afterwards; return the notice and its denial."""
    case = case or opened(office)
    fields = {"situation": situation.value, "reasons": "该事项由海洋主管部门办理。"}
    if situation is Situation.NOT_OURS:
        fields |= {"right_organ": "示例市海洋发展局", "right_organ_telephone": "0590-5550300"}
    notice = noticed(office, case.id, who, **fields)
    return notice, of_case(office, case)


def of_case(office, case):
    with office.store.read() as unit:
        return next(reversed(unit.denials.of_case(case.id)), None)


def state_of(office, case):
    return office.desk.counter.get(office.clerk, case.id).case.state


def held(office, subject):
    with office.store.read() as unit:
        return unit.custody.open_of(subject)
