"""What each way of the case's life does that is taken without a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.calendar.dues import Due
from app.cases import act_fields as words
from app.cases.clocks import SERVING_RESULT
from app.cases.commands import WrongState
from app.cases.extending import show_declined, tell_approved
from app.cases.facts import Facts, deferred_subject_of, extension_subject, side_clocks
from app.cases.models import ENDED, Case, CaseState, Extension, ExtensionState
from app.cases.moving import end, move
from app.cases.paper_steps import promised
from app.cases.ports import CaseUnit
from app.cases.receiving import take_in
from app.cases.running import resumed, unpaused, working_holding
from app.cases.steps import Step, holding_of
from app.catalogue.models import Regime
from app.custody.handing import finish, hand
from app.errors import BadInput, NotAllowed, Problem
from app.people.models import Actor
from app.people.permissions import Right
from app.people.staffing import holders

DELIVER_DAYS = 10  # working days, 行政许可法 第四十四条


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One way being taken: who, on which facts, with what was filled in."""

    actor: Actor
    facts: Facts
    values: Mapping[str, Any]
    at: datetime

    @property
    def case(self) -> Case:
        """The case as it stood before."""
        return self.facts.case

    def day(self, key: str, label: str, *, not_before: date | None = None, before_what: str = "") -> date:
        """Return a day that was filled in; raises ``BadInput`` for one to come or before its time."""
        day = date.fromisoformat(self.values[key])
        if day > self.facts.today:
            raise _wrong(key, f"“{label}”{day} 晚于今天，请按实际日期填写。")
        if not_before is not None and day < not_before:
            raise _wrong(key, f"“{label}”{day} 早于{before_what}（{not_before}），请核对。")
        return day

    def text(self, key: str) -> str:
        """Return a text that was filled in, "" where none was."""
        return str(self.values.get(key) or "")


def _wrong(key: str, text: str) -> BadInput:
    return BadInput.listing((Problem(key, text),))


def receive(unit: CaseUnit, doing: Doing) -> str:
    """Turn an enquiry into an application received today."""
    return take_in(unit, doing.actor, doing.facts, doing.facts.today, doing.at)


def complete_at_once(unit: CaseUnit, doing: Doing) -> str:
    """Accept and complete on the spot (一次性告知制二（一）)."""
    today, matter = doing.facts.today, doing.facts.matter
    accepted = replace(
        doing.case,
        accepted_on=today,
        committed=matter.committed_limit,
        statutory=matter.statutory_limit,
    )
    return _completed(unit, doing, accepted, today)


def complete(unit: CaseUnit, doing: Doing) -> str:
    """Write down the result; what is left is to serve it."""
    return _completed(unit, doing, doing.case, doing.facts.due)


def _completed(unit: CaseUnit, doing: Doing, case: Case, due: date | None) -> str:
    _check_result(doing)
    facts, result = doing.facts, _result(doing)
    done = replace(
        case, state=CaseState.COMPLETED, result=result, completed_on=facts.today, due_on=due, closed_why=""
    )
    if facts.assigned:
        end(unit, replace(done, state=CaseState.CLOSED, closed_why=f"已办结：{result}"), doing.at)
    else:
        move(unit, done, Step(words=SERVING_RESULT, why="已办结", due=_deliver_by(facts)), case.clerk, doing.at)
        _finish_side_clocks(unit, case, doing.at)
    return f"办结{case.number}：{result}"


def _check_result(doing: Doing) -> None:
    answers = doing.values["result"] in words.ASSIGNED_RESULTS
    if answers != doing.facts.assigned:
        raise _wrong("result", f"“{doing.values['result']}”不是这类办件的结果，请另选。")


def _result(doing: Doing) -> str:
    name = " ".join(filter(None, (doing.text("result_name"), doing.text("result_number"))))
    named = f"，{name}" if name else ""
    remark = f"（{doing.text('remark')}）" if doing.text("remark") else ""
    return f"{doing.values['result']}{named}{remark}"


