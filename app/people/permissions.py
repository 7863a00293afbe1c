"""What a role may do, and where (窗口无否决权: no right here lets a counter clerk refuse anybody)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from app.errors import NotAllowed
from app.people.models import ROLE_NAMES, Actor, DivisionId, Role

_CLERK = Role.COUNTER_CLERK
_HANDLER = Role.HANDLER
_HEAD = Role.DIVISION_HEAD
_LEADER = Role.LEADER_IN_CHARGE
_PETITION = Role.PETITION_CENTRE
_EFFICIENCY = Role.EFFICIENCY_OFFICE
_ARCHIVIST = Role.ARCHIVIST
_ADMINISTRATOR = Role.ADMINISTRATOR


class Right(Enum):
    """An act that needs a role; the value is what a refusal calls it."""

    SEE_WORK = "查看办件和文书"
    SEE_TASKS = "查看待办"
    OPEN_CASE = "登记办件"
    ISSUE_DOCUMENT = "签发文书"
    PRINT_DOCUMENT = "打印文书"
    VOID_DOCUMENT = "作废文书"
    RECORD_SERVICE = "登记送达"
    ANSWER = "答复疑难问题"
    UNCOVER = "查看完整个人信息"
    HEAD_SECOND_NOTICE = "审核二次告知"
    COMPLETE_CASE = "办结办件"
    EXTEND_CASE = "申请延长办理期限"
    APPROVE_EXTENSION = "批准延长办理期限"
    ASSIGN = "登记来文和交办事项"
    REFUSE = "出具不予受理通知书"
    DRAFT_DENIAL = "起草否定报备"
    SUBMIT_DENIAL = "提交否定报备"
    CHECK_AS_HEAD = "以单位负责人身份核查否定报备"
    CHECK_AS_LEADER = "以分管局领导身份核查否定报备"
    REEXAMINE = "受理投诉并组织复核"
    ARCHIVE = "归档"
    SEE_STATISTICS = "查看统计"
    EDIT_CATALOGUE = "维护事项目录"
    EDIT_CALENDAR = "维护工作日历"
    EDIT_STAFF = "管理人员和角色"
    EDIT_OFFICE = "修改本局设置"
    SET_NUMBERS = "设定起始文号"
    VERIFY_LEDGER = "核验台账"
    KEEP_BACKUPS = "备份和恢复"
    REGISTER_CONTACT = "首问登记"
    REASSIGN_CONTACT = "改派首问登记"
    STUDY_MAJOR = "研究重大事项"
    REASSIGN = "改派待办"
    SET_POSTS = "设置岗位和AB岗"
    APPROVE_POSTS = "批准岗位设置"
    FILE_POSTS = "备案岗位设置"
    PLAN_ABSENCE = "申请离岗"
    APPROVE_ABSENCE = "批准离岗"
    ENTER_SUDDEN_ABSENCE = "登记他人临时离岗"
    HAND_OVER = "交接工作"
    SEE_ORDERS = "查看12345工单"
    SEE_CALLERS = "查看保密诉求人"
    DISPATCH_ORDER = "登记和分派12345工单"
    HANDLE_ORDER = "办理12345工单"
    REVIEW_ORDER = "审核12345工单答复"
    ARBITRATE_ORDER = "裁定派单异议"
    SUPERVISE_ORDER = "督办12345工单"
    CALL_BACK_ORDER = "回访和归档12345工单"
    HOLD_TALK = "约谈"
    SEE_ORDER_FIGURES = "查看12345热线统计"
    EDIT_DIRECTORY = "维护职责目录"
    PROPOSE_ANSWER = "提出知识库条目"
    APPROVE_ANSWER = "审定知识库条目"
    SET_RETENTION = "设定保管期限"
    APPRAISE = "鉴定、导出和销毁到期文书"
    APPROVE_DESTRUCTION = "审批销毁"


_COUNTER = frozenset({_CLERK, _HANDLER})
_DIVISION = frozenset({_CLERK, _HANDLER, _HEAD})
_OVERSEERS = frozenset({_LEADER, _EFFICIENCY, _ARCHIVIST})

ROLES: dict[Right, frozenset[Role]] = {
    Right.SEE_WORK: _DIVISION | _OVERSEERS,
    Right.SEE_TASKS: _DIVISION | _OVERSEERS | {_PETITION},
    Right.OPEN_CASE: _COUNTER,
    Right.ISSUE_DOCUMENT: _COUNTER,
    Right.PRINT_DOCUMENT: _DIVISION | {_ARCHIVIST},
    Right.VOID_DOCUMENT: _DIVISION,
    Right.RECORD_SERVICE: _DIVISION,
    Right.ANSWER: _DIVISION,
    Right.UNCOVER: _DIVISION,
    Right.HEAD_SECOND_NOTICE: frozenset({_HEAD}),
    Right.COMPLETE_CASE: frozenset({_HANDLER}),
    Right.EXTEND_CASE: frozenset({_HANDLER}),
    Right.APPROVE_EXTENSION: frozenset({_LEADER}),
    Right.ASSIGN: frozenset({_HANDLER, _HEAD}),
    Right.REFUSE: frozenset({_HANDLER}),
    Right.DRAFT_DENIAL: _COUNTER,
    Right.SUBMIT_DENIAL: frozenset({_HANDLER}),
    Right.CHECK_AS_HEAD: frozenset({_HEAD}),
    Right.CHECK_AS_LEADER: frozenset({_LEADER}),
    Right.REEXAMINE: frozenset({_EFFICIENCY}),
    Right.ARCHIVE: frozenset({_HANDLER, _ARCHIVIST}),
    Right.SEE_STATISTICS: frozenset({_HEAD, _LEADER, _EFFICIENCY}),
    Right.EDIT_CATALOGUE: frozenset({_ADMINISTRATOR}),
    Right.EDIT_CALENDAR: frozenset({_ADMINISTRATOR}),
    Right.EDIT_STAFF: frozenset({_ADMINISTRATOR}),
    Right.EDIT_OFFICE: frozenset({_ADMINISTRATOR}),
    Right.SET_NUMBERS: frozenset({_ADMINISTRATOR}),
    Right.VERIFY_LEDGER: frozenset({_ADMINISTRATOR, _EFFICIENCY}),
    Right.KEEP_BACKUPS: frozenset({_ADMINISTRATOR}),
    Right.REGISTER_CONTACT: frozenset(Role),
    Right.REASSIGN_CONTACT: frozenset({_HEAD}),
    Right.STUDY_MAJOR: frozenset({_LEADER}),
    Right.REASSIGN: frozenset({_HEAD}),
    Right.SET_POSTS: frozenset({_HEAD, _ADMINISTRATOR}),
    Right.APPROVE_POSTS: frozenset({_LEADER}),
    Right.FILE_POSTS: frozenset({_EFFICIENCY, _ADMINISTRATOR}),
    Right.PLAN_ABSENCE: frozenset(Role),
    # Which of them in which case is said by the rule of approval: a head's own is the leader's.
    Right.APPROVE_ABSENCE: frozenset({_HEAD, _LEADER, _ADMINISTRATOR}),
    Right.ENTER_SUDDEN_ABSENCE: frozenset(Role),
    # Whose handover it is says the room of posts: his who leaves, who stands in, who decides on the absence.
    Right.HAND_OVER: frozenset(Role),
    Right.SEE_ORDERS: _DIVISION | _OVERSEERS | {_PETITION},
    Right.SEE_CALLERS: frozenset({_PETITION, _EFFICIENCY}),
    Right.DISPATCH_ORDER: frozenset({_PETITION}),
    Right.HANDLE_ORDER: frozenset({_HANDLER, _HEAD}),
    Right.REVIEW_ORDER: frozenset({_HEAD, _LEADER}),
    Right.ARBITRATE_ORDER: frozenset({_LEADER}),
    Right.SUPERVISE_ORDER: frozenset({_PETITION, _EFFICIENCY}),
    Right.CALL_BACK_ORDER: frozenset({_PETITION}),
    Right.HOLD_TALK: frozenset({_EFFICIENCY}),
    Right.SEE_ORDER_FIGURES: frozenset({_HEAD, _LEADER, _EFFICIENCY, _PETITION}),
    Right.EDIT_DIRECTORY: frozenset({_PETITION, _ADMINISTRATOR}),
    Right.PROPOSE_ANSWER: frozenset({_HANDLER, _HEAD, _PETITION}),
    Right.APPROVE_ANSWER: frozenset({_HEAD, _PETITION}),
    Right.SET_RETENTION: frozenset({_ARCHIVIST, _ADMINISTRATOR}),
    Right.APPRAISE: frozenset({_ARCHIVIST}),
    Right.APPROVE_DESTRUCTION: frozenset({_LEADER}),
}


def may(actor: Actor, right: Right, division: DivisionId | int | None = None) -> bool:
    """Tell whether the actor holds a role for the right there (``division`` None: anywhere)."""
    reach = reach_of(actor, right)
    if reach is None:
        return True
    return bool(reach) if division is None else division in reach


def reach_of(actor: Actor, right: Right) -> frozenset[int] | None:
    """Return the divisions in which the actor holds the right; None means the whole bureau."""
    if right is Right.REFUSE and actor.behalf is not None and actor.behalf.window_only:
        return frozenset()  # 窗口无否决权: no substitution gives a window clerk a veto
    grants = [grant for grant in actor.grants if grant.role in ROLES[right]]
    if any(grant.division is None for grant in grants):
        return None
    return frozenset(int(grant.division) for grant in grants if grant.division is not None)


def reach_of_all(actor: Actor, rights: Iterable[Right]) -> frozenset[int] | None:
    """Return the divisions in which the actor holds all of the rights; None means the whole bureau."""
    bounded = [reach for reach in (reach_of(actor, right) for right in rights) if reach is not None]
    return frozenset.intersection(*bounded) if bounded else None


def verifies(actor: Actor) -> bool:
    """Tell whether the person verifies the ledger: it is one book, so for the whole bureau or not at all."""
    return reach_of(actor, Right.VERIFY_LEDGER) is None


def tasks_of(actor: Actor) -> frozenset[int] | None:
    """Return the divisions whose open items the person sees: as far as he sees work, else his own."""
    reach = reach_of(actor, Right.SEE_WORK)
    own = reach == frozenset() and may(actor, Right.SEE_TASKS)
    return frozenset({int(actor.division)}) if own else reach


def require(actor: Actor, right: Right, division: DivisionId | int | None = None) -> None:
    """Raise ``NotAllowed`` where the actor does not hold the right."""
    if may(actor, right, division):
        return
    needed = "、".join(ROLE_NAMES[role] for role in Role if role in ROLES[right])
    where = "在该处室" if division is not None and may(actor, right) else ""
    raise NotAllowed(f"{actor.name}{where}没有“{right.value}”的权限，须由{needed}办理。")
