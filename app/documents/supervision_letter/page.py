"""A supervision on paper: a letter with a slip for the answer, else a form signed for by who was supervised."""

from __future__ import annotations

from app.documents.supervision_letter.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.formal_letter import (
    addressed,
    body,
    numbered,
    sealed,
    signed_by_hand,
    slip,
    unit_name,
    whom_to_ask,
)
from app.forms.layout import (
    DENSE_PT,
    NOTE_PT,
    Fact,
    Filled,
    band,
    fact_rows,
    form,
    titled_sheet,
    wide_row,
)
from app.forms.listings import Signer, closing
from app.forms.orders import BY_LETTER, BY_TELEPHONE, TALK_AFTER
from app.forms.sheet import LINE_MM, Block, Note, Page, Row, Sheet, Space

TITLE = "督办函"
_TITLES = {BY_LETTER: TITLE, BY_TELEPHONE: "电话督办记录"}
REMINDED = "催办通知书"
SLIP = "督办事项反馈单"
WORDING = tuple(f"supervision_letter.{key}" for key in ("ground", "talk", "notes", "slip"))
_TEXT_MM = 28.0
_ANSWER_MM = 85.0
_SIGN_MM = 30.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the supervision as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    return _letter(filled) if values.get("way") in (None, BY_LETTER) else _form(filled)


def _letter(filled: Filled) -> Sheet:
    imprint = filled.imprint
    blocks: tuple[Block, ...] = (
        Space(height=LINE_MM / 2),
        addressed(filled.text("lead"), "lead"),
        body(_opening(filled), "title"),
        numbered("一、存在问题"),
        body(filled.text("problem"), "problem"),
        numbered("二、办理要求"),
        body(filled.text("demand"), "demand"),
        body(_answer_by(filled), "feedback_by"),
        *whom_to_ask(filled),
        sealed(unit_name(imprint), imprint),
        *slip(SLIP, imprint, _answer(filled), filled.wording("supervision_letter.slip")),
    )
    return titled_sheet(TITLE, imprint, blocks, page=Page())


def _opening(filled: Filled) -> str:
    count = filled.text("consecutive")
    return (
        f"你单位承办的12345热线{filled.text('type')}工单“{filled.text('title')}”（工单编号："
        f"{filled.text('number')}），办理期限为{filled.text('due')}。"
        f"{filled.wording('supervision_letter.ground')}现{_times(filled)}发函督办"
        f"{f'，这是对你单位连续第{count}次督办' if count else ''}。"
    )


def _times(filled: Filled) -> str:
    times = filled.text("round")
    return f"第{times}次" if times else ""


def _answer_by(filled: Filled) -> str:
    return f"请于{filled.text('feedback_by')}前将整改情况书面反馈我单位。{_warning(filled)}"


def _warning(filled: Filled) -> str:
    """Return what follows from the third supervision in a row, or ""."""
    counted = (filled.values.get("consecutive") or 0) >= TALK_AFTER
    return filled.wording("supervision_letter.talk") if counted else ""


def _order(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("title")),
        *fact_rows(filled.facts("number", "type", "lead")),
    )


def _counted(filled: Filled) -> tuple[Fact, ...]:
    return tuple(
        Fact(label=label, text=f"第 {filled.text(key)} 次" if filled.text(key) else "", field=key)
        for key, label in (("round", "本单督办"), ("consecutive", "连续督办"))
    )


def _answer(filled: Filled) -> tuple[Row, ...]:
    return (
        *_order(filled),
        *fact_rows((*_counted(filled), filled.fact("way"), filled.fact("feedback_by"))),
        *wide_row(filled.fact("dispatched_at")),
        *wide_row(filled.fact("told_at")),
        *wide_row(filled.fact("told_person")),
        signed_by_hand("整改情况", "经办人签字：", height=_ANSWER_MM),
        signed_by_hand("承办单位\n负责人意见", "签字（盖章）：", height=_SIGN_MM),
    )


def _form(filled: Filled) -> Sheet:
    """Return the reminder, or the note of a call."""
    by_telephone = filled.values.get("way") == BY_TELEPHONE
    title = _TITLES[BY_TELEPHONE] if by_telephone else REMINDED
    handler = filled.text("handler_name") or filled.imprint.handler
    received = "记录核对人签字" if by_telephone else "承办单位签收"
    blocks: tuple[Block, ...] = (
        form((*_order(filled), *_supervised(filled)), size=DENSE_PT),
        closing((), (Signer(label="督办人签字", text=handler, field="handler_name"), Signer(label=received))),
        Note(text=filled.wording("supervision_letter.notes") + _warning(filled), size=NOTE_PT, clings=True),
    )
    return titled_sheet(title, filled.imprint, blocks)


def _supervised(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("dispatched_at")),
        *wide_row(filled.fact("due")),
        band("督办"),
        *fact_rows((*_counted(filled), filled.fact("way"), filled.fact("feedback_by"))),
        *wide_row(filled.fact("told_at")),
        *fact_rows(filled.facts("told_person", "contact_telephone")),
        *wide_row(filled.fact("problem"), height=_TEXT_MM),
        *wide_row(filled.fact("demand"), height=_TEXT_MM),
        signed_by_hand("整改反馈", "承办人签字：", height=_TEXT_MM),
    )
