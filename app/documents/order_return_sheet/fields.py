"""What a return of an order asks for: reason and basis, whose it would be, its path, and what was found."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

REDISPATCHED, UPHELD, SENT_BACK = "重新分派", "退单不成立", "退回市热线中心"
HOPS = Field(
    key="hops",
    label="派单经过",
    kind=Kind.LIST,
    most=50,
    columns=(
        Field(key="division", label="单位", required=True, width=4, longest=100),
        Field(key="dispatched_at", label="派单时间", kind=Kind.MOMENT, required=True, width=3),
        Field(key="returned_at", label="退单时间", kind=Kind.MOMENT, width=3),
        Field(key="reason", label="退单理由", width=4, longest=2_000),
    ),
    help="第二次退单或者逾期退单的必须列明经过的单位和日期，包括本次",
)

SECTIONS = (
    replace(o.ORDER, fields=(*o.ORDER.fields, replace(o.CONTENT, required=False))),
    Section(
        title="退单申请",
        fields=(
            replace(v.DIVISION_NAME, label="申请单位"),
            replace(v.required(o.HANDLER), label="申请人"),
            o.DISPATCHED_AT,
            Field(
                key="return_by",
                label="退单期限",
                kind=Kind.DATE,
                required=True,
                width=6,
                help="派单后一个工作日",
            ),
            Field(key="returned_at", label="申请时间", kind=Kind.MOMENT, required=True, width=6),
            Field(
                key="round",
                label="第几次退单",
                kind=Kind.COUNT,
                required=True,
                width=3,
                least=1,
                most=99,
                default=1,
                help="同一工单第二次起转派单异议审核",
            ),
            replace(v.REASON, label="退单理由", lines=4),
            replace(v.BASIS, label="退单依据", lines=3, help="三定规定、权责清单的名称和条款"),
            Field(
                key="suggested",
                label="建议承办单位",
                width=6,
                longest=200,
                by_hand=True,
                help="本局其他单位，或者局外的主管部门",
            ),
        ),
    ),
    Section(title="派单经过", fields=(HOPS,)),
    Section(
        title="核实",
        fields=(
            Field(
                key="opinion",
                label="核实意见",
                kind=Kind.LONG,
                lines=2,
                longest=5_000,
                by_hand=True,
                help="派单异议的为审核意见；不填则留空手写",
            ),
            Field(
                key="verdict",
                label="核实结果",
                kind=Kind.CHOICE,
                width=6,
                choices=(REDISPATCHED, UPHELD, SENT_BACK),
            ),
            Field(key="redispatched_to", label="改派单位", width=6, longest=100),
            Field(key="verified_by", label="核实人", width=6, longest=100),
        ),
    ),
)
