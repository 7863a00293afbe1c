"""受理回执: the written proof that an application was accepted, and the day it will be done."""

from __future__ import annotations

from app.documents.acceptance_receipt.fields import PARTS, SECTIONS
from app.documents.acceptance_receipt.page import WORDING, page
from app.documents.acceptance_receipt.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="acceptance_receipt",
    title="受理回执",
    version=2,
    mark="受",
    sections=SECTIONS,
    rules=rules,
    page=page,
    parts=PARTS,
    retention="10年",
    legal_basis=(
        "《中华人民共和国行政许可法》第三十二条第一款第（五）项、第二款",
        "《不动产登记暂行条例》第十七条、第二十条",
    ),
    wording=WORDING,
    needs_case=True,
)
