"""The whole life of a case (办件): every way it can go, who may take it and what it needs, in one table.

No other way exists: what is not a row here is done by no screen and no command. A refusal is a way through the
approval chain alone (否定报备制四, 政务服务管理制度七: 窗口无否决权).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.cases import act_fields as fields
from app.cases.facts import Facts
from app.cases.gates import (
    always,
    at_once_closed,
    complete_closed,
    correction_closed,
    deferral_closed,
    deferred_closed,
    deny_closed,
    extension_ask_closed,
    extension_decide_closed,
    extension_notice_closed,
    for_applicants,
    non_acceptance_closed,
    overdue_closed,
    receive_closed,
    special_step_closed,
)
from app.cases.models import CaseState
from app.forms.fields import Section
from app.people.models import ROLE_NAMES, Role
from app.people.permissions import ROLES, Right

_S = CaseState
_BEFORE = (_S.RECEIVED, _S.CORRECTING)
_TO_DECIDE = (*_BEFORE, _S.TO_ACCEPT)
_RUNNING = (_S.ACCEPTED, _S.SUSPENDED)


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of the table: from which states, under which right, and what it needs in words.

    ``paper`` True: it is taken by issuing the document type of this key; else ``sections`` are what is filled
    in. ``closed`` returns why it cannot be taken now though the state is right, "" when it can.
    """

    key: str
    title: str
    sources: tuple[CaseState, ...]
    right: Right
    needs: str
    paper: bool = False
    sections: tuple[Section, ...] = ()
    closed: Callable[[Facts], str] = always

    @property
    def by(self) -> str:
        """Whose act it is, in words."""
        return "、".join(ROLE_NAMES[role] for role in Role if role in ROLES[self.right])


