"""送达回证: the signature sheet that proves who received which papers, when, where and how."""

from __future__ import annotations

from app.documents.proof_of_service.fields import SECTIONS
from app.documents.proof_of_service.page import WORDING, page
from app.documents.proof_of_service.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="proof_of_service",
    title="送达回证",
    version=1,
    mark="送",
    sections=SECTIONS,
    rules=rules,
    page=page,
    retention="10年",
    legal_basis=("《中华人民共和国民事诉讼法》第七章第二节（送达）",),
    wording=WORDING,
)
