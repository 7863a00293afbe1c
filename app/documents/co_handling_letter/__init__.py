"""协办函: a letter that asks another unit for its share of an order, with a slip for its answer."""

from __future__ import annotations

from app.documents.co_handling_letter.fields import SECTIONS
from app.documents.co_handling_letter.page import TITLE, WORDING, page
from app.documents.co_handling_letter.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="co_handling_letter",
    title=TITLE,
    version=1,
    mark="协",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 12345热线办理工作机制三、四（二）2",),
    wording=WORDING,
)
