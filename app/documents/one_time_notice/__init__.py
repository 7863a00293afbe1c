"""一次性告知书: at the enquiry, everything an applicant needs to know, told once and in writing."""

from __future__ import annotations

from app.documents.one_time_notice.fields import PARTS, SECTIONS
from app.documents.one_time_notice.page import WORDING, page
from app.documents.one_time_notice.rules import rules
from app.forms.document_type import DocumentType

TYPE = DocumentType(
    key="one_time_notice",
    title="一次性告知书",
    version=1,
    mark="告",
    sections=SECTIONS,
    rules=rules,
    page=page,
    parts=PARTS,
    retention="10年",
    legal_basis=(
        "《中华人民共和国行政许可法》第三十条、第三十二条第一款第（一）项、第（四）项",
        "《不动产登记暂行条例》第十七条",
        "《福建省机关效能建设工作条例》第十一条",
    ),
    wording=WORDING,
)
