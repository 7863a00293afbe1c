"""What a special step notice asks for: the case, the step, its time and how the limit goes on after it."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    Section(title="申请人", fields=v.APPLICANT),
    Section(
        title="办件",
        fields=(
            v.required(v.CASE_NUMBER),
            v.MATTER_NAME,
            v.ACCEPTED_ON,
            replace(v.DUE_ON, label="原承诺办结日期", help="进入特殊环节以前的办结日期"),
        ),
    ),
    Section(
        title="特殊环节",
        fields=(
            Field(
                key="step_name",
                label="环节名称",
                required=True,
                width=6,
                longest=100,
                help="听证、检验、检测、鉴定、专家评审、现场勘验等",
            ),
            Field(
                key="step_days",
                label="所需工作日",
                kind=Kind.COUNT,
                required=True,
                width=3,
                least=1,
                most=1000,
            ),
            Field(
                key="remaining_days",
                label="恢复后剩余工作日",
                kind=Kind.COUNT,
                required=True,
                width=3,
                least=0,
                most=1000,
            ),
            Field(
                key="step_basis",
                label="设立依据",
                kind=Kind.LONG,
                required=True,
                lines=2,
                help="设立该环节的法律、法规、规章或标准的名称和条款",
            ),
            Field(key="suspended_on", label="开始日期", kind=Kind.DATE, required=True, width=4),
            Field(
                key="expected_on",
                label="预计结束日期",
                kind=Kind.DATE,
                required=True,
                width=4,
                help="按所需工作日计算",
            ),
            v.REASON,
        ),
    ),
    Section(title="窗口", fields=v.COUNTER),
)
