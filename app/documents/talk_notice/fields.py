"""What the notice of a talk tells: who comes, where, when and why, and the supervisions behind it."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms.fields import Field, Kind, Section

SUPERVISIONS = Field(
    key="supervisions",
    label="督办情况",
    kind=Kind.LIST,
    required=True,
    most=200,
    columns=(
        replace(o.NUMBER, width=3),
        replace(o.TITLE, width=3),
        Field(key="at", label="督办时间", kind=Kind.MOMENT, required=True, width=3),
        Field(key="way", label="方式", width=1, longest=60),
        Field(key="paper", label="文号", width=2, longest=60),
        Field(key="problem", label="存在问题", width=4, longest=5_000),
        Field(key="feedback", label="整改情况", width=4, longest=5_000),
    ),
    help="连续的每一次督办，按时间排列，至少三次",
)

SECTIONS = (
    Section(title="约谈对象", fields=(o.TALKED_DIVISION, o.TALKED_PEOPLE)),
    Section(
        title="约谈",
        fields=(
            Field(key="cause", label="约谈事由", kind=Kind.LONG, required=True, lines=3),
            o.TALK_AT,
            o.TALK_PLACE,
            o.TALK_HOSTS,
            o.PURPOSE_OF_TALK,
            replace(o.DEMAND, label="有关要求", help="需要准备的材料和情况说明", lines=2),
            SUPERVISIONS,
        ),
    ),
    Section(title="联系", fields=(replace(o.HANDLER, label="联系人"), o.CONTACT_TELEPHONE)),
)
