"""Every deed that somebody may try on a case, and how it is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.cases.commands import ChangeCase
from app.cases.models import MaterialStatus, Situation
from app.denials.commands import AnswerComplaint, ArchiveDenial, RecordComplaint
from app.denials.models import OPEN, ComplaintState, DenialState
from app.register.commands import RecordService, VoidDocument
from app.register.models import DocumentState
from tests.app.cases.living import GOOD, RESULT, STEP
from tests.app.counter.at_work import done
from tests.app.denials.at_the_chain import AGREE, BACK, DOWN, LAW, checked, drafted, given_up, submitted

AFTERWARDS = ("archive", "complain", "overturn", "uphold")
CHAIN = ("deny", "lapse", "submit", "check", "give up", *AFTERWARDS)
LIMIT = ("ask_extension", "special_step_notice", "overdue_record")
PROMISES = ("notice_and_undertaking", "deferral_undertaking")
TOLD_FIRST = ("non_acceptance_notice#1", "non_acceptance_notice#2", "non_acceptance_notice#3")
BESIDE = ("one_time", "proof", "withdraw", "void acceptance", "void correction", "bring")


def fields_for(scene, act):
    """The ways of filling an act: some acts can be filled in more ways than one."""
    day, case = scene.day.isoformat(), scene.case
    result = {"来文来函": "已答复来文", "上级交办": "已完成交办任务"}.get(case.kind.value, "已办理完成")
    estimated = max(scene.day, scene.due or scene.day) + timedelta(days=5)
    moment = f"{day}T08:30"
    told = {
        "reported_to": "杨振华", "reported_at": moment, "told_at": moment, "told_manner": "电话",
        "estimated_on": estimated.isoformat(), "reason": "资料未到", "understanding": "已取得谅解",
        "telephone": "13800001234",
    }  # fmt: skip
    served = {"manner": "直接送达", "served_at": f"{day}T09:00", "received_on": day, "place": "大厅"}
    decided = [{"decision": "批准"}, {"decision": "不批准", "opinion": "理由不足"}]
    return {
        "complete": [{**RESULT, "result": result}],
        "complete_at_once": [{"result": "已办理完成"}],
        "serve_result": [{"served_on": day, "manner": "窗口领取"}],
        "deferral_undertaking": [GOOD],
        "notice_and_undertaking": [{"undertaking_manner": "书面"}],
        "acceptance_receipt": [{"undertaking_signed_on": day} if _deferred(scene) else {}],
        "special_step_notice": [STEP],
        "resume": [{"resumed_on": day, "outcome": "通过"}],
        "ask_extension": [{"days": 3, "reason": "须征求意见"}],
        "decide_extension": decided,
        "overdue_record": [told],
        "deferred_materials": [{"brought_on": day}],
        "proof_of_service": [served],
        "withdraw": [_withdrawal(case, day)],
        "close": [{"outcome": "已当场一次性告知"}],
        "non_acceptance_notice": _refusals(scene),
    }.get(act, [{}])


def _deferred(scene):
    return scene.standing("deferral_undertaking") is not None


def _withdrawal(case, day):
    recalled = case.kind.value in ("来文来函", "上级交办")
    return {"reason": "来文（交办）单位撤回" if recalled else "申请人书面撤回申请", "asked_on": day}


def _refusals(scene):
    denial = scene.denial
    if denial is not None and denial.state is DenialState.FILED:
        return [{"legal_basis": LAW}]
    told = {"legal_basis": LAW, "reasons": "该事项由海洋主管部门办理。"}
    return [
        {**told, "situation": Situation.NOT_OURS.value, "right_organ": "示例市海洋发展局"},
        {**told, "situation": Situation.NOT_NEEDED.value},
        {**told, "situation": Situation.ON_THE_SPOT.value},
        {**told, "situation": Situation.UNQUALIFIED.value},
    ]


def acts_of(scene):
    """Every deed that somebody may try: (name, person, what to do)."""
    for person in ("clerk", "handler", "leader"):
        for offer in scene.offers(person):
            if not offer.closed and offer.way.key != "deny":
                for number, fields in enumerate(fields_for(scene, offer.way.key)):
                    yield f"{offer.way.key}#{number}", person, _act(offer.way.key, person, fields)
    yield from _chain(scene)
    yield from _around(scene)


def _act(key, person, fields):
    return lambda scene: done(scene.office, scene, key, fields, scene.people[person])


def _chain(scene):
    denial = scene.denial
    if denial is None or denial.state not in OPEN:
        for person in ("clerk", "handler"):
            yield "deny", person, lambda s, p=person: drafted(s.office, s, s.people[p])
            yield "lapse", person, lambda s, p=person: drafted(s.office, s, s.people[p], Situation.LAPSED)
        return
    for person in ("clerk", "handler"):
        yield "submit", person, lambda s, p=person: submitted(s.office, s.denial, s.people[p])
    for person in ("clerk", "handler", "head", "leader"):
        for opinion in (AGREE, BACK, DOWN):
            yield (
                f"check {opinion.value}",
                person,
                lambda s, p=person, o=opinion: checked(s.office, s.denial, s.people[p], o, "意见"),
            )
    yield "give up", "handler", lambda s: given_up(s.office, s.denial, s.people["handler"])
    yield (
        "archive",
        "handler",
        lambda s: s.office.desk.archiving.archive(
            s.people["handler"], ArchiveDenial(denial=s.denial.id, version=s.denial.version)
        ),
    )


def _around(scene):
    """Yield what is no way of the table: time, materials, papers made void, service, complaints."""
    if any(each.status in (MaterialStatus.MISSING, MaterialStatus.FAULTY) for each in scene.case.materials):
        yield "bring", "clerk", _bring
    for paper in scene.papers[-2:]:
        if paper.state is not DocumentState.VOID:
            for person in ("clerk", "handler"):
                yield f"void {paper.type_key}", person, lambda s, k=paper.id, p=person: _void(s, k, p)
    notice = scene.standing("non_acceptance_notice")
    if notice is not None and notice.served_on is None:
        yield (
            "serve the notice",
            "clerk",
            lambda s: s.office.desk.register.record_service(
                s.people["clerk"], RecordService(documents=(notice.id,), served_on=s.day)
            ),
        )
    yield "complain", "overseer", _complain
    yield "overturn", "overseer", lambda s: _answer(s, ComplaintState.OVERTURNED)
    yield "uphold", "overseer", lambda s: _answer(s, ComplaintState.UPHELD)


def _bring(scene):
    case = scene.case
    every = tuple(
        each if each.status is MaterialStatus.SHARED else replace(each, status=MaterialStatus.PRESENT)
        for each in case.materials
    )
    command = ChangeCase(case=case.id, version=case.version, applicant=case.applicant, materials=every)
    scene.office.desk.counter.change(scene.people["clerk"], command)


def _void(scene, key, person):
    version = next(each.version for each in scene.papers if each.id == key)
    scene.office.desk.register.void(
        scene.people[person], VoidDocument(document=key, version=version, reason="文字有误")
    )


def _complain(scene):
    scene.office.desk.complaints.record(
        scene.people["overseer"],
        RecordComplaint(denial=1, received_on=scene.day, channel="来电", content="不服不予受理"),
    )


def _answer(scene, outcome):
    with scene.office.store.read() as unit:
        complaint = unit.denials.get_complaint(1)
    command = AnswerComplaint(complaint=1, version=complaint.version, outcome=outcome, answer="答复")
    scene.office.desk.complaints.answer(scene.people["overseer"], command)
