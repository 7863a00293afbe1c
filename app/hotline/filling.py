"""What is filled in for a work order: on arrival, and for each act afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section, all_fields
from app.hotline.models import OrderType, Result, Satisfaction, Secrecy

LONGEST = 5_000
CHANNELS = ("电话", "网站", "APP", "信箱", "短信", "媒体", "其他")
TOPICS = ("土地", "规划", "登记", "海洋", "矿产", "测绘", "执法", "其他")
SUPERVISED_BY = ("提醒", "电话", "发函")
CALL_WAYS = ("电话", "短信", "当面", "其他")
NO_ANSWER = "未接通"


def filled(sections: tuple[Section, ...], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as given, and the usual answer where nothing was."""
    usual = {each.key: each.default for each in all_fields(sections) if each.default is not None}
    return usual | dict(fields)


def _long(key: str, label: str, *, required: bool = False, lines: int = 3, help: str = "") -> Field:  # noqa: A002 - as in Field
    return Field(
        key=key, label=label, kind=Kind.LONG, required=required, lines=lines, longest=LONGEST, help=help
    )


def _choice(
    key: str,
    label: str,
    choices: tuple[str, ...],
    *,
    default: str = "",
    required: bool = True,
    width: int = 6,
) -> Field:
    return Field(
        key=key,
        label=label,
        kind=Kind.CHOICE,
        choices=choices,
        default=default or None,
        required=required,
        width=width,
    )


def _section(title: str, *fields: Field) -> tuple[Section, ...]:
    return (Section(title=title, fields=fields),)


TYPE = _choice("type", "诉求类型", tuple(each.value for each in OrderType), width=12)
SECRECY = _choice(
    "secrecy", "保密", tuple(each.value for each in Secrecy), default=Secrecy.NONE.value, width=12
)
LEAD = Field(key="lead", label="主办单位", width=6, longest=100, required=True, help="处室、分局或中心的名称")
CO_HANDLERS = Field(
    key="co_handlers",
    label="协办单位",
    kind=Kind.LIST,
    most=20,
    columns=(
        Field(key="division", label="单位", longest=100, required=True, width=4),
        Field(key="task", label="分工", longest=500, required=True, width=5),
        Field(key="due", label="反馈期限", kind=Kind.DATE, required=True, width=3),
    ),
)
LIMIT = Field(
    key="limit_days",
    label="办理时限",
    kind=Kind.COUNT,
    least=1,
    most=60,
    width=6,
    help="工作日；不填按诉求类型的时限",
)
REASON = _long("reason", "理由", required=True)
BASIS = _long("basis", "依据", required=True, lines=2, help="三定规定、权责清单的条款，或政策文件的文号")
OPINION = _long("opinion", "意见", required=True)

ARRIVAL = (
    Section(
        title="工单",
        fields=(
            Field(key="number", label="工单编号", required=True, width=6, longest=60),
            TYPE,
            _choice("channel", "来源渠道", CHANNELS, default="电话"),
            _choice("topic", "业务分类", TOPICS, required=False),
            Field(key="title", label="标题", required=True, longest=200),
            replace(_long("content", "诉求内容", required=True), lines=4),
            _long("purpose", "诉求目的", lines=2),
            Field(key="place", label="事发地点", longest=300),
            Field(key="called_at", label="来电时间", kind=Kind.MOMENT, width=6),
            Field(key="city_dispatched_at", label="市中心派单时间", kind=Kind.MOMENT, width=6),
            Field(key="city_due", label="市中心要求时限", kind=Kind.DATE, width=6),
            Field(key="urgent", label="紧急", kind=Kind.YES, default=False, width=6),
        ),
    ),
    Section(
        title="诉求人",
        fields=(
            Field(key="caller", label="诉求人", longest=100, personal=True, mask="name", width=6),
            replace(v.TELEPHONE, key="telephone", required=False, width=6),
            replace(v.ADDRESS, required=False),
            Field(key="anonymous", label="匿名", kind=Kind.YES, default=False, width=6),
            SECRECY,
            Field(key="serial", label="平台流水号", longest=60, width=6),
            Field(key="query_code", label="查询码", longest=60, width=6),
        ),
    ),
)

