"""约谈记录: what was put to a division, what it answered, and what it has to mend by when."""

from __future__ import annotations

from app.documents.talk_record.fields import SECTIONS
from app.documents.talk_record.page import TITLE, WORDING, page
from app.documents.talk_record.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="talk_record",
    title=TITLE,
    version=1,
    mark="谈",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="30年",
    legal_basis=("厦资源规划〔2025〕673号 12345热线办理工作机制五（二）",),
    wording=WORDING,
)
