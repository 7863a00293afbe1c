"""返岗交还单: what B did while A was away, and what goes back to A."""

from __future__ import annotations

from app.documents.return_sheet.fields import SECTIONS
from app.documents.return_sheet.page import TITLE, WORDING, page
from app.documents.return_sheet.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="return_sheet",
    title=TITLE,
    version=1,
    mark="还",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=3,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 岗位目标责任制度七",),
    wording=WORDING,
)
