"""What a correction notice asks for: the application, its clock, and each material with standard and fault."""

from __future__ import annotations

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

CORRECTIONS = Field(
    key="corrections",
    label="需补正的材料",
    kind=Kind.LIST,
    required=True,
    most=200,
    columns=(
        v.MATERIAL_NAME,
        Field(
            key="standard",
            label="标准和要求",
            kind=Kind.LONG,
            required=True,
            width=3,
            lines=2,
            longest=2_000,
            help="合格的材料应当是什么样",
        ),
        Field(
            key="fault",
            label="存在的问题",
            kind=Kind.LONG,
            required=True,
            width=3,
            lines=2,
            longest=2_000,
            help="交来的材料缺什么、错在哪里",
        ),
        v.MATERIAL_FORM,
        v.MATERIAL_COPIES,
        v.MATERIAL_MEDIUM,
    ),
    help="一次写全；再次告知新的材料即为二次告知",
)

SECTIONS = (
    Section(
        title="申请",
        fields=(
            v.APPLICANT_NAME,
            v.APPLICANT_KIND,
            v.CONTACT_NAME,
            v.TELEPHONE,
            v.ADDRESS,
            v.AGENT_NAME,
            v.AGENT_TELEPHONE,
            v.MATTER_NAME,
            v.MATTER_CODE,
            v.CASE_NUMBER,
            v.REGIME,
        ),
    ),
    Section(
        title="期限",
        fields=(
            v.RECEIVED_ON,
            Field(
                key="tell_by",
                label="法定告知期限",
                kind=Kind.DATE,
                required=True,
                width=4,
                help="行政许可为收件后第五个工作日；不动产登记为收件当日",
            ),
            Field(key="told_on", label="告知日期", kind=Kind.DATE, required=True, width=4),
        ),
    ),
    Section(title="需补正的材料", fields=(CORRECTIONS,)),
    Section(
        title="补正",
        fields=(
            Field(
                key="correction_limit",
                label="补正期限",
                kind=Kind.COUNT,
                required=True,
                width=3,
                least=1,
                most=1000,
            ),
            Field(
                key="correction_unit",
                label="补正期限单位",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=("工作日", "自然日"),
                default="工作日",
            ),
            Field(key="correct_by", label="补正截止日期", kind=Kind.DATE, required=True, width=4),
            Field(
                key="consequence",
                label="逾期后果",
                kind=Kind.LONG,
                help="不填则印本局现行的逾期后果",
            ),
        ),
    ),
    Section(title="窗口", fields=(v.HANDLER_NAME, v.COUNTER_TELEPHONE, v.SUPERVISION_TELEPHONE)),
)
