"""Who may hold a case and the clocks beside it when the division head reassigns them."""

from __future__ import annotations

from collections.abc import Mapping

from app.cases.models import CaseId, CaseState, ExtensionState
from app.cases.ports import CaseUnit
from app.custody.models import Segment
from app.custody.rooms import Room
from app.people.models import ROLE_NAMES, Actor, Role
from app.people.permissions import ROLES, Right, may

_S = CaseState
# The right of the step that comes next; whoever may do anything at all with cases may serve the result.
_RIGHTS = {
    _S.ENQUIRY: Right.ISSUE_DOCUMENT,
    _S.RECEIVED: Right.ISSUE_DOCUMENT,
    _S.CORRECTING: Right.ISSUE_DOCUMENT,
    _S.TO_ACCEPT: Right.ISSUE_DOCUMENT,
    _S.ACCEPTED: Right.COMPLETE_CASE,
    _S.SUSPENDED: Right.COMPLETE_CASE,
    _S.DENYING: Right.SUBMIT_DENIAL,
    _S.COMPLETED: Right.RECORD_SERVICE,
}


def lacking(to: Actor, right: Right, division: int) -> str:
    """Return that the person does not hold the right there, "" where he does."""
    if may(to, right, division):
        return ""
    needed = "、".join(ROLE_NAMES[role] for role in Role if role in ROLES[right])
    return f"下一步要“{right.value}”，须由{needed}办理。"


def _case(unit: CaseUnit, segment: Segment, to: Actor) -> str:
    case = unit.cases.get(_case_of(segment))
    return lacking(to, _RIGHTS.get(case.state, Right.ISSUE_DOCUMENT), segment.holding.division)


def _brought(_unit: CaseUnit, segment: Segment, to: Actor) -> str:
    return lacking(to, Right.OPEN_CASE, segment.holding.division)


def _extension(unit: CaseUnit, segment: Segment, to: Actor) -> str:
    extension = unit.cases.get(_case_of(segment)).extension
    if extension is not None and extension.state is ExtensionState.APPROVED:
        return lacking(to, Right.EXTEND_CASE, segment.holding.division)
    if extension is not None and extension.asked_by == to.id:
        return "延期是本人申请的，不能由本人审批。"
    return lacking(to, Right.APPROVE_EXTENSION, segment.holding.division)


def _answer(_unit: CaseUnit, segment: Segment, to: Actor) -> str:
    return lacking(to, Right.ANSWER, segment.holding.division)


def _case_of(segment: Segment) -> CaseId:
    return CaseId(int(segment.holding.subject.partition(":")[2]))


CASE_ROOMS: Mapping[str, Room[CaseUnit]] = {
    "case": Room(why_not=_case),
    "estimate": Room(why_not=_case),
    "deferred_material": Room(why_not=_brought),
    "extension": Room(why_not=_extension),
    "deferred": Room(why_not=_answer),
}
