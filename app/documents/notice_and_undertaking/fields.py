"""What a notice and undertaking asks for: what the bureau tells, and how the applicant undertakes it."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

PARTS = ("机关存", "申请人存")

SECTIONS = (
    Section(title="申请人", fields=(*v.APPLICANT[:3], v.CERTIFICATE, *v.APPLICANT[3:])),
    Section(title="办件", fields=(v.required(v.CASE_NUMBER), v.MATTER_NAME)),
    Section(
        title="行政机关告知",
        fields=(
            replace(v.BASIS, label="设定依据", help="设定证明或许可条件的法律、法规、规章的名称和条款"),
            Field(
                key="proofs",
                label="证明事项或许可条件",
                kind=Kind.LIST,
                required=True,
                most=100,
                columns=(
                    Field(key="name", label="名称", required=True, width=4, longest=200),
                    Field(
                        key="standard",
                        label="内容和要求",
                        kind=Kind.LONG,
                        required=True,
                        width=8,
                        lines=2,
                        longest=2_000,
                        help="要证明什么，或者应当达到什么条件、标准",
                    ),
                ),
                help="申请人承诺已经符合的每一项",
            ),
            replace(
                v.RECEIVED_MATERIALS,
                key="materials",
                label="应提交的材料",
                required=False,
                columns=(v.MATERIAL_NAME, v.MATERIAL_FORM, v.MATERIAL_COPIES, v.MATERIAL_MEDIUM),
                help="采用告知承诺以后仍要提交的材料",
            ),
            Field(
                key="undertaking_manner",
                label="承诺方式",
                kind=Kind.CHOICE,
                required=True,
                width=4,
                choices=("书面", "网上"),
                default="书面",
            ),
            Field(key="published", label="承诺书是否公开", kind=Kind.YES, width=4),
            Field(
                key="liability",
                label="不实承诺的责任",
                kind=Kind.LONG,
                help="不填则印本局现行的说法",
            ),
            Field(key="checking", label="核查方式", kind=Kind.LONG, help="不填则印本局现行的说法"),
        ),
    ),
    Section(title="窗口", fields=v.COUNTER),
)
