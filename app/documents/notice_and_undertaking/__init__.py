"""告知承诺书: the bureau tells what is required, the applicant undertakes that it is met."""

from __future__ import annotations

from app.documents.notice_and_undertaking.fields import PARTS, SECTIONS
from app.documents.notice_and_undertaking.page import WORDING, page
from app.documents.notice_and_undertaking.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="notice_and_undertaking",
    title="告知承诺书",
    version=1,
    mark="诺",
    sections=SECTIONS,
    rules=rules,
    page=page,
    parts=PARTS,
    retention="10年",
    legal_basis=(
        "《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）",
        "本局政务服务办理制度第四条（告知承诺和容缺受理）",
    ),
    wording=WORDING,
    needs_case=True,
)
