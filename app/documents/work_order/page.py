"""The work order on paper: one form of the order and its answer, then supervision, call-backs and each step."""

from __future__ import annotations

from app.documents.work_order.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import (
    DENSE_PT,
    NOTE_PT,
    Column,
    Fact,
    Filled,
    band,
    fact_rows,
    form,
    titled_sheet,
    wide_row,
)
from app.forms.listings import Listing, Signer, closing, listing
from app.forms.orders import co_handlers, person
from app.forms.sheet import Align, Block, Note, Row, Sheet

TITLE = "12345热线工单"
WORDING = ("work_order.notes",)
_ROW = 7.0
_WHEN, _WAY, _WHO = 54.0, 14.0, 20.0


def _table(field: str, caption: str, details: tuple[tuple[str, str], ...], *columns: Column) -> Listing:
    when = Column(key="at", width=_WHEN, align=Align.LEFT)
    return Listing(field=field, caption=caption, columns=(when, *columns), details=details)


_BY = Column(key="by_name", heading="经办人", width=_WHO)
_MANNER = Column(key="way", heading="方式", width=_WAY)
_CALLS = _table(
    "calls",
    "联系诉求人",
    (("words", "了解到的情况"),),
    _MANNER,
    _BY,
    Column(key="reached", heading="已联系上", width=22.0),
)
_SUPERVISIONS = _table(
    "supervisions",
    "督办",
    (("problem", "存在问题"), ("demand", "办理要求"), ("feedback", "整改情况")),
    _MANNER,
    _BY,
    Column(key="due", heading="反馈期限", width=40.0),
)
_CALL_BACKS = _table(
    "call_backs",
    "回访",
    (("opinion", "诉求人意见"),),
    _MANNER,
    Column(key="by_name", heading="回访人", width=_WHO),
    Column(key="reached", heading="已接通", width=16.0),
    Column(key="satisfaction", heading="满意度", width=20.0),
    Column(key="solved", heading="已解决", width=16.0),
)
_COURSE = _table(
    "course",
    "流转过程",
    (("note", "说明"),),
    Column(key="act", heading="环节", width=24.0),
    Column(key="division", heading="单位", width=38.0),
    _BY,
)


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the work order as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    blocks: tuple[Block, ...] = (
        form((*_basic(filled), *_content(filled), *_dispatch(filled)), size=DENSE_PT),
        *_listed(filled, _CALLS),
        *_answered(filled),
        *_listed(filled, _SUPERVISIONS, _CALL_BACKS, _COURSE),
        closing((), (Signer(label="经办人签字"), Signer(label="主办单位负责人签字"))),
        Note(text=filled.wording("work_order.notes"), size=NOTE_PT, clings=True),
    )
    return titled_sheet(TITLE, imprint, blocks)


def _short(*facts: Fact) -> tuple[Row, ...]:
    return fact_rows(facts, height=_ROW)


def _wide(*facts: Fact) -> tuple[Row, ...]:
    return tuple(row for fact in facts for row in wide_row(fact, height=_ROW))


def _basic(filled: Filled) -> tuple[Row, ...]:
    return (
        band("基本信息"),
        *_wide(filled.fact("title")),
        *_short(*filled.facts("number", "type", "source", "topic", "serial", "query_code", "city_due")),
        *_wide(*filled.facts("called_at", "city_dispatched_at")),
        *_short(
            person(filled, "caller"),
            person(filled, "telephone"),
            *filled.facts("secrecy", "urgent"),
            person(filled, "address"),
        ),
    )


def _content(filled: Filled) -> tuple[Row, ...]:
    return (band("事项内容"), *_wide(*filled.facts("place", "content", "purpose")))


def _dispatch(filled: Filled) -> tuple[Row, ...]:
    days = filled.text("limit_days")
    limit = Fact(label="办理时限", text=f"{days} 个工作日" if days else "", field="limit_days")
    rows = (
        *_short(*filled.facts("lead", "handler_name")),
        *_wide(co_handlers(filled)),
        *_wide(*filled.facts("first_dispatched_at", "dispatched_at", "signed_at")),
        *_short(limit, filled.fact("due")),
    )
    return (band("分派"), *rows) if rows else ()


def _listed(filled: Filled, *tables: Listing) -> tuple[Block, ...]:
    """Return the tables; those without rows stand, and say so, once the order was completed."""
    done = bool(filled.text("completed_at"))
    return tuple(
        listing(table, filled.rows(table.field)) for table in tables if done or filled.rows(table.field)
    )


def _answered(filled: Filled) -> tuple[Block, ...]:
    rows = (
        *_wide(*filled.facts("answer", "basis")),
        *_short(*filled.facts("result", "attitude", "reviewer_name")),
        *_wide(filled.fact("completed_at")),
        *_short(*filled.facts("returns", "reworks", "archive_number")),
    )
    return (form((band("答复和办结"), *rows), size=DENSE_PT),) if rows else ()
