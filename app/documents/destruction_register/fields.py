"""What the register of destruction asks for: the papers, their appraisal, the package, and the consent."""

from __future__ import annotations

from app.forms.fields import Field, Kind, Section

MOST = 1_000  # papers of one register
MOST_THINGS = 5 * MOST  # things that go with them, or without any

PAPERS = Field(
    key="papers",
    label="销毁文书",
    kind=Kind.LIST,
    most=MOST,
    columns=(
        Field(key="title", label="题名", required=True, width=3, longest=100),
        Field(key="number", label="文号", required=True, width=3, longest=100),
        Field(key="issued_on", label="签发日期", kind=Kind.DATE, required=True, width=2),
        Field(key="term", label="保管期限", required=True, width=2, longest=20),
        Field(key="digest", label="校验值", required=True, width=2, longest=16),
    ),
    help="题名不写当事人的姓名；校验值取内容SHA-256的前16位；只销毁没有文书的资料时不填",
)

PARTIES_COUNT = Field(
    key="parties_count",
    label="资料合计",
    longest=200,
    help="办件、首问、否定报备、工单、约谈各几件，附件、投诉、来电人各几",
)
PARTIES = Field(
    key="parties",
    label="连同销毁的资料",
    kind=Kind.LIST,
    most=MOST_THINGS,
    columns=(
        Field(key="kind", label="类别", required=True, width=3, longest=20),
        Field(key="number", label="编号", required=True, width=5, longest=100),
        Field(key="note", label="包括", width=4, longest=60),
    ),
    help="文书全部销毁的，当事人、来访人、来电人的姓名、证件、电话、住址，填写的内容和附件一并销毁，编号和日期保留",
)

SECTIONS = (
    Section(
        title="鉴定",
        fields=(
            Field(key="division_name", label="档案保管单位", required=True, width=6, longest=100),
            Field(key="appraiser", label="鉴定人", required=True, width=6, longest=100),
            Field(key="appraised_on", label="鉴定日期", kind=Kind.DATE, required=True, width=6),
            Field(key="package", label="档案包", required=True, width=6, longest=200),
            Field(key="package_digest", label="档案包校验值", required=True, longest=64),
            Field(key="opinion", label="鉴定意见", kind=Kind.LONG, required=True, lines=3, longest=1_000),
            PAPERS,
            PARTIES,
            PARTIES_COUNT,
        ),
    ),
    Section(
        title="审批",
        fields=(
            Field(key="approver", label="审批人", required=True, width=6, longest=100),
            Field(key="approved_on", label="审批日期", kind=Kind.DATE, required=True, width=6),
            Field(
                key="approval_opinion", label="审批意见", kind=Kind.LONG, required=True, lines=3, longest=1_000
            ),
        ),
    ),
)