DISPATCH = _section(
    "分派",
    TYPE,
    LEAD,
    LIMIT,
    _choice("topic", "业务分类", TOPICS, required=False),
    CO_HANDLERS,
    _long("note", "办理要求", lines=2),
)
ASSIGN = _section(
    "改派经办人", Field(key="handler", label="经办人", width=6, longest=100, required=True, help="登录名或姓名")
)
RETURN = _section(
    "退单申请",
    REASON,
    BASIS,
    Field(key="suggested", label="建议承办单位", longest=200, width=6),
)
VERDICT_DISPATCH = (*_section("核实", replace(OPINION, label="核实意见")), *DISPATCH)
VERDICT = _section("核实意见", replace(OPINION, label="核实意见"))
AWARD_BACK = _section("裁定", replace(OPINION, label="裁定意见"))
AWARD = (*AWARD_BACK, *DISPATCH)
SENT_BACK = _section("退回市热线中心", replace(OPINION, label="核实意见"), BASIS)
CALL = _section(
    "联系诉求人",
    _choice("way", "方式", CALL_WAYS, default="电话"),
    Field(key="reached", label="已联系上", kind=Kind.YES, default=True, width=6),
    _long("words", "了解到的情况", required=True, help="没有联系上的写明原因"),
)
REPLY = _section(
    "答复",
    _long("content", "答复内容", required=True, lines=6),
    _long("basis", "处理依据", required=True, lines=2, help="文号和出处"),
    _choice("result", "办理结果", tuple(each.value for each in Result), width=12),
    Field(key="attitude", label="诉求人态度", longest=100, help="联系时诉求人是否认可"),
)
REVIEW_BACK = _section("退回修改", OPINION)
REVIEW = _section("审核", replace(OPINION, required=False))
CO_REPLY = _section("协办反馈", _long("reply", "反馈意见", required=True, lines=4))
EXTENSION = _section(
    "延期申请",
    Field(key="days", label="延长（工作日）", kind=Kind.COUNT, required=True, least=1, most=30, width=6),
    REASON,
    BASIS,
)
EXTENDED = _section(
    "延期审批",
    Field(key="granted", label="同意延期", kind=Kind.YES, default=True, width=6),
    Field(key="told_on", label="告知诉求人日期", kind=Kind.DATE, width=6),
    replace(OPINION, required=False),
)
SUPERVISE = _section(
    "督办",
    _choice("way", "督办方式", SUPERVISED_BY, default=SUPERVISED_BY[0]),
    _long("problem", "存在问题", required=True),
    _long("demand", "办理要求", required=True),
    Field(key="due", label="反馈期限", kind=Kind.DATE, required=True, width=6),
)
FEEDBACK = _section("督办反馈", _long("feedback", "整改情况", required=True))
CALL_BACK = _section(
    "回访",
    _choice("way", "方式", CALL_WAYS, default="电话"),
    Field(key="reached", label="已接通", kind=Kind.YES, default=True, width=6),
    _choice("satisfaction", "满意度", tuple(each.value for each in Satisfaction), required=False, width=12),
    Field(key="solved", label="问题已解决", kind=Kind.YES, asked=True, width=6),
    _long("opinion", "诉求人意见", lines=2),
)
REWORK = _section("重办", REASON)
MERGE = _section("并入工单", Field(key="main", label="主工单编号", required=True, longest=60, width=6), REASON)
LINK = _section("关联工单", Field(key="other", label="关联工单编号", required=True, longest=60), REASON)
CHANGE = _section(
    "更正",
    TYPE,
    replace(SECRECY, default=None, required=False, help="不填的不变"),
    _choice("topic", "业务分类", TOPICS, required=False),
    REASON,
)
ARCHIVE = _section("归档", Field(key="archive_number", label="归档号", longest=60, width=6))
