"""督办函: the N-th supervision of an order, as a letter, a written reminder or a note of a call."""

from __future__ import annotations

from app.documents.supervision_letter.fields import SECTIONS
from app.documents.supervision_letter.page import TITLE, WORDING, page
from app.documents.supervision_letter.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="supervision_letter",
    title=TITLE,
    version=1,
    mark="督",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 12345热线办理工作机制五（二）",),
    wording=WORDING,
)
