"""The course of an order in words: what each thing put on record says, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.clock import chinese_date_weekday, short_moment
from app.forms.fields import Field, Kind, Section, all_fields
from app.hotline import filling
from app.hotline.arriving import ORIGIN
from app.hotline.models import DECIDED, Record, RecordKind
from app.hotline.returning import hops_of
from ui.screens.facts import in_brief

K = RecordKind
_ASKED: dict[RecordKind, tuple[Section, ...]] = {
    K.DISPATCH: filling.DISPATCH,
    K.RETURN: filling.RETURN,
    K.VERDICT: (*filling.VERDICT_DISPATCH, *filling.SENT_BACK),
    K.CALL: filling.CALL,
    K.REPLY: filling.REPLY,
    K.REVIEW: filling.REVIEW,
    K.CO_REPLY: filling.CO_REPLY,
    K.EXTENSION: filling.EXTENSION,
    K.EXTENDED: filling.EXTENDED,
    K.SUPERVISION: filling.SUPERVISE,
    K.FEEDBACK: filling.FEEDBACK,
    K.CALL_BACK: filling.CALL_BACK,
    K.REWORK: filling.REWORK,
    K.LINK: filling.MERGE,
    K.ARCHIVE: filling.ARCHIVE,
    K.CHANGE: filling.CHANGE,
}
_TOLD_IN_HEAD = ("type", "topic", "lead", "limit_days")
_ANSWERED = {
    "feedback": (K.SUPERVISION,),
    "reply": (K.REVIEW, K.CALL_BACK, K.REWORK),
    "redispatch": (K.RETURN,),
    "uphold": (K.RETURN,),
    "send_back": (K.RETURN,),
    "extended": (K.EXTENSION,),
}
_ARBITRATED = ("award", "award_back")
_HOP = 60  # characters of one
_PLACED = (K.DISPATCH, K.RETURN, K.VERDICT, K.CO_REPLY, K.SUPERVISION)


def said(record: Record) -> str:
    """Return what was put on record: what, by whom, and each field in a line of its own."""
    return "\n".join((f"{_head(record)}　{record.staff_name}", *_lines(record)))


def answered_by(act: str, records: tuple[Record, ...]) -> str:
    """Return in short what an act answers: the last supervision or return, why an answer came back.

    What is arbitrated is told with every hop it took, one in a line.
    """
    if act in _ARBITRATED:
        return "\n".join(
            f"{short_moment(each.at)}　{in_brief(_paragraph(each), _HOP)}" for each in hops_of(records)
        )
    kinds = _ANSWERED.get(act, ())
    last = next((each for each in reversed(records) if each.kind in kinds), None)
    return in_brief(_paragraph(last)) if last is not None else ""


def _paragraph(record: Record) -> str:
    return "；".join(line.rstrip("。") for line in said(record).splitlines())


def _head(record: Record) -> str:
    verdict, times = str(record.fields.get("verdict") or ""), record.fields.get("times")
    verdict = verdict.removeprefix(DECIDED) if record.is_decided else verdict
    parts = [record.title, f"（第{times}次）" if times else "", f"：{verdict}" if verdict else ""]
    if record.kind in _PLACED and record.division_name:
        parts.append(f"　{'→ ' if record.kind is K.DISPATCH else ''}{record.division_name}")
    return "".join(parts)


def _lines(record: Record) -> Iterator[str]:
    asked = {field.key: field for field in all_fields(_asked(record))}
    for field in asked.values():
        words = _words(field, record.fields.get(field.key))
        skipped = record.kind in (K.DISPATCH, K.VERDICT) and field.key in _TOLD_IN_HEAD
        if words and not skipped:
            yield f"{field.label}：{words}"
    yield from _others(record.fields)


def _asked(record: Record) -> tuple[Section, ...]:
    """Return what was asked; the arbiter decides (裁定), where the petition centre verifies (核实)."""
    return filling.AWARD if record.is_decided else _ASKED.get(record.kind, ())


def _others(fields: Mapping[str, Any]) -> Iterator[str]:
    if fields.get(ORIGIN):
        yield f"由{fields[ORIGIN]}转来"
    if fields.get("disputed"):
        yield f"{fields['disputed']}，转派单异议审核"
    if fields.get("late"):
        yield "逾期办结"
    if fields.get("merged"):
        yield f"工单{fields['merged']}并入本件"
    if fields.get("linked"):
        yield f"与工单{fields['linked']}关联"
    if isinstance(fields.get("handler"), str):
        yield f"经办人：{fields['handler']}"


def _words(field: Field, value: Any) -> str:
    if value in (None, "", []):
        return ""
    match field.kind:
        case Kind.YES:
            return "是" if value else "否"
        case Kind.DATE:
            return chinese_date_weekday(date.fromisoformat(value))
        case Kind.LIST:
            return "；".join(
                "，".join(_words(column, row.get(column.key)) for column in field.columns) for row in value
            )
        case _:
            return str(value)
