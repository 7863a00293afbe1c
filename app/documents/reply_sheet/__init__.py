"""工单办理反馈单: what was found, on which ground it was answered, and what the caller said."""

from __future__ import annotations

from app.documents.reply_sheet.fields import SECTIONS
from app.documents.reply_sheet.page import TITLE, WORDING, page
from app.documents.reply_sheet.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="reply_sheet",
    title=TITLE,
    version=1,
    mark="复",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=(
        "厦资源规划〔2025〕673号 12345热线办理工作机制五（一）",
        "《福建省机关效能建设工作条例》第三十四条",
    ),
    wording=WORDING,
)
