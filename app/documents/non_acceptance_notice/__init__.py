"""不予受理通知书: the written refusal, with its reasons, its legal basis and what the applicant may do."""

from __future__ import annotations

from app.documents.non_acceptance_notice.fields import PARTS, SECTIONS
from app.documents.non_acceptance_notice.page import WORDING, is_letter, page
from app.documents.non_acceptance_notice.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="non_acceptance_notice",
    title="不予受理通知书",
    version=1,
    mark="不受",
    sections=SECTIONS,
    rules=rules,
    page=page,
    parts=PARTS,
    copies=2,
    letter=is_letter,
    retention="10年",
    legal_basis=(
        "《中华人民共和国行政许可法》第三十二条、第三十八条",
        "《不动产登记暂行条例》第十七条、第二十二条",
        "《福建省机关效能建设工作条例》第十一条",
    ),
    wording=WORDING,
    needs_case=True,
    draft_mark="未经审批",
)
