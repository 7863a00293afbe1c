"""What an acceptance receipt asks for: the case, the materials taken in and the day it will be done."""

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
            v.ADDRESS,
            v.AGENT_NAME,
            v.AGENT_TELEPHONE,
        ),
    ),
    Section(
        title="办件",
        fields=(
            v.required(v.CASE_NUMBER),
            v.MATTER_NAME,
            v.MATTER_CODE,
            v.MATTER_KIND,
            v.REGIME,
            v.RECEIVED_ON,
            Field(key="accepted_on", label="受理日期", kind=Kind.DATE, required=True, width=4),
            Field(key="accepted_by", label="受理人", required=True, width=4, longest=100),
            v.optional(v.STATUTORY_LIMIT),
            v.COMMITTED_LIMIT,
            Field(
                key="due_on",
                label="承诺办结日期",
                kind=Kind.DATE,
                required=True,
                width=4,
                help="自受理次日起按工作日计算",
            ),
            v.SPECIAL_STEPS,
            Field(
                key="pickup",
                label="取件方式",
                kind=Kind.CHOICE,
                width=4,
                choices=("窗口领取", "邮寄送达", "网上下载"),
                default="窗口领取",
            ),
        ),
    ),
    Section(
        title="材料",
        fields=(
            replace(
                v.MATERIALS,
                key="received_materials",
                label="已收材料",
                columns=(
                    v.MATERIAL_NAME,
                    v.MATERIAL_MAIN,
                    v.MATERIAL_FORM,
                    v.MATERIAL_COPIES,
                    v.MATERIAL_MEDIUM,
                    v.MATERIAL_REMARK,
                ),
                help="窗口实际收下的每一份材料",
            ),
            Field(
                key="missing_materials",
                label="未收材料",
                kind=Kind.LIST,
                most=200,
                columns=(
                    v.MATERIAL_NAME,
                    v.MATERIAL_MAIN,
                    v.MATERIAL_FORM,
                    v.MATERIAL_COPIES,
                    Field(key="submit_by", label="补交期限", kind=Kind.DATE, width=2),
                    v.MATERIAL_REMARK,
                ),
                help="容缺受理的次要材料和补交期限",
            ),
        ),
    ),
    Section(title="窗口", fields=(v.HANDLER_NAME, v.COUNTER_TELEPHONE, v.SUPERVISION_TELEPHONE)),
)
