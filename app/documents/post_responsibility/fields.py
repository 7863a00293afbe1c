"""What a statement of responsibility asks for: duties, goals with their five tests, who answers for them."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

TESTS = {
    "clear": "任务明",
    "measurable": "可衡量",
    "achievable": "可实现",
    "relevant": "相关联",
    "timed": "有时限",
}
GOALS = Field(
    key="goals",
    label="工作目标",
    kind=Kind.LIST,
    required=True,
    most=100,
    columns=(
        Field(key="goal", label="目标", required=True, width=3, longest=500),
        Field(key="measure", label="衡量指标", width=3, longest=500),
        Field(key="target", label="目标值", width=2, longest=100),
        Field(key="due_on", label="完成时限", kind=Kind.DATE, width=2),
        *(Field(key=key, label=label, kind=Kind.YES, width=1) for key, label in TESTS.items()),
    ),
    help="每项目标都要任务明、可衡量、可实现、相关联、有时限",
)

SECTIONS = (
    Section(
        title="岗位",
        fields=(
            v.DIVISION_NAME,
            v.YEAR,
            v.POST_NAME,
            replace(v.A_NAME, label="责任人（A岗）"),
            replace(v.optional(v.B_NAME), label="B岗"),
            v.SECOND_B_NAME,
            Field(key="head_name", label="单位负责人", width=4, longest=100),
        ),
    ),
    Section(
        title="职责",
        fields=(
            Field(key="division_duties", label="处室总体职能", kind=Kind.LONG, lines=3),
            Field(key="section_duties", label="内设科室职责", kind=Kind.LONG, lines=3),
            Field(key="duties", label="岗位职责", kind=Kind.LONG, required=True, lines=4),
        ),
    ),
    Section(
        title="目标",
        fields=(
            GOALS,
            Field(
                key="integrity_duties",
                label="一岗双责",
                kind=Kind.LONG,
                lines=3,
                help="处室（单位）主要领导岗位填写：抓业务的同时抓党风廉政建设和思想工作",
            ),
        ),
    ),
)
