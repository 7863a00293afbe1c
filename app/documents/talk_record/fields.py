"""What the record of a talk tells: who spoke with whom, what was wrong, what was said, what is mended when."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    Section(
        title="约谈",
        fields=(
            Field(key="notice_number", label="约谈通知文号", width=6, longest=60),
            o.TALKED_DIVISION,
            o.TALK_AT,
            Field(key="ended_at", label="结束时间", kind=Kind.MOMENT, width=6),
            o.TALK_PLACE,
            o.TALK_HOSTS,
            o.TALKED_PEOPLE,
            Field(key="recorder", label="记录人", required=True, width=6, longest=100),
        ),
    ),
    Section(
        title="内容",
        fields=(
            replace(o.PROBLEM, label="指出的问题"),
            Field(key="statement", label="情况说明和表态", kind=Kind.LONG, required=True, lines=5),
            replace(o.DEMAND, label="整改要求"),
            Field(key="rectify_by", label="整改期限", kind=Kind.DATE, required=True, width=6),
            o.REMARK,
        ),
    ),
)
