"""The columns a table of the city platform may have, and the headings they go by."""

from __future__ import annotations

from app.sheets.headings import Column


def _column(key: str, title: str, *others: str, required: bool = False) -> Column:
    return Column(key=key, title=title, others=others, required=required)


# What the platform says of an order; a later table may correct it.
PLATFORM = (
    _column(
        "number",
        "工单编号",
        "工单号",
        "编号",
        "工单编码",
        "诉求编号",
        "受理编号",
        "业务编号",
        "事件编号",
        "任务编号",
        required=True,
    ),
    _column("serial", "平台流水号", "流水号", "受理流水号", "业务流水号", "呼叫流水号"),
    _column("query_code", "查询码", "查询密码", "验证码"),
    _column(
        "channel",
        "来源渠道",
        *("来源", "渠道", "受理渠道", "诉求来源", "工单来源", "受理方式", "来电渠道", "来件方式"),
    ),
    _column(
        "type",
        "诉求类型",
        "类型",
        "工单类型",
        "诉求类别",
        "业务类型",
        "事件类型",
        "诉求性质",
        "工单类别",
        required=True,
    ),
    _column("urgent", "紧急程度", "紧急", "是否紧急", "优先级", "缓急", "是否加急"),
    _column("anonymous", "是否匿名", "匿名"),
    _column("secrecy", "是否保密", "保密", "保密要求", "信息保密", "是否公开个人信息保密"),
    _column(
        "caller",
        "诉求人",
        "诉求人姓名",
        "来电人",
        "来电人姓名",
        "姓名",
        "联系人",
        "反映人",
        "市民姓名",
        "群众姓名",
        "投诉人",
    ),
    _column(
        "telephone",
        "联系电话",
        "电话",
        "来电号码",
        "手机号",
        "手机号码",
        "联系方式",
        "来电电话",
        "诉求人电话",
        "主叫号码",
    ),
    _column("certificate", "证件号码", "证件号", "身份证号", "身份证号码"),
    _column("address", "联系地址", "通讯地址", "诉求人地址", "家庭住址", "住址"),
    _column(
        "place", "事发地点", "事发地址", "坐落", "诉求地点", "事件地址", "事件地点", "发生地点", "问题地址"
    ),
    _column("title", "标题", "工单标题", "诉求标题", "主题", "事件标题", "诉求主题", "工单主题"),
    _column(
        "content",
        "诉求内容",
        "内容",
        "来电内容",
        "反映内容",
        "事件描述",
        "诉求描述",
        "工单内容",
        "问题描述",
        "具体内容",
        required=True,
    ),
    _column("purpose", "诉求目的", "诉求人要求", "群众要求", "诉求人诉求"),
    _column("topic", "业务分类", "诉求分类", "事项分类", "分类", "问题分类", "归口类型"),
    _column("called_at", "来电时间", "受理时间", "登记时间", "诉求时间", "来话时间", "反映时间", "创建时间"),
    _column(
        "city_dispatched_at",
        "市中心派单时间",
        "派单时间",
        "交办时间",
        "下派时间",
        "转办时间",
        "派发时间",
        "平台派单时间",
    ),
    _column(
        "city_due",
        "市中心要求时限",
        "到期时间",
        "截止时间",
        "办结期限",
        "要求办结时间",
        "应办结时间",
        "要求完成时间",
        "办理截止时间",
        "到期日",
    ),
)
# What became of it, as the platform has it: for orders whose handling is over there.
COURSE = (
    _column("state", "工单状态", "状态", "办理状态", "当前状态", "处理状态"),
    _column("lead", "主办单位", "承办单位", "主办", "责任单位", "办理单位", "主办处室", "分派单位", "承办处室"),
    _column("dispatched_at", "分派时间", "我局分派时间", "内部派单时间", "承办单位接收时间"),
    _column("limit", "办理时限", "时限", "办理期限", "处理时限"),
    _column("signed_at", "签收时间", "我局签收时间", "接收时间"),
    _column("handler", "经办人", "承办人", "办理人", "处理人"),
    _column("contacted_at", "首次联系诉求人时间", "联系诉求人时间", "首次联系时间"),
    _column(
        "reply",
        "答复内容",
        "办理情况",
        "办理答复",
        "处理结果",
        "回复内容",
        "反馈内容",
        "办理意见",
        "处理意见",
        "答复意见",
    ),
    _column("basis", "处理依据", "答复依据", "政策依据"),
    _column("result", "办理结果", "办结结果", "解决情况"),
    _column(
        "completed_at", "办结时间", "完成时间", "办结日期", "反馈时间", "答复时间", "回复时间", "实际办结时间"
    ),
    _column("called_back_at", "回访时间", "回访日期"),
    _column("satisfaction", "满意度", "回访满意度", "满意程度", "满意情况", "评价结果", "是否满意"),
    _column("solved", "是否解决", "问题是否解决", "诉求是否解决"),
)
COLUMNS = (*PLATFORM, *COURSE)
TITLE_OF = {column.key: column.title for column in COLUMNS}
REQUIRED = tuple(column.key for column in COLUMNS if column.required)
MOMENTS = frozenset(
    {
        "called_at", "city_dispatched_at", "dispatched_at", "signed_at", "contacted_at", "completed_at",
        "called_back_at",
    }
)  # fmt: skip
YES_NO = frozenset({"anonymous", "solved"})
# How long each may be.
LONGEST = {
    "number": 60, "serial": 60, "query_code": 60, "channel": 60, "caller": 100, "telephone": 60,
    "certificate": 60, "address": 300, "place": 300, "title": 200, "content": 5_000, "purpose": 5_000,
    "lead": 100, "handler": 100, "reply": 5_000, "basis": 5_000,
}  # fmt: skip
