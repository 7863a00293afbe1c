"""Why a way of the case's life is closed though the case stands in the right state."""

from __future__ import annotations

from app.cases.act_fields import WITHDRAWALS
from app.cases.facts import Facts
from app.cases.models import CaseState, ExtensionState
from app.cases.next_acts import wanting_of
from app.catalogue.models import MatterKind
from app.custody.lights import Light, light_of

_ASSIGNED = "来文来函和交办事项不适用。"
_ASKED = "延期申请还在等分管局领导审批，请先请领导决定。"
_UNTOLD = "延期已获批准而没有告知申请人，请先出具延期告知书。"


def always(_facts: Facts) -> str:
    """Close nothing."""
    return ""


def for_applicants(facts: Facts) -> str:
    """Close what is meant for applications alone."""
    return _ASSIGNED if facts.assigned else ""


def receive_closed(facts: Facts) -> str:
    """Close receiving for a case whose materials were received before."""
    case = facts.case
    if case.accepted_on is not None or case.completed_on is not None:
        return f"办件{case.number}已经受理过，再次申请请另行登记。"
    if case.closed_why.startswith(WITHDRAWALS):
        return f"办件{case.number}的申请已经撤回（{case.closed_why}），再次申请请另行登记。"
    return ""


def correction_closed(facts: Facts) -> str:
    """Close asking for more once the time to tell is over (行政许可法第三十二条第一款第四项)."""
    if not facts.deemed:
        return ""
    return (
        f"办件{facts.case.number}的法定告知期限已过，自收到材料之日（{facts.tell.start}）起视为受理，"
        "不能再要求补正，请出具受理回执。"
    )


def at_once_closed(facts: Facts) -> str:
    """Close completion at once for a matter that takes time, or that lacks materials."""
    if facts.matter.kind is not MatterKind.IMMEDIATE:
        return f"“{facts.matter.name}”不是即办件，请出具受理回执，限时办结。"
    if facts.deemed:
        return f"法定告知期限 {facts.tell.due} 已过，申请视为已受理，请先出具受理回执再办结。"
    return _lacking(facts)


def _lacking(facts: Facts) -> str:
    lacking = wanting_of(facts.case, facts.standing)
    names = "、".join(material.name for material in lacking)
    return f"还缺{len(lacking)}项材料（{names}）。" if lacking else ""


def deferral_closed(facts: Facts) -> str:
    """Close 容缺受理 where nothing, or a main material, is wanting."""
    lacking = wanting_of(facts.case, facts.standing)
    if not lacking:
        return "材料已齐全，不需要容缺。"
    main = [material.name for material in lacking if material.main]
    if main:
        return f"缺主要材料“{'、'.join(main)}”，不能容缺受理。"
    return ""


def deferred_closed(facts: Facts) -> str:
    """Close the end of a deferral while the tick list still lacks something."""
    if not facts.deferred_open:
        return "没有容缺待补的材料。"
    return _lacking(facts)


def special_step_closed(facts: Facts) -> str:
    """Close special steps for letters and tasks, for a case that is late, and while an extension waits."""
    if facts.assigned:
        return _ASSIGNED
    if extension_waits(facts):
        return _ASKED
    if facts.due is not None and facts.today > facts.due:
        return "承诺时限已过，特殊环节不能使期限倒转；请按“未能按时办结告知”处理。"
    return _UNTOLD if _is_untold(facts) else ""


def extension_ask_closed(facts: Facts) -> str:
    """Close a second extension, one asked for too late (行政许可法第四十二条), and that of a letter's date."""
    if facts.assigned:
        return "来文来函和交办事项的期限由来文（交办）单位定，本局不能自行延长。"
    extension = facts.case.extension
    if extension is not None and extension.state is not ExtensionState.DECLINED:
        return f"延期{extension.state.value}，一个办件只延长一次。"
    return _in_time(facts)


def _in_time(facts: Facts) -> str:
    if facts.due is None or facts.today > facts.due:
        return "办理期限已过，不能再延长；请按“未能按时办结告知”处理。"
    return ""


def extension_waits(facts: Facts) -> bool:
    """Tell whether an extension was asked for that the leader has not decided."""
    extension = facts.case.extension
    return extension is not None and extension.state is ExtensionState.ASKED


def _is_untold(facts: Facts) -> bool:
    extension = facts.case.extension
    return extension is not None and extension.state is ExtensionState.APPROVED


def extension_decide_closed(facts: Facts) -> str:
    """Close the decision where nothing was asked for."""
    return "" if extension_waits(facts) else "没有待审批的延期申请。"


def extension_notice_closed(facts: Facts) -> str:
    """Close the notice until the leader approved, and once the time is over."""
    extension = facts.case.extension
    if extension is None or extension.state is not ExtensionState.APPROVED:
        return "延期还没有经分管局领导批准。" if extension is None else f"延期{extension.state.value}。"
    return _in_time(facts)


def overdue_closed(facts: Facts) -> str:
    """Close the record of lateness while there is time enough."""
    if facts.due is None:
        return "没有办理期限，不需要告知。"
    if is_near(facts):
        return ""
    return "还没有临近办理期限，不需要告知。"


def is_near(facts: Facts) -> bool:
    """Tell whether the case is late or about to be (限时办结制三)."""
    segment = facts.segment
    if segment is None or segment.holding.due is None:
        return False
    return light_of(segment.holding, facts.today, facts.calendar) is not Light.ON_TIME


def complete_closed(facts: Facts) -> str:
    """Close completion while deferred materials are out, and when late until that was told."""
    if facts.deferred_open:
        return "容缺的材料还没有补齐；补齐后才能出具办理结果。"
    if extension_waits(facts):
        return _ASKED
    if facts.due is not None and facts.today > facts.due and not is_told(facts):
        return "已超过办理期限：须先报告领导、告知申请人，并出具未能按时办结告知记录（限时办结制三）。"
    return ""


def is_told(facts: Facts) -> bool:
    """Tell whether lateness by the present due date was reported and told, before that day or after it."""
    record, due = facts.last("overdue_record"), facts.due
    if record is None or due is None:
        return False
    return record.issued_on > due or record.fields.get("due_on") == due.isoformat()


def deny_closed(facts: Facts) -> str:
    """Close a denial for letters, where one is under way, and where leaders said no before."""
    if facts.assigned:
        return _ASSIGNED
    clearance = facts.clearance
    if clearance is None:
        return ""
    if clearance.turned_down:
        return "领导没有同意否定，应当依法受理、办理。"
    return f"已有一份否定报备（{clearance.state}），请在“否定报备”中继续。"


def non_acceptance_closed(facts: Facts) -> str:
    """Close the notice until the chain is complete; three situations alone are told first."""
    clearance = facts.clearance
    if facts.assigned:
        return _ASSIGNED
    if clearance is not None and clearance.turned_down:
        return "领导没有同意否定，应当依法受理、办理。"
    if facts.case.state is CaseState.DENYING and (clearance is None or not clearance.cleared):
        stands = clearance.state if clearance is not None else "未起草"
        return f"否定报备还没有完成（{stands}）：单位负责人和分管局领导核查同意后，才能出具不予受理通知书。"
    return ""
