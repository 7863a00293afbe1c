"""特殊环节告知书: the step whose time is not counted, told in writing with how long it takes."""

from __future__ import annotations

from app.documents.special_step_notice.fields import SECTIONS
from app.documents.special_step_notice.page import WORDING, page
from app.documents.special_step_notice.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="special_step_notice",
    title="特殊环节告知书",
    version=1,
    mark="特",
    sections=SECTIONS,
    rules=rules,
    page=page,
    copies=2,
    retention="10年",
    legal_basis=("《中华人民共和国行政许可法》第四十五条",),
    wording=WORDING,
    needs_case=True,
)
