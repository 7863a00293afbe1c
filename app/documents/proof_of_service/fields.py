"""What a proof of service asks for: the papers, who serves whom, how, and what came of it."""

from __future__ import annotations

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

DIRECT, LEFT, ENTRUSTED, POST, ELECTRONIC, FORWARDED, NOTICE = (
    "直接送达",
    "留置送达",
    "委托送达",
    "邮寄送达",
    "电子送达",
    "转交送达",
    "公告送达",
)
IN_PERSON = ("本人", "法定代表人（负责人）")

SECTIONS = (
    Section(
        title="送达文书",
        fields=(
            Field(
                key="documents",
                label="送达的文书",
                kind=Kind.LIST,
                required=True,
                most=100,
                columns=(
                    Field(key="title", label="文书名称", required=True, width=6, longest=200),
                    Field(key="number", label="文号", width=4, longest=60),
                    Field(key="copies", label="份数", kind=Kind.COUNT, width=2, least=1, most=999, default=1),
                ),
                help="同时送达的几份文书可以写在一张回证上",
            ),
        ),
    ),
    Section(
        title="送达",
        fields=(
            Field(key="server", label="送达机关", required=True, longest=100),
            Field(
                key="recipient",
                label="受送达人",
                required=True,
                longest=100,
                personal=True,
                mask="name",
                help="自然人姓名或单位全称",
            ),
            v.CASE_NUMBER,
            v.optional(v.MATTER_NAME),
            Field(
                key="manner",
                label="送达方式",
                kind=Kind.CHOICE,
                required=True,
                width=4,
                choices=(DIRECT, LEFT, ENTRUSTED, POST, ELECTRONIC, FORWARDED, NOTICE),
                default=DIRECT,
            ),
            Field(key="served_at", label="送达时间", kind=Kind.MOMENT, width=4, by_hand=True),
            Field(
                key="place",
                label="送达地点",
                longest=200,
                by_hand=True,
                personal=True,
                mask="address",
            ),
            Field(
                key="servers",
                label="送达人",
                longest=100,
                width=6,
                by_hand=True,
                help="应有两人，姓名之间用顿号隔开",
            ),
        ),
    ),
    Section(
        title="收受",
        fields=(
            Field(
                key="receiver_relation",
                label="收件人身份",
                kind=Kind.CHOICE,
                width=6,
                by_hand=True,
                help="收件人与受送达人的关系",
                choices=(*IN_PERSON, "同住成年家属", "单位负责收件的人", "代理人", "指定的代收人", "其他"),
            ),
            Field(key="received_on", label="收到日期", kind=Kind.DATE, width=6, by_hand=True),
            Field(key="substitute_reason", label="代收理由", kind=Kind.LONG, lines=2, by_hand=True),
            Field(key="refusal_reason", label="拒收事由", kind=Kind.LONG, lines=2, by_hand=True),
            Field(
                key="witnesses",
                label="见证人",
                longest=100,
                by_hand=True,
                personal=True,
                mask="name",
            ),
        ),
    ),
    Section(
        title="邮寄或电子送达",
        fields=(
            Field(key="post_number", label="邮寄单号", longest=60, width=6),
            Field(key="electronic_address", label="电子送达地址", longest=200, width=6),
            Field(key="arrived_at", label="到达时间", kind=Kind.MOMENT, width=6),
        ),
    ),
    Section(
        title="其他",
        fields=(Field(key="remark", label="备注", kind=Kind.LONG, by_hand=True),),
    ),
)
