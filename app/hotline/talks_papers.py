"""What the notice of a talk (约谈通知) and its record (约谈记录) begin with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.clock import SHANGHAI, typed_moment
from app.errors import BadInput, Problem
from app.forms.orders import HIDDEN_TITLE
from app.hotline.models import OrderId, Record, RecordKind, Secrecy, WorkOrder
from app.hotline.papers_reading import filled_in, following
from app.hotline.ports import OrderUnit
from app.hotline.talks_models import Talk
from app.people.models import Actor, DivisionId
from app.people.permissions import Right
from app.people.staffing import holders
from app.register.models import Document, DocumentId, DocumentState

_PURPOSE = "了解连续督办仍未整改到位的原因，督促落实整改措施，按时办结群众诉求。"
_DEMAND = "请准备书面情况说明，写明每一件督办工单的办理情况、未办结的原因和整改措施、时限。"
_PAST = "“约谈时间”已经过了，约谈通知须在约谈以前签发。"
_TO_COME = "“约谈时间”还没有到，约谈以后再签发约谈记录。"


def time_of_talk(document: Document, *, held: bool) -> datetime:
    """Return when the talk is; raises ``BadInput`` for the notice of a past one, the record of one to come."""
    at = datetime.fromisoformat(document.fields["talk_at"]).replace(tzinfo=SHANGHAI)
    if at > document.issued_at if held else at < document.issued_at:
        raise BadInput.listing((Problem("talk_at", _TO_COME if held else _PAST),))
    return at


def supervised(unit: OrderUnit, talk: Talk) -> tuple[tuple[WorkOrder, Record], ...]:
    """Return the supervisions a talk rests on with their orders, in order of time."""
    found = [
        (unit.orders.get(OrderId(order)), record)
        for order in talk.orders
        for record in unit.course.records(OrderId(order))
        if record.id in talk.supervisions
    ]
    return tuple(sorted(found, key=lambda each: (each[1].at, each[1].id)))


def notice_fields(unit: OrderUnit, talk: Talk, actor: Actor) -> dict[str, Any]:
    """Return the notice as far as the talk knows it; time and place are still to be given."""
    rows = [_row(unit, order, record) for order, record in supervised(unit, talk)]
    heads = holders(unit.people, Right.REVIEW_ORDER, talk.division)
    own = [f"{each.name}（单位负责人）" for each in heads if each.division == talk.division]
    telephone = unit.people.get_division(DivisionId(talk.office)).counter_telephone
    cause = f"你单位办理12345热线工单被连续督办{len(rows)}次，其间没有一件满意办结"
    return filled_in(
        {
            "talked_division": talk.division_name,
            "talked_people": "、".join(own),
            "cause": f"{cause}。",
            "talk_hosts": actor.name,
            "purpose": _PURPOSE,
            "demand": _DEMAND,
            "supervisions": rows,
            "handler_name": actor.signed,
            "contact_telephone": telephone,
        }
    )


def record_fields(unit: OrderUnit, talk: Talk, actor: Actor) -> dict[str, Any]:
    """Return the record as far as the notice and the supervisions tell."""
    notice = unit.documents.get(DocumentId(talk.notice))
    told = notice.fields
    kept = ("talked_division", "talk_at", "talk_place", "talk_hosts", "talked_people")
    problems = [
        f"{place}．工单{order.number}：{record.fields.get('problem', '')}"
        for place, (order, record) in enumerate(supervised(unit, talk), 1)
    ]
    return filled_in(
        {
            "notice_number": str(notice.number),
            **{key: told.get(key) for key in kept},
            "recorder": actor.signed if actor.name not in str(told.get("talk_hosts")) else "",
            "problem": "\n".join(problems),
        }
    )


def letter_of(unit: OrderUnit, order: WorkOrder, record: Record) -> Document | None:
    """Return the newest letter issued for a supervision that still stands."""
    found = [
        each
        for each in unit.documents.of_number(order.number)
        if each.type_key == "supervision_letter"
        and each.state is not DocumentState.VOID
        and each.fields.get("round") == record.fields.get("times")
    ]
    return found[-1] if found else None


def _row(unit: OrderUnit, order: WorkOrder, record: Record) -> dict[str, Any]:
    letter = letter_of(unit, order, record)
    answer = following(unit.course.records(order.id), record, RecordKind.FEEDBACK)
    return filled_in(
        {
            "number": order.number,
            "title": HIDDEN_TITLE if order.secrecy is Secrecy.WHOLE else order.title,
            "at": typed_moment(record.at),
            "way": record.fields.get("way"),
            "paper": str(letter.number) if letter else "",
            "problem": record.fields.get("problem"),
            "feedback": answer.fields.get("feedback") if answer else "",
        }
    )