def _deliver_by(facts: Facts) -> Due | None:
    return facts.calendar.due(facts.today, DELIVER_DAYS) if facts.case.regime is Regime.LICENCE else None


def _finish_side_clocks(unit: CaseUnit, case: Case, at: datetime) -> None:
    for about in side_clocks(case.id):
        finish(unit.custody, about, at)


def serve_result(unit: CaseUnit, doing: Doing) -> str:
    """Write down that the result reached the applicant."""
    day = doing.day("served_on", "送达日期", not_before=doing.case.completed_on, before_what="办结日期")
    end(unit, replace(doing.case, state=CaseState.SERVED, served_on=day), doing.at)
    return f"{doing.case.number}的办理结果已送达（{doing.values['manner']}，{day}）"


def deferred_brought(unit: CaseUnit, doing: Doing) -> str:
    """End the clock of the deferred materials: all were brought."""
    day = doing.day("brought_on", "补齐日期", not_before=doing.case.accepted_on, before_what="受理日期")
    finish(unit.custody, deferred_subject_of(doing.case.id), doing.at)
    return f"{doing.case.number}的容缺材料已补齐（{day}）"


def resume(unit: CaseUnit, doing: Doing) -> str:
    """End the special step: what was left of the limit goes on from the day after."""
    pause = doing.case.pauses[-1]
    day = doing.day("resumed_on", "结束日期", not_before=pause.since, before_what="开始日期")
    holding = working_holding(unit.custody, doing.case)
    if holding is None:
        raise WrongState(f"办件{doing.case.number}没有可以恢复的期限。")
    case = replace(unpaused(doing.case, day), state=CaseState.ACCEPTED)
    step = resumed(holding, case, doing.facts.calendar, f"{pause.step}已结束")
    move(unit, case, step, holding.staff, doing.at)
    return f"{case.number}的{pause.step}于{day}结束：{doing.text('outcome')}"


def ask_extension(unit: CaseUnit, doing: Doing) -> str:
    """Ask the leader in charge for more working days (行政许可法第四十二条)."""
    case, facts, days = doing.case, doing.facts, int(doing.values["days"])
    if days > facts.settings.extension_most:
        raise _wrong("days", f"“延长工作日数”{days} 超过本局设定的上限 {facts.settings.extension_most}。")
    extension = Extension(
        state=ExtensionState.ASKED,
        days=days,
        reason=doing.text("reason"),
        asked_by=doing.actor.id,
        asked_by_name=doing.actor.signed,
        asked_on=facts.today,
    )
    unit.cases.save(replace(case, extension=extension), None)
    leaders = holders(unit.people, Right.APPROVE_EXTENSION, case.division)
    staff = leaders[0].id if len(leaders) == 1 else None
    step = Step(words="审批延长办理期限", why=f"{doing.actor.signed}申请延长{days}个工作日", due=_by_due(facts))
    holding = replace(holding_of(case, step, staff), subject=extension_subject(case.id))
    hand(unit.custody, holding, doing.at, by=doing.actor.holder)
    return f"{case.number}申请延长{days}个工作日：{extension.reason}"


def _by_due(facts: Facts) -> Due | None:
    """Return the day an extension must be decided by: the last of the running limit."""
    return promised(facts.due, facts.calendar) if facts.due is not None else None


