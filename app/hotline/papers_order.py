"""The order itself on paper, its answer (办理答复单), and the letter to a co-handling division (协办函)."""

from __future__ import annotations

from typing import Any

from app.clock import typed_moment
from app.forms.masking import is_masked_name, mask_name
from app.hotline.models import Record, RecordKind, ShareId
from app.hotline.papers_reading import (
    Source,
    caller_of,
    content_of,
    day,
    filled_in,
    following,
    head_of,
)

_K = RecordKind
_NOTED = (
    "verdict",
    "way",
    "reason",
    "opinion",
    "note",
    "words",
    "problem",
    "feedback",
    "reply",
    "satisfaction",
)
_LONGEST_NOTE = 500


def work_order(source: Source, _part: int) -> dict[str, Any]:
    """Return the whole course of the order."""
    order = source.order
    return filled_in(
        {
            "number": order.number,
            "type": order.type.value,
            "source": order.channel,
            "title": order.title,
            "topic": order.topic,
            "urgent": order.urgent,
            "serial": order.serial,
            "query_code": order.query_code,
            "called_at": typed_moment(order.called_at),
            "city_dispatched_at": typed_moment(order.city_dispatched_at),
            "city_due": day(order.city_due),
            "secrecy": order.secrecy.value,
            **caller_of(order),
            "place": order.place,
            "content": order.content,
            "purpose": order.purpose,
            **_dispatched(source),
            **_answered(source),
            "calls": [_call(each) for each in source.of_kind(_K.CALL)],
            "supervisions": [_supervision(source, each) for each in source.of_kind(_K.SUPERVISION)],
            "call_backs": [_call_back(each) for each in source.of_kind(_K.CALL_BACK)],
            "course": [_step(each) for each in source.records],
        }
    )


def _dispatched(source: Source) -> dict[str, Any]:
    order = source.order
    return {
        "lead": order.lead_name,
        "co_handlers": _co_handlers(source),
        "first_dispatched_at": typed_moment(order.first_dispatched_at),
        "dispatched_at": source.dispatched(),
        "limit_days": order.limit_days or None,
        "due": day(order.due) if order.dispatched_at else "",
        "signed_at": typed_moment(order.signed_at),
        "handler_name": order.handler_name,
    }


def _answered(source: Source) -> dict[str, Any]:
    order, reply = source.order, source.order.reply
    archived = source.of_kind(_K.ARCHIVE)
    return {
        "answer": reply.content,
        "basis": reply.basis,
        "result": reply.result.value if reply.result else "",
        "attitude": reply.attitude,
        "reviewer_name": order.reviewer_name,
        "completed_at": typed_moment(order.completed_at),
        "returns": order.returns,
        "reworks": order.reworks,
        "archive_number": archived[-1].fields.get("archive_number", "") if archived else "",
    }


def _co_handlers(source: Source) -> list[dict[str, Any]]:
    return [
        filled_in(
            {"division": each.division_name, "task": each.task, "due": day(each.due), "reply": each.reply}
        )
        for each in source.shares
        if not each.withdrawn
    ]


def _call(record: Record) -> dict[str, Any]:
    return _told(record, "way", "reached", "words")


def _call_back(record: Record) -> dict[str, Any]:
    keys = ("way", "reached", "satisfaction", "solved", "opinion")
    return _told(record, *keys) if record.fields.get("reached") else _told(record, "way", "reached", "opinion")


def _supervision(source: Source, record: Record) -> dict[str, Any]:
    answer = following(source.records, record, _K.FEEDBACK)
    feedback = answer.fields.get("feedback", "") if answer else ""
    return _told(record, "way", "problem", "demand", "due") | filled_in({"feedback": feedback})


def _told(record: Record, *keys: str) -> dict[str, Any]:
    said = {key: record.fields.get(key) for key in keys}
    return filled_in({"at": typed_moment(record.at), "by_name": record.staff_name, **said})


def _step(record: Record) -> dict[str, Any]:
    noted = (str(record.fields[key]).rstrip("。；") for key in _NOTED if record.fields.get(key))
    said = "；".join(noted)
    note = said if len(said) <= _LONGEST_NOTE else f"{said[:_LONGEST_NOTE]}…"
    return filled_in(
        {
            "at": typed_moment(record.at),
            "act": record.title,
            "division": record.division_name,
            "by_name": record.staff_name,
            "note": note,
        }
    )


def reply_sheet(source: Source, _part: int) -> dict[str, Any]:
    """Return the answer with how it was come to; the caller keeps his surname alone."""
    order, reply = source.order, source.order.reply
    reached = [each for each in source.of_kind(_K.CALL) if each.fields.get("reached")]
    spoken = reached[-1] if reached else None
    name = caller_of(order)["caller"]
    return filled_in(
        {
            "number": order.number,
            "type": order.type.value,
            "title": order.title,
            "secrecy": order.secrecy.value,
            "caller": name if is_masked_name(name) else mask_name(name),
            "content": order.content,
            "lead": order.lead_name,
            "co_handlers": _co_handlers(source),
            "dispatched_at": source.dispatched(),
            "due": day(order.due),
            "contacted_at": typed_moment(spoken.at) if spoken else "",
            "contact_way": spoken.fields.get("way") if spoken else "",
            "contacted_by": spoken.staff_name if spoken else "",
            "attitude": reply.attitude,
            "findings": _findings(source, spoken),
            "basis": reply.basis,
            "answer": reply.content,
            "result": reply.result.value if reply.result else "",
            "handler_name": order.handler_name,
            "reviewer_name": order.reviewer_name,
        }
    )


def _findings(source: Source, spoken: Record | None) -> str:
    """Return what was learned from the caller and from the co-handling divisions, a line each."""
    heard = [str(spoken.fields.get("words") or "")] if spoken else []
    reported = [f"{each.division_name}反馈：{each.reply}" for each in source.shares if each.reply]
    return "\n".join(filter(None, (*heard, *reported)))


def co_handling_letter(source: Source, part: int) -> dict[str, Any]:
    """Return the letter to one co-handling division; it never says who called."""
    order = source.order
    share = next(each for each in source.shares if each.id == ShareId(part))
    return filled_in(
        {
            **head_of(source),
            "secrecy": order.secrecy.value,
            "content": content_of(source),
            "lead": order.lead_name,
            "co_handler": share.division_name,
            "task": share.task,
            "reply_by": day(share.due),
            "due": day(order.due),
            "handler_name": order.handler_name,
            "contact_telephone": source.telephone_of(order.lead) if order.lead else "",
        }
    )
