"""首问负责登记表: who came or called, with what, who answered first, and to whom it was handed."""

from __future__ import annotations

from app.documents.first_contact_record.fields import SECTIONS
from app.documents.first_contact_record.page import TITLE, WORDING, page
from app.documents.first_contact_record.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="first_contact_record",
    title=TITLE,
    version=1,
    mark="首",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 首问负责制",),
    wording=WORDING,
)
