"""What the record of a first contact asks for: the visitor, the question, whose it is, what became of it."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

OWN, OTHER_POST, OUTSIDE, PETITION = "本人职责", "本局其他岗位", "不属于本局", "投诉举报引导信访接待"
COMPLAINTS = ("举报", "投诉")

SECTIONS = (
    Section(
        title="来访",
        fields=(
            Field(key="registered_at", label="登记时间", kind=Kind.MOMENT, required=True, width=6),
            Field(
                key="contact_channel",
                label="来访渠道",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=("来人", "来电", "来信", "网络"),
                default="来人",
            ),
            Field(
                key="contact_kind",
                label="事项类别",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=(*COMPLAINTS, "咨询", "查询", "办事"),
                default="咨询",
            ),
            Field(
                key="visitor_name",
                label="来访人",
                required=True,
                width=6,
                longest=100,
                personal=True,
                mask="name",
                help="姓名或者单位名称",
            ),
            replace(v.TELEPHONE, width=6),
            v.ADDRESS,
            Field(key="content", label="来访内容", kind=Kind.LONG, required=True, lines=4),
            Field(
                key="materials_brought",
                label="所收材料",
                kind=Kind.LIST,
                most=50,
                columns=(replace(v.MATERIAL_NAME, width=9), v.MATERIAL_COPIES),
            ),
        ),
    ),
    Section(
        title="首问",
        fields=(
            Field(key="first_person", label="首问责任人", required=True, width=4, longest=100),
            v.DIVISION_NAME,
            Field(key="first_telephone", label="首问人电话", width=4, longest=60, check="telephone"),
            Field(
                key="ownership",
                label="归属判断",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=(OWN, OTHER_POST, OUTSIDE, PETITION),
            ),
            Field(
                key="notice_number",
                label="一次性告知书",
                width=6,
                longest=60,
                help="不能当场办理、已一次性告知的，填告知书的文号",
            ),
        ),
    ),
    Section(
        title="移交承办",
        fields=(
            Field(key="responsible_name", label="承办人", width=4, longest=100),
            Field(key="responsible_division", label="承办处室", width=4, longest=100),
            Field(key="handed_at", label="移交时间", kind=Kind.MOMENT, width=6, by_hand=True),
            Field(
                key="called_at",
                label="联系办事人",
                kind=Kind.MOMENT,
                width=6,
                by_hand=True,
                help="承办人与办事人取得联系的时间",
            ),
        ),
    ),
    Section(
        title="重大事项",
        fields=(
            Field(key="major", label="重大事项", kind=Kind.YES, width=3, help="先报告分管领导，研究后再答复"),
            Field(key="leader_name", label="分管领导", width=4, longest=100),
            Field(key="leader_opinion", label="分管领导意见", kind=Kind.LONG, lines=2, by_hand=True),
        ),
    ),
    Section(
        title="引导和答复",
        fields=(
            Field(key="outside_organ", label="外部承办部门", width=6, longest=200, help="不属于本局的填写"),
            Field(key="guidance", label="引导说明", kind=Kind.LONG, lines=2),
            Field(key="answer", label="答复内容", kind=Kind.LONG, lines=3, by_hand=True),
            Field(key="result", label="办理结果", longest=500, by_hand=True),
        ),
    ),
)
