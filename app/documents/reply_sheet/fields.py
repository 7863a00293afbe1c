"""What a reply sheet tells: the order, the word with the caller, what was found, the answer, who signed."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms.fields import Field, Kind, Section
from app.forms.vocabulary import required

SECTIONS = (
    o.ORDER,
    Section(
        title="诉求",
        fields=(
            o.SECRECY,
            replace(o.CALLER, help="只留姓氏，如“陈**”；要求保密的程序填“（按规定保密）”"),
            o.CONTENT,
            o.LEAD,
            o.CO_HANDLERS,
            o.DISPATCHED_AT,
            o.DUE,
        ),
    ),
    Section(
        title="联系诉求人",
        fields=(
            Field(key="contacted_at", label="联系时间", kind=Kind.MOMENT, required=True, width=6),
            Field(
                key="contact_way",
                label="联系方式",
                kind=Kind.CHOICE,
                required=True,
                width=3,
                choices=o.CONTACT_WAYS,
                default=o.CONTACT_WAYS[0],
            ),
            Field(key="contacted_by", label="联系人员", required=True, width=6, longest=100),
            required(o.ATTITUDE),
        ),
    ),
    Section(
        title="办理和答复",
        fields=(
            Field(key="findings", label="调查核实情况", kind=Kind.LONG, required=True, lines=4),
            o.BASIS,
            o.ANSWER,
            required(o.RESULT),
        ),
    ),
    Section(
        title="审签",
        fields=(
            o.HANDLER,
            Field(
                key="reviewer_name",
                label="审核人",
                width=6,
                longest=100,
                help="主办单位的审核人，不填则留空手签",
            ),
            Field(
                key="signer_name", label="签发人", width=6, longest=100, help="主办单位负责人，不填则留空手签"
            ),
        ),
    ),
)
