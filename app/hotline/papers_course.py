"""A step of an order's course on paper: its return (退单), a supervision (督办), a call-back (回访)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.clock import typed_moment
from app.forms.orders import DISSATISFIED
from app.hotline.ladder import place_in_run
from app.hotline.models import Record, RecordKind, WorkOrder
from app.hotline.papers_reading import (
    REDISPATCHING,
    Source,
    caller_of,
    content_of,
    day,
    filled_in,
    following,
    head_of,
    is_dispatch,
)
from app.hotline.sampling import Terms, drawn_words, terms_of

_K = RecordKind
_REDISPATCHED, _UPHELD, _SENT_BACK = "重新分派", "退单不成立", "退回市热线中心"


def order_return_sheet(source: Source, part: int) -> dict[str, Any]:
    """Return the return with its path, and what the petition centre or the arbiter found of it."""
    record = source.record(part)
    sent = source.dispatch_before(record)
    until = source.rules.days_after(
        source.rules.counted_from(sent.at if sent else record.at), source.rules.settings.return_days
    )
    times = [each for each in source.of_kind(_K.RETURN) if each.id <= record.id]
    said = record.fields
    return filled_in(
        {
            **head_of(source),
            "content": content_of(source),
            "division_name": record.division_name,
            "handler_name": record.staff_name,
            "dispatched_at": source.dispatched(record),
            "return_by": day(until.due),
            "returned_at": typed_moment(record.at),
            "round": len(times),
            "reason": said.get("reason"),
            "basis": said.get("basis"),
            "suggested": said.get("suggested"),
            "hops": _hops(source, record),
            **_verdict(source, record),
        }
    )


def _hops(source: Source, last: Record) -> list[dict[str, Any]]:
    hops: list[dict[str, Any]] = []
    for each in source.records:
        if each.id > last.id:
            break
        if is_dispatch(each):
            hops.append({"division": each.division_name, "dispatched_at": typed_moment(each.at)})
        elif each.kind is _K.RETURN and hops:
            hops[-1] |= {"returned_at": typed_moment(each.at), "reason": each.fields.get("reason", "")}
    return hops


def _verdict(source: Source, record: Record) -> dict[str, Any]:
    found = following(source.records, record, _K.VERDICT)
    if found is None:
        return {}
    word = str(found.fields.get("verdict"))
    anew = word in REDISPATCHING and found.division_name != record.division_name
    stays = word in (*REDISPATCHING, _UPHELD)
    return {
        "opinion": found.fields.get("opinion"),
        "verdict": _REDISPATCHED if anew else _UPHELD if stays else _SENT_BACK,
        "redispatched_to": found.division_name if anew else "",
        "verified_by": found.staff_name,
    }


def supervision_letter(source: Source, part: int) -> dict[str, Any]:
    """Return the supervision: the how-manieth of the order, and of the division in a row."""
    order, record = source.order, source.record(part)
    said = record.fields
    return filled_in(
        {
            **head_of(source),
            "lead": record.division_name,
            "dispatched_at": source.dispatched(record),
            "due": day(order.due),
            "way": said.get("way"),
            "round": said.get("times"),
            "consecutive": place_in_run(source.unit.course, record),
            "problem": said.get("problem"),
            "demand": said.get("demand"),
            "feedback_by": said.get("due"),
            "told_at": typed_moment(record.at) if said.get("way") == "电话" else "",
            "handler_name": record.staff_name,
            "contact_telephone": source.telephone_of(source.actor.division),
        }
    )


def call_back_record(source: Source, part: int) -> dict[str, Any]:
    """Return the call-back with why the order was called back, what was said, and what follows."""
    order, record = source.order, source.record(part)
    said, reached = record.fields, bool(record.fields.get("reached"))
    caller = caller_of(order)
    return filled_in(
        {
            "number": order.number,
            "type": order.type.value,
            "title": order.title,
            "secrecy": order.secrecy.value,
            "caller": caller["caller"],
            "telephone": caller["telephone"],
            "lead": order.lead_name,
            "result": order.reply.result.value if order.reply.result else "",
            "completed_at": typed_moment(done.at) if (done := _completed(source, record)) else "",
            "sampled_by": drawn_words(_as_completed(source, record), _terms(source, record)),
            "called_back_at": typed_moment(record.at),
            "contact_way": said.get("way"),
            "handler_name": record.staff_name,
            "reached": reached,
            **(_said(source, record) if reached else {"remark": _nobody(source, record)}),
        }
    )


def _as_completed(source: Source, record: Record) -> WorkOrder:
    """Return the order as it was when it was drawn: what came after the call-back was no ground for it."""
    before = [each for each in source.records if each.id < record.id]
    redone = [
        each
        for each in before
        if each.kind is _K.REWORK
        or (each.kind is _K.CALL_BACK and each.fields.get("satisfaction") in DISSATISFIED)
    ]
    supervised = [each for each in before if each.kind is _K.SUPERVISION]
    return replace(source.order, reworks=len(redone), supervisions=len(supervised))


def _said(source: Source, record: Record) -> dict[str, Any]:
    said = record.fields
    unhappy = said.get("satisfaction") in DISSATISFIED
    known = {"solved": bool(said.get("solved")), "satisfaction": said.get("satisfaction")}
    if not unhappy:
        return known | {"opinion": said.get("opinion")}
    rules = source.rules
    until = rules.days_after(rules.counted_from(record.at), rules.limit_of(source.order.type))
    return known | {"dissatisfaction": said.get("opinion"), "rework": True, "rework_due": day(until.due)}


def _nobody(source: Source, record: Record) -> str:
    tried = [
        each for each in source.of_kind(_K.CALL_BACK) if each.id <= record.id and not each.fields.get("reached")
    ]
    return f"第{len(tried)}次拨打，未接通。"


def _terms(source: Source, record: Record) -> Terms:
    """Return by which terms the order was drawn at its completion."""
    done = _completed(source, record)
    return terms_of(source.order.type, source.rules, done.fields if done else None)


def _completed(source: Source, record: Record) -> Record | None:
    done = [
        each
        for each in source.of_kind(_K.REVIEW)
        if each.id < record.id and each.fields.get("verdict") == "通过"
    ]
    return done[-1] if done else None
