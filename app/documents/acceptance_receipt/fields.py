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
            v.ACCEPTED_ON,
            Field(key="accepted_by", label="受理人", required=True, width=4, longest=100),
            v.optional(v.STATUTORY_LIMIT),
            v.COMMITTED_LIMIT,
            v.DUE_ON,
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
            v.RECEIVED_MATERIALS,
            Field(
                key="missing_materials",
                label="未收材料",
                kind=Kind.LIST,
                most=200,
                columns=(
                    v.MATERIAL_NAME,
                    replace(v.MATERIAL_MAIN, default="次要"),
                    v.MATERIAL_FORM,
                    v.MATERIAL_COPIES,
                    v.MATERIAL_MEDIUM,
                    v.MATERIAL_SUBMIT_BY,
                    v.MATERIAL_REMARK,
                ),
                help="容缺受理的次要材料和补交期限",
            ),
            Field(
                key="undertaking_signed_on",
                label="容缺承诺书签署日期",
                kind=Kind.DATE,
                width=4,
                help="有未收材料的必须填写：先签承诺书，后容缺受理",
            ),
        ),
    ),
    Section(title="窗口", fields=v.COUNTER),
)