RECEIVE = Way(
    key="receive",
    title="收件",
    sources=(_S.ENQUIRY, _S.CLOSED),
    right=Right.OPEN_CASE,
    needs="申请人交来材料",
    closed=receive_closed,
)
WAYS: tuple[Way, ...] = (
    Way(
        key="one_time_notice",
        title="一次性告知",
        sources=(_S.ENQUIRY, _S.RECEIVED, _S.CLOSED),
        right=Right.ISSUE_DOCUMENT,
        needs="告知六项内容",
        paper=True,
        closed=for_applicants,
    ),
    RECEIVE,
    Way(
        key="complete_at_once",
        title="即时办结",
        sources=_TO_DECIDE,
        right=Right.OPEN_CASE,
        needs="即办件，材料齐全",
        sections=fields.RESULT,
        closed=at_once_closed,
    ),
    Way(
        key="acceptance_receipt",
        title="受理",
        sources=_TO_DECIDE,
        right=Right.ISSUE_DOCUMENT,
        needs="材料齐全，或次要材料容缺并有承诺书",
        paper=True,
    ),
    Way(
        key="correction_notice",
        title="补正告知",
        sources=_BEFORE,
        right=Right.ISSUE_DOCUMENT,
        needs="一次写明全部需补正内容，在法定告知期限内",
        paper=True,
        closed=correction_closed,
    ),
    Way(
        key="deferral_undertaking",
        title="容缺承诺",
        sources=_TO_DECIDE,
        right=Right.ISSUE_DOCUMENT,
        needs="只缺次要材料，申请人书面承诺补交日期",
        paper=True,
        closed=deferral_closed,
    ),
    Way(
        key="notice_and_undertaking",
        title="告知承诺",
        sources=(_S.ENQUIRY, *_TO_DECIDE),
        right=Right.ISSUE_DOCUMENT,
        needs="申请人自愿书面承诺",
        paper=True,
    ),
    Way(
        key="deny",
        title="否定报备",
        sources=(*_BEFORE, _S.ACCEPTED),
        right=Right.DRAFT_DENIAL,
        needs="登记表经单位负责人和分管局领导核查",
        closed=deny_closed,
    ),
    Way(
        key="non_acceptance_notice",
        title="不予受理通知",
        sources=(*_BEFORE, _S.DENYING),
        right=Right.REFUSE,
        needs="否定报备已完成；非本局职权、无需许可、登记当场的，先告知、一个工作日内补报",
        paper=True,
        closed=non_acceptance_closed,
    ),
    Way(
        key="deferred_materials",
        title="容缺材料已补齐",
        sources=(*_RUNNING, _S.DENYING),
        right=Right.OPEN_CASE,
        needs="承诺补交的材料已收到",
        sections=fields.BROUGHT,
        closed=deferred_closed,
    ),
    Way(
        key="special_step_notice",
        title="进入特殊环节",
        sources=(_S.ACCEPTED,),
        right=Right.COMPLETE_CASE,
        needs="书面告知所需时间（行政许可法第四十五条）",
        paper=True,
        closed=special_step_closed,
    ),
    Way(
        key="resume",
        title="特殊环节结束",
        sources=(_S.SUSPENDED,),
        right=Right.COMPLETE_CASE,
        needs="环节结束的日期和结论",
        sections=fields.RESUMED,
    ),
    Way(
        key="ask_extension",
        title="申请延期",
        sources=(_S.ACCEPTED,),
        right=Right.EXTEND_CASE,
        needs="理由，在期限届满之前",
        sections=fields.EXTENSION_ASKED,
        closed=extension_ask_closed,
    ),
    Way(
        key="decide_extension",
        title="审批延期",
        sources=(_S.ACCEPTED, _S.DENYING),
        right=Right.APPROVE_EXTENSION,
        needs="分管局领导批准",
        sections=fields.EXTENSION_DECIDED,
        closed=extension_decide_closed,
    ),
    Way(
        key="extension_notice",
        title="延期告知",
        sources=(_S.ACCEPTED, _S.DENYING),
        right=Right.EXTEND_CASE,
        needs="延期已获批准，在期限届满之前告知申请人",
        paper=True,
        closed=extension_notice_closed,
    ),
    Way(
        key="overdue_record",
        title="未能按时办结告知",
        sources=(_S.ACCEPTED,),
        right=Right.COMPLETE_CASE,
        needs="已报告领导、已告知申请人原因和预计时间（限时办结制三）",
        paper=True,
        closed=overdue_closed,
    ),
    Way(
        key="complete",
        title="办结",
        sources=(_S.ACCEPTED,),
        right=Right.COMPLETE_CASE,
        needs="办理结果；逾期的须先有未能按时办结告知记录",
        sections=fields.RESULT,
        closed=complete_closed,
    ),
    Way(
        key="serve_result",
        title="登记结果送达",
        sources=(_S.COMPLETED,),
        right=Right.RECORD_SERVICE,
        needs="申请人收到结果的日期和方式",
        sections=fields.SERVED,
    ),
    Way(
        key="proof_of_service",
        title="送达回证",
        sources=tuple(_S),
        right=Right.ISSUE_DOCUMENT,
        needs="待送达的文书",
        paper=True,
    ),
    Way(
        key="withdraw",
        title="撤回申请",
        sources=(*_TO_DECIDE, *_RUNNING),
        right=Right.OPEN_CASE,
        needs="申请人书面撤回，或属重复登记",
        sections=fields.WITHDRAWN,
    ),
    Way(
        key="close",
        title="结束咨询",
        sources=(_S.ENQUIRY,),
        right=Right.OPEN_CASE,
        needs="咨询已答复",
        sections=fields.CLOSED,
    ),
)
_BY_KEY = {way.key: way for way in WAYS}
PAPERS = tuple(way.key for way in WAYS if way.paper)


def find_way(key: str) -> Way | None:
    """Return the way of a key."""
    return _BY_KEY.get(key)


def why_closed(way: Way, facts: Facts) -> str:
    """Return why the way cannot be taken now, or "" when it can."""
    case = facts.case
    if case.state not in way.sources:
        return f"办件{case.number}现为“{case.state.value}”，不能“{way.title}”。"
    return way.closed(facts)
