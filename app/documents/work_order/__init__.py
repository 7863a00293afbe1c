"""12345热线工单: the whole course of a work order, from the call to the call-back."""

from __future__ import annotations

from app.documents.work_order.fields import SECTIONS
from app.documents.work_order.page import TITLE, WORDING, page
from app.documents.work_order.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="work_order",
    title=TITLE,
    version=1,
    mark="热",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=(
        "厦资源规划〔2025〕673号 12345热线办理工作机制",
        "GB/T 33358-2016 政府热线服务规范",
        "《福建省机关效能建设工作条例》第三十四条",
    ),
    wording=WORDING,
)
