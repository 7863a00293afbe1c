"""What a letter of co-handling asks for: the order, who leads, whose share it is, and by when it answers."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms.fields import Field, Kind, Section

SECTIONS = (
    replace(
        o.ORDER, fields=(*o.ORDER.fields, o.SECRECY, replace(o.CONTENT, help="不写诉求人的姓名、电话和地址"))
    ),
    Section(
        title="协办",
        fields=(
            o.LEAD,
            Field(
                key="co_handler",
                label="协办单位",
                required=True,
                width=6,
                longest=100,
                help="收函的处室、分局或者中心；几个单位协办的各发一函",
            ),
            Field(
                key="task", label="协办分工", kind=Kind.LONG, required=True, lines=3, help="请该单位办理什么"
            ),
            Field(key="reply_by", label="反馈期限", kind=Kind.DATE, required=True, width=6),
            o.DUE,
        ),
    ),
    Section(title="联系", fields=(replace(o.HANDLER, label="联系人"), o.CONTACT_TELEPHONE)),
)
