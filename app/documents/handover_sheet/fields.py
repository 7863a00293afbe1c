"""What a handover asks for: who leaves and why, who takes over, each open matter, each thing."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

AFTERWARDS = "突发离岗补录"
ITEMS = Field(
    key="items",
    label="在办事项",
    kind=Kind.LIST,
    most=500,
    columns=(
        v.WORK_KIND,
        v.WORK_NUMBER,
        v.WORK_TITLE,
        Field(key="party", label="当事人", width=2, longest=100, personal=True, mask="name"),
        v.WORK_STEP,
        v.WORK_DUE_ON,
        v.WORK_NEXT_ACT,
        Field(key="place", label="材料位置", width=2, longest=200),
        Field(key="risk", label="风险提示", width=3, longest=500),
        v.WORK_REMARK,
        Field(key="taken", label="接收", kind=Kind.YES, width=1, help="不选则留空，由接收人手写"),
        Field(key="objection", label="异议", width=2, longest=500),
    ),
    help="办件、否定报备、待送达文书、承诺答复、工单等一切未完的事，按到期日期排列；不得写密码",
)

SECTIONS = (
    Section(
        title="岗位和人员",
        fields=(
            v.DIVISION_NAME,
            v.POST_NAME,
            replace(v.A_NAME, label="移交人（A岗）"),
            replace(v.B_NAME, label="接收人"),
            v.B_CAPACITY,
            v.SUPERVISOR_NAME,
        ),
    ),
    Section(
        title="离岗",
        fields=(
            Field(
                key="absence_reason",
                label="离岗原因",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=("休假", "学习", "会议", "出差", "请假", "病假", "其他"),
            ),
            Field(
                key="handover_manner",
                label="交接方式",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=("当面", "书面", "线上", AFTERWARDS),
                default="当面",
            ),
            v.ABSENT_FROM,
            Field(
                key="absent_until", label="预计返岗", kind=Kind.MOMENT, width=6, help="未定的留空，印“另行通知”"
            ),
            Field(key="approved_by", label="批准人", width=4, longest=100),
        ),
    ),
    Section(
        title="交接内容",
        fields=(
            ITEMS,
            v.THINGS,
            Field(key="attention", label="注意事项", kind=Kind.LONG, help="不得写密码"),
            Field(key="emergency_contact", label="紧急联系人", width=6, longest=100),
            Field(
                key="emergency_telephone",
                label="紧急联系电话",
                width=6,
                longest=60,
                check="telephone",
                personal=True,
                mask="telephone",
            ),
        ),
    ),
)