def decide_extension(unit: CaseUnit, doing: Doing) -> str:
    """Approve or decline; the limit is longer only once the applicant was told in writing."""
    case, extension = doing.case, doing.case.extension
    assert extension is not None
    if extension.asked_by == doing.actor.id:
        raise NotAllowed(f"{doing.actor.name}申请了这次延期，不能自己审批，请换一人。")
    approved = doing.values["decision"] == words.APPROVE
    if not approved and not doing.text("opinion"):
        raise _wrong("opinion", "不批准延期须写明意见。")
    if approved and (doing.facts.due is None or doing.facts.today > doing.facts.due):
        raise WrongState("办理期限已过，不能再批准延长；请按“未能按时办结告知”处理。")
    decided = replace(
        extension,
        state=ExtensionState.APPROVED if approved else ExtensionState.DECLINED,
        decided_by=doing.actor.id,
        decided_by_name=doing.actor.signed,
        decided_on=doing.facts.today,
        opinion=doing.text("opinion"),
    )
    case = replace(case, extension=decided)
    unit.cases.save(case, None)
    if approved:
        tell_approved(unit, case, doing.facts.calendar, doing.at, by=doing.actor.holder)
    else:
        show_declined(unit, case, doing.at)
    return f"{case.number}延长{extension.days}个工作日：{doing.values['decision']}"


def withdraw(unit: CaseUnit, doing: Doing) -> str:
    """End an application that its applicant took back, or that was registered twice; never a refusal."""
    case, reason = doing.case, doing.values["reason"]
    _check_withdrawal(unit, doing)
    shown = "；".join(filter(None, (reason, doing.text("other_case"), doing.text("remark"))))
    stopped = case.state is CaseState.SUSPENDED
    ended = unpaused(case, doing.facts.today) if stopped else case
    end(unit, replace(ended, state=CaseState.CLOSED, closed_why=shown), doing.at)
    return f"{case.number}撤回：{shown}"


def _check_withdrawal(unit: CaseUnit, doing: Doing) -> None:
    case, reason = doing.case, doing.values["reason"]
    if (reason == words.RECALLED) != doing.facts.assigned and reason != words.DUPLICATE:
        raise _wrong("reason", f"“{reason}”不是这类办件的缘由，请另选。")
    if reason == words.DUPLICATE:
        other = unit.cases.find_by_number(doing.text("other_case").strip())
        if other is None or not _is_twin(case, other):
            raise _wrong("other_case", "重复登记的，须写明同一申请人、同一事项继续办理的受理编号。")
        if not _goes_on(other):
            raise _wrong("other_case", f"办件{other.number}现为“{other.state.value}”，没有在继续办理，请核对。")
    elif not doing.text("asked_on"):
        raise _wrong("asked_on", "“书面撤回日期”须填：撤回以书面为准。")
    else:
        doing.day("asked_on", "书面撤回日期", not_before=case.received_on, before_what="收件日期")


def _is_twin(case: Case, other: Case) -> bool:
    ours, theirs = case.applicant, other.applicant
    certificates = {ours.certificate, theirs.certificate} - {""}
    same = (other.matter, theirs.name) == (case.matter, ours.name)
    return same and other.id != case.id and len(certificates) <= 1


def _goes_on(case: Case) -> bool:
    """Tell whether an application is being dealt with, or was done; two may not end each other."""
    if case.completed_on is not None:
        return True
    return case.state is not CaseState.ENQUIRY and case.state not in ENDED


def close(unit: CaseUnit, doing: Doing) -> str:
    """End an enquiry that was answered."""
    outcome = doing.values["outcome"]
    if outcome == words.GUIDED and not doing.text("organ"):
        raise _wrong("organ", "引导到别的部门的，须写明主管部门。")
    guided = " ".join(filter(None, (doing.text("organ"), doing.text("organ_telephone"))))
    shown = "；".join(filter(None, (outcome, guided, doing.text("remark"))))
    end(unit, replace(doing.case, state=CaseState.CLOSED, closed_why=shown), doing.at)
    return f"结束咨询{doing.case.number}：{shown}"


DOINGS: dict[str, Callable[[CaseUnit, Doing], str]] = {
    "receive": receive,
    "complete_at_once": complete_at_once,
    "complete": complete,
    "serve_result": serve_result,
    "deferred_materials": deferred_brought,
    "resume": resume,
    "ask_extension": ask_extension,
    "decide_extension": decide_extension,
    "withdraw": withdraw,
    "close": close,
}
