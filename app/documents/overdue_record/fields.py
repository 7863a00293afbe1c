"""What a record of lateness asks for: the report to the leader, the word to the applicant, the new estimate."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    Section(
        title="办件",
        fields=(
            v.required(v.CASE_NUMBER),
            v.MATTER_NAME,
            v.APPLICANT_NAME,
            v.TELEPHONE,
            replace(v.DUE_ON, label="应办结日期", help="现行的办结期限"),
        ),
    ),
    Section(
        title="报告领导",
        fields=(
            Field(
                key="reported_to",
                label="报告对象",
                required=True,
                width=6,
                longest=100,
                help="领导的姓名、职务",
            ),
            Field(key="reported_at", label="报告时间", kind=Kind.MOMENT, required=True, width=6),
            Field(key="leader_instruction", label="领导意见", kind=Kind.LONG, lines=2, by_hand=True),
        ),
    ),
    Section(
        title="告知申请人",
        fields=(
            Field(
                key="told_person",
                label="被告知人",
                required=True,
                width=6,
                longest=100,
                personal=True,
                mask="name",
                help="申请人本人、单位联系人或者代理人",
            ),
            Field(
                key="told_manner",
                label="告知方式",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=("电话", "当面", "书面", "短信"),
                default="电话",
            ),
            Field(key="told_at", label="告知时间", kind=Kind.MOMENT, required=True, width=6),
            Field(
                key="estimated_on",
                label="预计办结日期",
                kind=Kind.DATE,
                required=True,
                width=6,
                help="告知申请人的新日期",
            ),
            replace(v.REASON, label="未能按时办结的原因"),
            Field(
                key="understanding",
                label="申请人意见",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=("已取得谅解", "未取得谅解"),
            ),
            Field(key="remark", label="备注", kind=Kind.LONG, lines=2),
        ),
    ),
    Section(title="经办", fields=(v.HANDLER_NAME,)),
)
