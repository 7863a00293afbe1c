"""What the day's sheet lists: every order handed to one division on one day."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

ORDERS = Field(
    key="orders",
    label="工单",
    kind=Kind.LIST,
    required=True,
    most=500,
    columns=(
        replace(o.NUMBER, width=3),
        replace(o.TYPE, label="类型", width=1),
        replace(o.TITLE, width=4),
        replace(o.CALLER, width=2, help="只留姓氏，如“陈**”；要求保密的填“（按规定保密）”"),
        Field(
            key="role",
            label="主协办",
            kind=Kind.CHOICE,
            required=True,
            width=1,
            choices=(o.LEAD_ROLE, o.CO_ROLE),
            default=o.LEAD_ROLE,
        ),
        replace(o.DUE, label="期限", width=2, help="主办的办理期限，协办的反馈期限"),
        Field(key="signed_by", label="签收", width=1, longest=60, help="不填则留空手签"),
    ),
    help="当日分派给该单位的每一件工单，按期限排列",
)

SECTIONS = (
    Section(
        title="签收单",
        fields=(
            replace(v.DIVISION_NAME, label="签收单位"),
            Field(key="handed_on", label="交办日期", kind=Kind.DATE, required=True, width=6),
            replace(o.HANDLER, label="交办人", help="信访中心的派单人，不填则印登录的经办人"),
            ORDERS,
        ),
    ),
)
