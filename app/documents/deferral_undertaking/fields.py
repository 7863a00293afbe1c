"""What a deferral undertaking asks for: who promises, what was handed in, what follows, how and by when."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

PARTS = ("机关存", "申请人存")
CLEAN, BLEMISHED = "未查询到失信记录", "有失信记录"

SECTIONS = (
    Section(title="承诺人", fields=(*v.APPLICANT[:3], v.CERTIFICATE, v.LEGAL_REPRESENTATIVE, *v.APPLICANT[3:])),
    Section(
        title="办件",
        fields=(
            v.required(v.CASE_NUMBER),
            v.COMMITTED_LIMIT,
            v.MATTER_NAME,
            Field(
                key="credit_check",
                label="信用核查结果",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=(CLEAN, BLEMISHED),
                help="有失信记录的不适用容缺受理",
            ),
        ),
    ),
    Section(
        title="材料",
        fields=(
            v.RECEIVED_MATERIALS,
            Field(
                key="missing_materials",
                label="容缺材料",
                kind=Kind.LIST,
                required=True,
                most=200,
                columns=(
                    v.MATERIAL_NAME,
                    replace(v.MATERIAL_MAIN, default="次要"),
                    v.MATERIAL_FORM,
                    v.MATERIAL_COPIES,
                    v.MATERIAL_MEDIUM,
                    Field(
                        key="submit_manner",
                        label="补交方式",
                        kind=Kind.CHOICE,
                        width=2,
                        choices=("现场", "邮寄", "线上"),
                        default="现场",
                    ),
                    v.required(v.MATERIAL_SUBMIT_BY),
                ),
                help="只能是次要材料；补交期限不得晚于承诺办结日期",
            ),
        ),
    ),
    Section(title="窗口", fields=v.COUNTER),
)
