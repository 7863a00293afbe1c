"""What a notice of non-acceptance asks for: the application, what was decided and why, and the remedies."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

NOT_ACCEPTED, NOT_HANDLED = "不予受理", "不予办理"
FORMAL, SLIP = "公文", "窗口通知单"
PARTS = ("存根联", "回执联")
NOT_OURS = "不属于本机关职权范围"
SITUATIONS = (
    "逾期未补正",
    "不具备规定的条件",
    "隐瞒真实情况或提供虚假材料",
    "无法通过补正满足办理要求",
    "其他依法不应办理的情形",
    NOT_OURS,
    "依法不需要取得行政许可",
    "不动产登记当场不予受理",
)

SECTIONS = (
    Section(title="申请人", fields=v.APPLICANT),
    Section(
        title="申请",
        fields=(
            v.required(v.CASE_NUMBER),
            v.REGIME,
            replace(v.RECEIVED_ON, label="申请日期"),
            v.MATTER_NAME,
            Field(key="location", label="坐落", width=8, longest=200, help="限不动产登记"),
            Field(key="registration_type", label="登记类型", width=4, longest=60, help="限不动产登记"),
        ),
    ),
    Section(
        title="决定",
        fields=(
            Field(
                key="decision",
                label="决定",
                kind=Kind.CHOICE,
                required=True,
                width=4,
                choices=(NOT_ACCEPTED, NOT_HANDLED),
                default=NOT_ACCEPTED,
                help="尚未受理的为不予受理，已经受理的为不予办理",
            ),
            Field(
                key="situation",
                label="情形",
                kind=Kind.CHOICE,
                required=True,
                width=8,
                choices=SITUATIONS,
            ),
            Field(
                key="reasons", label="理由", kind=Kind.LONG, required=True, lines=5, help="写明具体情况和理由"
            ),
            Field(
                key="legal_basis",
                label="法律依据",
                kind=Kind.LONG,
                required=True,
                lines=3,
                help="法律、法规、规章的名称和条、款、项",
            ),
            Field(
                key="right_organ",
                label="应向其申请的机关",
                width=8,
                longest=100,
                help="不属于本机关职权范围的必须填写",
            ),
            Field(
                key="right_organ_telephone",
                label="该机关电话",
                width=4,
                longest=60,
                check="telephone",
            ),
        ),
    ),
    Section(
        title="退还的材料",
        fields=(
            Field(
                key="returned_materials",
                label="退还的材料",
                kind=Kind.LIST,
                most=200,
                columns=(replace(v.MATERIAL_NAME, width=9), replace(v.MATERIAL_COPIES, width=2)),
                help="随通知退还申请人的材料",
            ),
        ),
    ),
    Section(
        title="救济途径",
        fields=(
            Field(
                key="reconsideration_organ",
                label="行政复议机关",
                width=6,
                longest=100,
                help="不填则印本级人民政府",
            ),
            Field(key="court", label="管辖法院", width=6, longest=100, help="不填则印有管辖权的人民法院"),
        ),
    ),
    Section(
        title="制发",
        fields=(
            Field(
                key="layout",
                label="格式",
                kind=Kind.CHOICE,
                required=True,
                width=4,
                choices=(FORMAL, SLIP),
                default=SLIP,
            ),
            Field(key="denial_number", label="否定报备编号", width=8, longest=60),
            *v.COUNTER,
        ),
    ),
)
