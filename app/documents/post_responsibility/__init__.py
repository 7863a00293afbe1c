"""岗位目标责任书: what a post is for, what its holder shall reach this year, and how that is measured."""

from __future__ import annotations

from app.documents.post_responsibility.fields import SECTIONS
from app.documents.post_responsibility.page import TITLE, WORDING, page
from app.documents.post_responsibility.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="post_responsibility",
    title=TITLE,
    version=1,
    mark="责",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=(
        "厦资源规划〔2025〕673号 岗位目标责任制度三至五",
        "《福建省机关效能建设工作条例》第十条",
    ),
    wording=WORDING,
)
