"""AB岗设置报备表: the posts of a division with A and B holder, as approved, filed and published."""

from __future__ import annotations

from app.documents.post_register.fields import SECTIONS
from app.documents.post_register.page import TITLE, WORDING, page
from app.documents.post_register.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="post_register",
    title=TITLE,
    version=1,
    mark="岗",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=("厦资源规划〔2025〕673号 岗位目标责任制度七",),
    wording=WORDING,
)
