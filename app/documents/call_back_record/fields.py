"""What a call-back tells: who was called when, whether he was reached, what he thinks, and what follows."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    replace(o.ORDER, fields=(*o.ORDER.fields, o.SECRECY, o.CALLER, o.TELEPHONE)),
    Section(
        title="办结",
        fields=(
            o.LEAD,
            o.RESULT,
            Field(key="completed_at", label="办结时间", kind=Kind.MOMENT, width=6),
            Field(
                key="sampled_by",
                label="抽查依据",
                longest=200,
                help="全部回访，或者抽查的规则和随机种子，供复核",
            ),
        ),
    ),
    Section(
        title="回访",
        fields=(
            Field(key="called_back_at", label="回访时间", kind=Kind.MOMENT, required=True, width=6),
            Field(
                key="contact_way",
                label="回访方式",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=o.CONTACT_WAYS,
                default=o.CONTACT_WAYS[0],
            ),
            replace(v.required(o.HANDLER), label="回访人"),
            Field(
                key="reached",
                label="是否联系上",
                kind=Kind.YES,
                asked=True,
                required=True,
                width=3,
                default=True,
            ),
            Field(key="solved", label="是否解决", kind=Kind.YES, asked=True, width=3, help="联系上的必须填写"),
            Field(
                key="satisfaction",
                label="满意度",
                kind=Kind.CHOICE,
                width=6,
                choices=o.SATISFACTIONS,
                help="联系上的必须填写",
            ),
            Field(
                key="dissatisfaction",
                label="不满意的原因",
                kind=Kind.LONG,
                lines=2,
                longest=5_000,
                help="不满意、非常不满意的必须填写",
            ),
            Field(key="opinion", label="诉求人意见", kind=Kind.LONG, lines=2, longest=5_000),
        ),
    ),
    Section(
        title="重办",
        fields=(
            Field(key="rework", label="是否重办", kind=Kind.YES, width=3),
            Field(key="rework_due", label="重办期限", kind=Kind.DATE, width=6),
            replace(o.REMARK, help="没有联系上的写明拨打的次数；不满意而不重办的写明原因"),
        ),
    ),
)
