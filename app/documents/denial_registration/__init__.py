"""否定报备登记表: the form behind every refusal, cell for cell as the bureau's rule prints it."""

from __future__ import annotations

from app.documents.denial_registration.fields import SECTIONS
from app.documents.denial_registration.page import WORDING, page
from app.documents.denial_registration.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="denial_registration",
    title="否定报备登记表",
    version=1,
    mark="否",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="30年",
    legal_basis=(
        "厦资源规划〔2025〕673号 否定报备制",
        "《福建省机关效能建设工作条例》第十一条",
    ),
    wording=WORDING,
    needs_case=True,
    draft_mark="未经审批",
)
