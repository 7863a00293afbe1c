"""工作交接单: everything a leaving A holder hands to B: open work by due date, things, what to mind."""

from __future__ import annotations

from app.documents.handover_sheet.fields import SECTIONS
from app.documents.handover_sheet.page import TITLE, WORDING, page
from app.documents.handover_sheet.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="handover_sheet",
    title=TITLE,
    version=1,
    mark="交",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=3,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 岗位目标责任制度七",),
    wording=WORDING,
)
