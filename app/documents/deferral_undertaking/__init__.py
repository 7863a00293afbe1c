"""容缺受理承诺书: what the applicant promises to bring later, and the notice that he may."""

from __future__ import annotations

from app.documents.deferral_undertaking.fields import PARTS, SECTIONS
from app.documents.deferral_undertaking.page import WORDING, page
from app.documents.deferral_undertaking.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="deferral_undertaking",
    title="容缺受理承诺书",
    version=1,
    mark="容",
    sections=SECTIONS,
    rules=rules,
    page=page,
    parts=PARTS,
    retention="10年",
    legal_basis=("本局政务服务办理制度第四条（告知承诺和容缺受理）",),
    wording=WORDING,
    needs_case=True,
)
