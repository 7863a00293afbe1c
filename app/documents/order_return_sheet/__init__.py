"""退单申请单: why an order is not ours and on what ground, and what the petition centre found."""

from __future__ import annotations

from app.documents.order_return_sheet.fields import SECTIONS
from app.documents.order_return_sheet.page import TITLE, WORDING, page
from app.documents.order_return_sheet.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="order_return_sheet",
    title=TITLE,
    version=1,
    mark="退",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 12345热线办理工作机制四（二）3",),
    wording=WORDING,
)
