"""Sets an issued document, or a draft, as the Sheet that is printed: always from what was stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from app.clock import chinese_date, office_date
from app.documents.catalogue import get_type
from app.forms.document_type import DocumentType, Imprint
from app.forms.fields import Kind, Values, all_fields
from app.forms.masking import WITHHELD, mask_name, masked_values
from app.forms.orders import HIDDEN_TITLE, is_whole_secret
from app.forms.sheet import Note, Sheet
from app.ledger.hashing import canonical, digest
from app.press.verify import code_for
from app.register.commands import Destroyed
from app.register.models import Document, DocumentState


def imprint_kept(imprint: Imprint) -> dict[str, Any]:
    """Return the imprint as it is stored (JSON)."""
    return {
        "bureau": imprint.bureau,
        "division": imprint.division,
        "handler": imprint.handler,
        "counter": imprint.counter,
        "counter_telephone": imprint.counter_telephone,
        "supervision_telephone": imprint.supervision_telephone,
        "wording": imprint.wording,
        "provisional": sorted(imprint.provisional),
        **({"behalf": imprint.behalf} if imprint.behalf else {}),
    }


def imprint_of(document: Document) -> Imprint:
    """Return the imprint an issued document is printed with, its number, date and code included."""
    kept = dict(document.imprint)
    provisional = frozenset(kept.pop("provisional", ()))
    return Imprint(
        **kept,
        provisional=provisional,
        number=str(document.number),
        issued_on=document.issued_on,
        code=code_for(document.type_key, str(document.number), document.fields),
        watermark="作废" if document.state is DocumentState.VOID else "",
    )


class Listed(NamedTuple):
    """What the register lists of a paper, taken from its fields."""

    matter_name: str
    party: str
    telephone: str


CONCEALED = Listed(HIDDEN_TITLE, WITHHELD, "")  # what the register tells of an efficiency complaint


def listed(values: Mapping[str, Any]) -> Listed:
    """Return what the register lists of a paper with these fields; of an efficiency complaint nothing."""
    if is_whole_secret(values):
        return CONCEALED
    return Listed(
        _first(values, "matter_name", "post_name", "title"),
        _first(values, "applicant_name", "recipient", "visitor_name", "caller", "talked_division"),
        str(values.get("telephone") or ""),
    )


def _first(values: Mapping[str, Any], *keys: str) -> str:
    return str(next((values[key] for key in keys if values.get(key)), ""))


def covered(document: Document) -> Document:
    """Return the document as those see it who may not see personal data."""
    fields = masked_values(get_type(document.type_key).sections, document.fields)
    own = listed(fields)
    return replace(document, party=mask_name(document.party), telephone=own.telephone, fields=fields)


def refuse_destroyed(document: Document) -> None:
    """Raise ``Destroyed`` for a paper of which only number, type, dates and hash are left."""
    if document.destroyed_at is not None:
        raise Destroyed(
            f"{document.number}保管期满，已于{chinese_date(office_date(document.destroyed_at))}经鉴定审批销毁，"
            "登记簿中只留文号、类型、日期和校验值。需要内容时请查销毁前导出的档案包。"
        )


def sheet_of(document: Document) -> Sheet:
    """Return the paper of an issued document; raises ``Destroyed``."""
    refuse_destroyed(document)
    return page_of(get_type(document.type_key), document.fields, imprint_of(document))


def page_of(document_type: DocumentType, values: Values, imprint: Imprint) -> Sheet:
    """Return the page of a paper; one issued in another's place says so at its end, and on what ground."""
    sheet = document_type.page(values, imprint)
    if not imprint.behalf:
        return sheet
    return replace(sheet, blocks=(*sheet.blocks, Note(text=imprint.behalf, clings=True)))


def fingerprint(document: Document) -> str:
    """Return the hash over everything a paper says, as the ledger keeps it."""
    return fingerprint_of(
        document.type_key, str(document.number), document.issued_on, document.fields, document.imprint
    )


def fingerprint_of(
    type_key: str, number: str, issued_on: date, fields: Mapping[str, Any], imprint: Mapping[str, Any]
) -> str:
    """Return the hash over the parts of a paper."""
    return digest(type_key, number, issued_on.isoformat(), canonical(dict(fields)), canonical(dict(imprint)))


_BOILERPLATE = frozenset(
    {"basis", "conditions", "procedure", "requirements", "fee", "special_steps", "consequence"}
)


def search_texts(document_type: DocumentType, number: str, values: Values) -> Iterable[str]:
    """Yield the texts a paper is found by: all that was filled in, without what every paper says.

    A paper of an efficiency complaint is found by its numbers alone (条例 第三十四条).
    """
    yield number
    if is_whole_secret(values):
        yield str(values.get("number") or "")
        return
    for field in all_fields(document_type.sections):
        value = values.get(field.key)
        if field.key in _BOILERPLATE or not value:
            continue
        if field.kind in (Kind.TEXT, Kind.LONG):
            yield str(value)[:2_000]
        elif field.kind is Kind.LIST and field.key != "materials":
            yield from _row_texts(value)


def _row_texts(rows: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for row in rows:
        for key in ("name", "fault", "title", "number"):
            if row.get(key):
                yield str(row[key])[:500]
