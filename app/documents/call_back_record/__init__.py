"""回访记录: whether the caller was reached, is satisfied, and whether the order is done again."""

from __future__ import annotations

from app.documents.call_back_record.fields import SECTIONS
from app.documents.call_back_record.page import TITLE, WORDING, page
from app.documents.call_back_record.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="call_back_record",
    title=TITLE,
    version=1,
    mark="访",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=(
        "厦资源规划〔2025〕673号 12345热线办理工作机制五（二）2",
        "GB/T 33358-2016 政府热线服务规范",
        "《福建省机关效能建设工作条例》第三十四条",
    ),
    wording=WORDING,
)
