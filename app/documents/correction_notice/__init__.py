"""补正材料一次性告知书: once applied, each material that falls short, its standard and its fault."""

from __future__ import annotations

from app.documents.correction_notice.fields import SECTIONS
from app.documents.correction_notice.page import WORDING, page
from app.documents.correction_notice.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="correction_notice",
    title="补正材料一次性告知书",
    version=1,
    mark="补",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=(
        "《中华人民共和国行政许可法》第三十二条第一款第（四）项、第二款",
        "《不动产登记暂行条例》第十七条",
    ),
    wording=WORDING,
    needs_case=True,
)
