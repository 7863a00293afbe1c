"""What the register of posts asks for: the division, the half year, and each post with its people."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section


def _telephone(key: str, label: str) -> Field:
    return Field(key=key, label=label, width=2, longest=60, check="telephone")


POSTS = Field(
    key="posts",
    label="岗位",
    kind=Kind.LIST,
    required=True,
    most=300,
    columns=(
        replace(v.POST_NAME, width=2),
        Field(key="duties", label="岗位职责", width=3, longest=2_000),
        replace(v.A_NAME, width=2),
        _telephone("a_telephone", "A岗电话"),
        replace(v.B_NAME, width=2),
        _telephone("b_telephone", "B岗电话"),
        replace(v.SECOND_B_NAME, width=2),
        Field(key="effective_on", label="生效日期", kind=Kind.DATE, width=2),
        v.WORK_REMARK,
    ),
    help="每个岗位的A岗和B岗都要填，不能是同一人；涉密岗位不列入",
)

SECTIONS = (
    Section(
        title="报备",
        fields=(
            v.DIVISION_NAME,
            v.YEAR,
            Field(
                key="half",
                label="报备期间",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=("上半年", "下半年"),
            ),
            POSTS,
        ),
    ),
    Section(
        title="批准和备案",
        fields=(
            Field(
                key="approved_by",
                label="批准人",
                width=4,
                longest=100,
                by_hand=True,
                help="分管局领导；不填则留空手签",
            ),
            Field(key="approved_on", label="批准日期", kind=Kind.DATE, width=4, by_hand=True),
            Field(
                key="filed_on",
                label="备案日期",
                kind=Kind.DATE,
                width=4,
                by_hand=True,
                help="局办公室收到本表的日期",
            ),
            Field(key="remark", label="备注", kind=Kind.LONG, lines=2),
        ),
    ),
)
