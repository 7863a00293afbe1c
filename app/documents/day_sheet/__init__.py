"""当日签收单: every order handed to a division on one day, a line each, with room to sign."""

from __future__ import annotations

from app.documents.day_sheet.fields import SECTIONS
from app.documents.day_sheet.page import TITLE, WORDING, page
from app.documents.day_sheet.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="day_sheet",
    title=TITLE,
    version=1,
    mark="签",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=(
        "厦资源规划〔2025〕673号 12345热线办理工作机制四（二）1",
        "《福建省机关效能建设工作条例》第三十四条",
    ),
    wording=WORDING,
)
