"""The letter of co-handling on paper, and the slip on which the co-handling unit answers the lead."""

from __future__ import annotations

from app.documents.co_handling_letter.fields import SECTIONS
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
from app.forms.layout import Filled, fact_rows, titled_sheet, wide_row
from app.forms.orders import is_secret
from app.forms.sheet import LINE_MM, Block, Page, Row, Sheet, Space

TITLE = "协办函"
SLIP = "协办意见反馈单"
WORDING = tuple(f"co_handling_letter.{key}" for key in ("ground", "request", "secrecy", "slip"))
_ANSWER_MM = 80.0
_HEAD_MM = 28.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the letter and its slip as one Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks: tuple[Block, ...] = (
        Space(height=LINE_MM / 2),
        addressed(filled.text("co_handler"), "co_handler"),
        body(_opening(filled), "title"),
        numbered("一、诉求内容"),
        body(filled.text("content"), "content"),
        numbered("二、协办分工"),
        body(filled.text("task"), "task"),
        body(_request(filled), "reply_by"),
        *whom_to_ask(filled),
        sealed(unit_name(imprint), imprint),
        *slip(SLIP, imprint, _answer(filled), filled.wording("co_handling_letter.slip")),
    )
    return titled_sheet(TITLE, imprint, blocks, page=Page())


def _opening(filled: Filled) -> str:
    return (
        f"{filled.wording('co_handling_letter.ground')}现将{filled.text('lead')}主办的12345热线"
        f"{filled.text('type')}工单“{filled.text('title')}”（工单编号：{filled.text('number')}）函告你单位，请予协办。"
    )


def _request(filled: Filled) -> str:
    secret = filled.wording("co_handling_letter.secrecy") if is_secret(filled) else ""
    return (
        f"请于{filled.text('reply_by')}前将协办意见书面反馈{filled.text('lead')}。"
        f"该工单办理期限为{filled.text('due')}。{filled.wording('co_handling_letter.request')}{secret}"
    )


def _answer(filled: Filled) -> tuple[Row, ...]:
    return (
        *wide_row(filled.fact("title")),
        *fact_rows(filled.facts("number", "type", "lead", "co_handler", "secrecy")),
        *wide_row(filled.fact("reply_by")),
        signed_by_hand("协办意见", "经办人签字：", height=_ANSWER_MM),
        signed_by_hand("协办单位\n负责人意见", "签字（盖章）：", height=_HEAD_MM),
        signed_by_hand("主办单位\n签收", "签字：", height=_HEAD_MM),
    )
