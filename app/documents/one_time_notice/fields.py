"""What a one-time notice asks for: applicant, matter, the six mandatory contents, the answer promised."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

PARTS = ("存根联", "回执联")

SECTIONS = (
    Section(
        title="申请人",
        fields=(
            v.APPLICANT_NAME,
            v.APPLICANT_KIND,
            v.CONTACT_NAME,
            v.TELEPHONE,
            v.SMS_TELEPHONE,
            v.CHANNEL,
            v.ADDRESS,
            v.AGENT_NAME,
            v.AGENT_TELEPHONE,
        ),
    ),
    Section(
        title="事项",
        fields=(
            v.MATTER_NAME,
            v.MATTER_CODE,
            v.MATTER_KIND,
            v.REGIME,
            v.CASE_NUMBER,
            v.optional(replace(v.RECEIVED_ON, label="咨询日期", help="来人或来电咨询的日期")),
        ),
    ),
    Section(
        title="必须告知的内容",
        fields=(
            v.BASIS,
            v.CONDITIONS,
            v.PROCEDURE,
            v.REQUIREMENTS,
            v.STATUTORY_LIMIT,
            v.COMMITTED_LIMIT,
            v.SPECIAL_STEPS,
            v.FEE,
        ),
    ),
    Section(title="所需提交的全部材料", fields=(v.MATERIALS,)),
    Section(
        title="不能当场办成的",
        fields=(
            Field(
                key="ineligible_reason",
                label="不予办理的原因和理由",
                kind=Kind.LONG,
                help="咨询的事项依法不能办理的，写明原因和理由",
            ),
            Field(key="question", label="疑难问题", kind=Kind.LONG, help="不能当场答复的，完整记录问题"),
            Field(key="promised_reply_at", label="承诺答复时间", kind=Kind.MOMENT, width=4),
        ),
    ),
    Section(title="窗口", fields=(v.HANDLER_NAME, v.COUNTER_TELEPHONE, v.SUPERVISION_TELEPHONE)),
)
