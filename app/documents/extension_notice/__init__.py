"""延长办理期限告知书: by how long, why and by whose approval the limit was extended."""

from __future__ import annotations

from app.documents.extension_notice.fields import SECTIONS
from app.documents.extension_notice.page import WORDING, page
from app.documents.extension_notice.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="extension_notice",
    title="延长办理期限告知书",
    version=1,
    mark="延",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=("《中华人民共和国行政许可法》第四十二条",),
    wording=WORDING,
    needs_case=True,
)
