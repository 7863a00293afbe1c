"""The notice of a talk on paper: a letter of the efficiency office, the supervisions as its attachment."""

from __future__ import annotations

from dataclasses import replace

from app.documents.talk_notice.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.formal_letter import (
    addressed,
    attachment,
    attachment_line,
    body,
    numbered,
    sealed,
    unit_name,
    whom_to_ask,
)
from app.forms.layout import Column, Filled, titled_sheet
from app.forms.listings import Listing, listing
from app.forms.orders import number_above
from app.forms.sheet import Align, Block, Page, Paragraph, Sheet

TITLE = "约谈通知"
ATTACHMENT = "连续督办情况一览表"
WORDING = ("talk_notice.ground", "talk_notice.attend")
_SUPERVISIONS = Listing(
    field="supervisions",
    caption="工单编号、标题",
    columns=(
        Column(key="title", width=56.0, align=Align.LEFT),
        Column(key="at", heading="督办时间", width=34.0),
        Column(key="way", heading="方式", width=14.0),
        Column(key="paper", heading="文号", width=42.0),
    ),
    details=(("problem", "存在问题"), ("feedback", "整改情况")),
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice with its attachment; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    rows = filled.rows("supervisions")
    behind: tuple[Block, ...] = (
        (*attachment(ATTACHMENT), listing(_SUPERVISIONS, number_above(rows))) if rows else ()
    )
    blocks: tuple[Block, ...] = (
        addressed(filled.text("talked_division"), "talked_division"),
        *_opening(filled),
        *_part("一、约谈目的", filled.text("purpose"), "purpose"),
        body(f"二、约谈安排：{_arranged(filled)}", "talk_at"),
        *_demanded(filled),
        *whom_to_ask(filled),
        *((attachment_line(ATTACHMENT),) if rows else ()),
        sealed(unit_name(imprint), imprint),
        *behind,
    )
    return titled_sheet(TITLE, imprint, blocks, page=Page())


def _opening(filled: Filled) -> tuple[Paragraph, ...]:
    """Return why there is a talk: the cause and the rule, which stands below a cause of several points."""
    cause, ground = filled.text("cause"), filled.wording("talk_notice.ground")
    stop = "" if not cause or cause.endswith("。") else "。"
    if "\n" in cause:
        return body(f"{cause}{stop}", "cause"), body(ground)
    return (body(f"{cause}{stop}{ground}", "cause"),)


def _part(title: str, text: str, field: str) -> tuple[Paragraph, ...]:
    """Return a part of the notice; of several points its title stands above them."""
    return (numbered(title), body(text, field)) if "\n" in text else (body(f"{title}：{text}", field),)


def _arranged(filled: Filled) -> str:
    return (
        f"时间：{filled.text('talk_at')}；地点：{filled.text('talk_place')}；约谈人：{filled.text('talk_hosts')}；"
        f"被约谈人：{filled.text('talked_people')}。"
    )


def _demanded(filled: Filled) -> tuple[Paragraph, ...]:
    """Return what is asked for; its end stays with what is below it, so that no signature stands alone."""
    demand, attend = filled.text("demand"), filled.wording("talk_notice.attend")
    if "\n" in demand:
        return *_part("三、有关要求", demand, "demand"), replace(body(attend), keep_with_next=True)
    (part,) = _part("三、有关要求", f"{demand}{attend}", "demand")
    return (replace(part, keep_with_next=True),)
