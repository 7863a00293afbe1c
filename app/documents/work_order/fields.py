"""What a work order tells: the call, the caller, who has it, the answer, supervision, call-back, every step."""

from __future__ import annotations

from dataclasses import replace

from app.forms import orders as o
from app.forms.fields import Field, Kind, Section
from app.forms.vocabulary import optional


def _moment(key: str, label: str) -> Field:
    return Field(key=key, label=label, kind=Kind.MOMENT, width=6)


def _at(label: str) -> Field:
    return Field(key="at", label=label, kind=Kind.MOMENT, required=True, width=3)


def _times(key: str, label: str) -> Field:
    return Field(key=key, label=label, kind=Kind.COUNT, width=3, least=0, most=99)


_BY = Field(key="by_name", label="经办人", width=2, longest=100)
_REACHED = Field(key="reached", label="已联系上", kind=Kind.YES, width=1)
CALLS = Field(
    key="calls",
    label="联系诉求人",
    kind=Kind.LIST,
    most=100,
    columns=(
        _at("联系时间"),
        Field(key="way", label="方式", width=1, longest=60),
        _BY,
        _REACHED,
        Field(key="words", label="了解到的情况", width=5, longest=5_000),
    ),
)
SUPERVISIONS = Field(
    key="supervisions",
    label="督办",
    kind=Kind.LIST,
    most=100,
    columns=(
        _at("督办时间"),
        Field(key="way", label="方式", width=1, longest=60),
        _BY,
        Field(key="problem", label="存在问题", width=4, longest=5_000),
        Field(key="demand", label="办理要求", width=4, longest=5_000),
        Field(key="due", label="反馈期限", kind=Kind.DATE, width=2),
        Field(key="feedback", label="整改情况", width=4, longest=5_000),
    ),
)
CALL_BACKS = Field(
    key="call_backs",
    label="回访",
    kind=Kind.LIST,
    most=100,
    columns=(
        _at("回访时间"),
        Field(key="way", label="方式", width=1, longest=60),
        replace(_BY, label="回访人"),
        replace(_REACHED, label="已接通"),
        Field(key="satisfaction", label="满意度", width=2, longest=60),
        Field(key="solved", label="已解决", kind=Kind.YES, width=1),
        Field(key="opinion", label="诉求人意见", width=4, longest=5_000),
    ),
)
COURSE = Field(
    key="course",
    label="流转过程",
    kind=Kind.LIST,
    most=500,
    columns=(
        _at("时间"),
        Field(key="act", label="环节", required=True, width=2, longest=100),
        Field(key="division", label="单位", width=2, longest=100),
        _BY,
        Field(key="note", label="说明", width=5, longest=5_000),
    ),
    help="自登记起的每一步，按时间排列",
)

SECTIONS = (
    Section(
        title="基本信息",
        fields=(
            o.NUMBER,
            o.TYPE,
            Field(key="source", label="来源渠道", width=3, longest=60),
            o.TITLE,
            o.TOPIC,
            Field(key="urgent", label="紧急", kind=Kind.YES, width=2),
            Field(key="serial", label="平台流水号", width=6, longest=60),
            Field(key="query_code", label="查询码", width=6, longest=60),
            _moment("called_at", "来电时间"),
            _moment("city_dispatched_at", "市中心派单"),
            Field(key="city_due", label="市中心时限", kind=Kind.DATE, width=4),
        ),
    ),
    Section(title="诉求人", fields=(o.SECRECY, o.CALLER, o.TELEPHONE, o.ADDRESS)),
    Section(title="事项内容", fields=(o.PLACE, o.CONTENT, o.PURPOSE)),
    Section(
        title="分派",
        fields=(
            optional(o.LEAD),
            o.CO_HANDLERS,
            _moment("first_dispatched_at", "首次派单时间"),
            optional(o.DISPATCHED_AT),
            Field(key="limit_days", label="办理时限", kind=Kind.COUNT, width=3, least=0, most=1000),
            optional(o.DUE),
            _moment("signed_at", "签收时间"),
            o.HANDLER,
        ),
    ),
    Section(
        title="办理情况",
        fields=(
            CALLS,
            optional(o.ANSWER),
            optional(o.BASIS),
            o.RESULT,
            o.ATTITUDE,
            Field(key="reviewer_name", label="审核人", width=6, longest=100),
            _moment("completed_at", "办结时间"),
            _times("returns", "退单次数"),
            _times("reworks", "重办次数"),
            Field(key="archive_number", label="归档号", width=6, longest=60),
        ),
    ),
    Section(title="督办、回访和流转", fields=(SUPERVISIONS, CALL_BACKS, COURSE)),
)
