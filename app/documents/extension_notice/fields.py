"""What an extension notice asks for: the case, the old and the new limit, why, and who approved it."""

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
            replace(v.DUE_ON, label="原办结期限", help="延长以前的最后一日"),
        ),
    ),
    Section(
        title="延长",
        fields=(
            Field(
                key="extension_days",
                label="延长的工作日",
                kind=Kind.COUNT,
                required=True,
                width=3,
                least=1,
                most=1000,
                help="一般不超过十个工作日；统一办理、联合办理的不超过十五个工作日",
            ),
            Field(key="new_due_on", label="延长后的办结期限", kind=Kind.DATE, required=True, width=4),
            replace(v.REASON, label="延长的理由"),
            Field(key="approved_by", label="批准人", required=True, width=6, longest=100),
            Field(key="approved_on", label="批准日期", kind=Kind.DATE, required=True, width=4),
        ),
    ),
    Section(title="窗口", fields=v.COUNTER),
)
