"""What a supervision tells: the order, the how-manieth it is, what is wrong, what is asked by when, and how."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    replace(
        o.ORDER,
        fields=(
            *o.ORDER.fields,
            replace(o.LEAD, label="承办单位", help="被督办的处室、分局或者中心"),
            o.DISPATCHED_AT,
            o.DUE,
        ),
    ),
    Section(
        title="督办",
        fields=(
            Field(
                key="way",
                label="督办方式",
                kind=Kind.CHOICE,
                required=True,
                width=4,
                choices=o.SUPERVISED_BY,
                help="发函的印督办函，提醒的印催办通知书，电话的印电话督办记录",
            ),
            Field(
                key="round",
                label="本单第几次督办",
                kind=Kind.COUNT,
                required=True,
                width=4,
                least=1,
                most=99,
            ),
            Field(
                key="consecutive",
                label="连续督办次数",
                kind=Kind.COUNT,
                required=True,
                width=4,
                least=1,
                most=999,
                help="对该单位连续督办的第几次，中间没有满意办结的；满三次提请约谈",
            ),
            o.PROBLEM,
            o.DEMAND,
            Field(key="feedback_by", label="反馈期限", kind=Kind.DATE, required=True, width=6),
        ),
    ),
    Section(
        title="告知和联系",
        fields=(
            Field(key="told_at", label="通话时间", kind=Kind.MOMENT, width=6, help="电话督办的必须填写"),
            Field(key="told_person", label="接听人", width=6, longest=100, help="电话督办的必须填写"),
            replace(o.HANDLER, label="督办人"),
            o.CONTACT_TELEPHONE,
        ),
    ),
)
