"""约谈通知: a letter of the efficiency office after three supervisions in a row, with their list."""

from __future__ import annotations

from app.documents.talk_notice.fields import SECTIONS
from app.documents.talk_notice.page import TITLE, WORDING, page
from app.documents.talk_notice.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="talk_notice",
    title=TITLE,
    version=1,
    mark="约",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="30年",
    legal_basis=("厦资源规划〔2025〕673号 12345热线办理工作机制五（二）",),
    wording=WORDING,
)
