"""The demo's denials: one at each station of the chain, some told, reported, complained of and put away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.cases.models import CaseId, Situation
from app.denials.commands import (
    AnswerComplaint,
    ArchiveDenial,
    CheckDenial,
    DraftDenial,
    RecordComplaint,
    SubmitDenial,
)
from app.denials.models import ComplaintState, Denial, DenialClass, DenialQuery, Ground, Opinion
from app.founding.demo_desk import DemoDesk
from app.founding.demo_lives import Life, worked
from app.people.models import Actor, Role

LAW = "《中华人民共和国城乡规划法》第四十条"
REASONS = {
    Ground.AGAINST_RULES: "拟建项目用地的现行详细规划为防护绿地，与申请的规划用途不一致，依法不应许可。",
    Ground.POLICY_UNCLEAR: "申请的临时用地用途在现行政策中未明确清晰规定，经研究暂不能受理。",
    Ground.CLAUSE_DISPUTED: "既有建筑加装附属设施是否适用简易程序，所适用条款解读有分歧，经研究暂不能受理。",
}
FILED, BACK, HEAD, LEADER = "报备", "退回", "待单位负责人", "待分管局领导"


def _drafted(desk: DemoDesk, clerk: Actor, ground: Ground, kind: DenialClass) -> Denial:
    case = desk.open(clerk, desk.matter(clerk, long=True))
    command = DraftDenial(
        case=case.id,
        situation=Situation.UNQUALIFIED,
        ground=ground,
        kind=kind,
        fields={"reasons": REASONS[ground]},
    )
    return desk.denials.draft(clerk, command)


def _submitted(desk: DemoDesk, clerk: Actor, denial: Denial) -> Denial:
    command = SubmitDenial(denial=denial.id, version=denial.version)
    return desk.denials.submit(desk.handler(clerk), command)


def _checked(
    desk: DemoDesk, clerk: Actor, denial: Denial, role: Role, opinion: Opinion = Opinion.AGREE, text: str = ""
) -> Denial:
    command = CheckDenial(denial=denial.id, version=denial.version, opinion=opinion, text=text)
    return desk.denials.check(desk.of(role, clerk), command)


def refused(
    desk: DemoDesk,
    clerk: Actor,
    *,
    ground: Ground = Ground.AGAINST_RULES,
    kind: DenialClass = DenialClass.POLICY,
    until: str = "",
) -> Iterator[int]:
    """Take a denial through its chain, up to a station, or until its papers are put away."""
    denial = _drafted(desk, clerk, ground, kind)
    yield 0 if until == "起草" else 1
    denial = _submitted(desk, clerk, denial)
    if until == BACK:
        yield 1
        text = "请补充与现行详细规划的对照说明"
        denial = _checked(desk, clerk, denial, Role.DIVISION_HEAD, Opinion.BACK, text)
        yield 1
        denial = _submitted(desk, clerk, denial)
    yield 0 if until == HEAD else 1
    denial = _checked(desk, clerk, denial, Role.DIVISION_HEAD)
    yield 0 if until == LEADER else 1
    denial = _checked(desk, clerk, denial, Role.LEADER_IN_CHARGE)
    yield 0 if until == FILED else 1
    yield from _told(desk, clerk, denial, complains=until == "投诉")


def _told(desk: DemoDesk, clerk: Actor, denial: Denial, *, complains: bool) -> Iterator[int]:
    handler = desk.handler(clerk)
    command = {"legal_basis": LAW}
    paper = desk.issue(handler, _case_of(denial), "non_acceptance_notice", command)
    if desk.register.get(handler, paper.id).served_on is None:
        desk.serve(handler, paper)
    yield 2
    if complains:
        yield from _complained(desk, clerk, denial)
    now = desk.denials.get(handler, denial.id).denial
    desk.archiving.archive(handler, ArchiveDenial(denial=now.id, version=now.version))


def _case_of(denial: Denial) -> CaseId:
    return CaseId(denial.case)


def _complained(desk: DemoDesk, clerk: Actor, denial: Denial) -> Iterator[int]:
    office = desk.of(Role.EFFICIENCY_OFFICE, clerk)
    content = "对不予受理的理由不服，认为用地性质认定有误，请求复核。"
    command = RecordComplaint(denial=denial.id, received_on=desk.today, channel="来访", content=content)
    complaint = desk.complaints.record(office, command)
    yield 4
    answer = "经复核，现行详细规划确为防护绿地，原决定理由和依据充分，予以维持。"
    desk.complaints.answer(
        office,
        AnswerComplaint(
            complaint=complaint.id, version=complaint.version, outcome=ComplaintState.UPHELD, answer=answer
        ),
    )


def turned_down(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Accept and do an application whose denial the leader did not agree to."""
    denial = _submitted(desk, clerk, _drafted(desk, clerk, Ground.CLAUSE_DISPUTED, DenialClass.MATERIALS))
    yield 1
    denial = _checked(desk, clerk, denial, Role.DIVISION_HEAD)
    yield 1
    text = "条款可以作有利于申请人的解释，应予受理。"
    _checked(desk, clerk, denial, Role.LEADER_IN_CHARGE, Opinion.DOWN, text)
    desk.issue(clerk, _case_of(denial), "acceptance_receipt")
    yield from worked(desk, clerk, _case_of(denial))


def told_first(desk: DemoDesk, clerk: Actor) -> Iterator[int]:
    """Tell at once what is another organ's matter, and report it the next working day (事后补报)."""
    handler = desk.handler(clerk)
    case = desk.open(clerk, desk.matter(clerk, long=True))
    fields = {
        "situation": Situation.NOT_OURS.value,
        "reasons": "申请的用海审核由海洋主管部门办理。",
        "legal_basis": "《中华人民共和国行政许可法》第三十二条第一款第（二）项",
        "right_organ": "示例市海洋发展局",
        "right_organ_telephone": "0590-5550300",
    }
    desk.issue(handler, case.id, "non_acceptance_notice", fields)
    yield 1
    (denial,) = desk.denials.find(handler, DenialQuery(case=case.id))
    denial = _submitted(desk, clerk, denial)
    yield 1
    denial = _checked(desk, clerk, denial, Role.DIVISION_HEAD)
    _checked(desk, clerk, denial, Role.LEADER_IN_CHARGE)


_UNCLEAR = partial(refused, ground=Ground.POLICY_UNCLEAR, kind=DenialClass.MATERIALS)
_LICENCE, _REGISTRATION = "行政审批", "不动产登记"
# So many working days before the last: the life, and the division whose counter it begins at.
REFUSALS: tuple[tuple[int, Life, str], ...] = (
    (20, refused, _LICENCE),
    (19, partial(refused, until="投诉"), _LICENCE),
    (17, told_first, _REGISTRATION),
    (16, partial(_UNCLEAR, until=BACK), _REGISTRATION),
    (12, turned_down, _LICENCE),
    (9, partial(refused, until="投诉", ground=Ground.CLAUSE_DISPUTED), _LICENCE),
    (5, partial(_UNCLEAR, until=FILED), _LICENCE),
    (4, partial(refused, until=LEADER), _LICENCE),
    (3, partial(refused, until=HEAD, kind=DenialClass.MATERIALS), _REGISTRATION),
    (2, partial(_UNCLEAR, until="起草"), _LICENCE),
    (1, told_first, _LICENCE),
    (0, told_first, _LICENCE),
)
