"""The notice of a talk on paper: a letter of the efficiency office, the supervisions as its attachment."""

from __future__ import annotations

from app.documents.talk_notice.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.formal_letter import (
    addressed,
    attachment,
    attachment_line,
    body,
    sealed,
    unit_name,
    whom_to_ask,
)
from app.forms.layout import Column, Filled, titled_sheet
from app.forms.listings import Listing, listing
from app.forms.orders import number_above
from app.forms.sheet import LINE_MM, Align, Block, Page, Sheet, Space

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
        Space(height=LINE_MM / 2),
        addressed(filled.text("talked_division"), "talked_division"),
        body(_opening(filled), "cause"),
        body(f"一、约谈目的：{filled.text('purpose')}", "purpose"),
        body(f"二、约谈安排：{_arranged(filled)}", "talk_at"),
        body(f"三、有关要求：{_demanded(filled)}", "demand"),
        *whom_to_ask(filled),
        *((attachment_line(ATTACHMENT),) if rows else ()),
        sealed(unit_name(imprint), imprint),
        *behind,
    )
    return titled_sheet(TITLE, imprint, blocks, page=Page())


def _opening(filled: Filled) -> str:
    cause = filled.text("cause")
    stop = "" if cause.endswith("。") else "。"
    return (
        f"{cause}{stop}{filled.wording('talk_notice.ground')}"
        if cause
        else filled.wording("talk_notice.ground")
    )


def _arranged(filled: Filled) -> str:
    return (
        f"时间：{filled.text('talk_at')}；地点：{filled.text('talk_place')}；约谈人：{filled.text('talk_hosts')}；"
        f"被约谈人：{filled.text('talked_people')}。"
    )


def _demanded(filled: Filled) -> str:
    return f"{filled.text('demand')}{filled.wording('talk_notice.attend')}"
