"""文书销毁清册: every paper that is destroyed after its time, with the appraisal and who agreed."""

from __future__ import annotations

from app.documents.destruction_register.fields import SECTIONS
from app.documents.destruction_register.page import TITLE, WORDING, page
from app.documents.destruction_register.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="destruction_register",
    title=TITLE,
    version=1,
    mark="销",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="永久",
    legal_basis=("机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）", "DA/T 22-2015"),
    wording=WORDING,
)
