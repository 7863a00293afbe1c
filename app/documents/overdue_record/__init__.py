"""未能按时办结告知记录: who was told that a case is late, why, and when it will be done."""

from __future__ import annotations

from app.documents.overdue_record.fields import SECTIONS
from app.documents.overdue_record.page import WORDING, page
from app.documents.overdue_record.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="overdue_record",
    title="未能按时办结告知记录",
    version=1,
    mark="逾",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=("本局限时办结制第三条",),
    wording=WORDING,
    needs_case=True,
)
