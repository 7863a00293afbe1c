"""What a return asks for: who was away, what was done for him by whom, what comes back."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

DONE = Field(
    key="done",
    label="代办事项",
    kind=Kind.LIST,
    most=500,
    columns=(
        v.WORK_NUMBER,
        v.WORK_TITLE,
        Field(key="act", label="办理内容", width=2, longest=200),
        Field(key="by_name", label="办理人", width=2, longest=100),
        Field(key="at", label="办理时间", kind=Kind.MOMENT, width=2),
        Field(key="result", label="办理结果", width=3, longest=500),
    ),
    help="离岗期间代为办理的每一件事",
)
BACK = Field(
    key="back",
    label="交还事项",
    kind=Kind.LIST,
    most=500,
    columns=(
        v.WORK_KIND,
        v.WORK_NUMBER,
        v.WORK_TITLE,
        v.WORK_STEP,
        v.WORK_DUE_ON,
        v.WORK_NEXT_ACT,
        v.WORK_REMARK,
    ),
    help="仍未办完、交还A岗的事，按到期日期排列",
)
THINGS = replace(
    v.THINGS,
    label="交还物品",
    columns=(
        *v.THINGS.columns,
        Field(key="returned", label="已交还", kind=Kind.YES, width=1, help="不选则留空，由A岗手写"),
    ),
    help="随岗移交的物品是否交还；不得写密码",
)

SECTIONS = (
    Section(
        title="岗位和人员",
        fields=(
            v.DIVISION_NAME,
            v.POST_NAME,
            replace(v.A_NAME, label="返岗人（A岗）"),
            replace(v.B_NAME, label="交还人"),
            v.B_CAPACITY,
            v.SUPERVISOR_NAME,
            v.ABSENT_FROM,
            Field(key="returned_at", label="返岗时间", kind=Kind.MOMENT, required=True, width=6),
        ),
    ),
    Section(
        title="交还内容",
        fields=(DONE, BACK, THINGS, Field(key="remark", label="备注", kind=Kind.LONG, lines=2)),
    ),
)
