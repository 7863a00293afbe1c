"""The shared words of the hotline's papers: one key, one meaning, so that a work order can fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section, Values
from app.forms.layout import Fact, Filled
from app.forms.masking import WITHHELD

TYPES = ("咨询", "求助", "建议", "投诉", "举报")
OPEN, CALLER_SECRET, WHOLE_SECRET = "不保密", "诉求人信息保密", "效能投诉保密"
SECRECIES = (OPEN, CALLER_SECRET, WHOLE_SECRET)
REMINDER, BY_TELEPHONE, BY_LETTER = "提醒", "电话", "发函"
SUPERVISED_BY = (REMINDER, BY_TELEPHONE, BY_LETTER)
CONTACT_WAYS = ("电话", "短信", "当面", "其他")
RESULTS = ("解决", "部分解决", "解释说明", "无法解决")
SATISFACTIONS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
DISSATISFIED = SATISFACTIONS[3:]
LEAD_ROLE, CO_ROLE = "主办", "协办"
TALK_AFTER = 3  # consecutive supervisions of a division (厦资源规划〔2025〕673号 12345热线办理工作机制五（二）)
PERSONAL = ("caller", "telephone", "address")
HIDDEN_TITLE = "效能投诉（保密）"  # stands in lists and letters for what an efficiency complaint is about

NUMBER = Field(key="number", label="工单编号", required=True, width=6, longest=60)
TYPE = Field(key="type", label="诉求类型", kind=Kind.CHOICE, required=True, width=3, choices=TYPES)
TITLE = Field(key="title", label="标题", required=True, longest=200)
CONTENT = Field(key="content", label="诉求内容", kind=Kind.LONG, required=True, lines=4)
PURPOSE = Field(key="purpose", label="诉求目的", kind=Kind.LONG, lines=2)
PLACE = Field(key="place", label="事发地点", longest=300)
TOPIC = Field(key="topic", label="业务分类", width=3, longest=60)
CALLER = Field(
    key="caller", label="诉求人", width=6, longest=100, personal=True, mask="name",
    help=f"匿名的填“匿名”；要求保密的填“{WITHHELD}”",
)  # fmt: skip
TELEPHONE = Field(
    key="telephone", label="联系电话", width=6, longest=60, personal=True, mask="telephone",
    help=f"要求保密的填“{WITHHELD}”",
)  # fmt: skip
ADDRESS = replace(v.ADDRESS, help=f"要求保密的填“{WITHHELD}”")
SECRECY = Field(
    key="secrecy", label="保密", kind=Kind.CHOICE, required=True, width=6, choices=SECRECIES, default=OPEN,
    help=f"诉求人要求保密的，纸上不印其姓名、电话和地址，印“{WITHHELD}”",
)  # fmt: skip
DISPATCHED_AT = Field(key="dispatched_at", label="派单时间", kind=Kind.MOMENT, required=True, width=6)
DUE = Field(key="due", label="办理期限", kind=Kind.DATE, required=True, width=6, help="应当办结的最后一日")
LEAD = Field(key="lead", label="主办单位", required=True, width=6, longest=100)
CO_HANDLERS = Field(
    key="co_handlers", label="协办单位", kind=Kind.LIST, most=20,
    columns=(
        Field(key="division", label="单位", required=True, width=3, longest=100),
        Field(key="task", label="分工", width=5, longest=500),
        Field(key="due", label="反馈期限", kind=Kind.DATE, width=2),
        Field(key="reply", label="反馈意见", width=5, longest=5_000),
    ),
)  # fmt: skip
HANDLER = replace(v.HANDLER_NAME, label="经办人", width=6)
ANSWER = Field(key="answer", label="答复内容", kind=Kind.LONG, required=True, lines=6)
BASIS = replace(v.BASIS, label="处理依据", help="法律法规、政策文件的名称和文号，引用到条款", lines=3)
RESULT = Field(key="result", label="办理结果", width=6, longest=500, help="、".join(RESULTS))
ATTITUDE = Field(
    key="attitude", label="诉求人态度", width=6, longest=100, help="联系、答复时诉求人是否认可和满意"
)
PROBLEM = Field(key="problem", label="存在问题", kind=Kind.LONG, required=True, lines=4)
DEMAND = Field(key="demand", label="办理要求", kind=Kind.LONG, required=True, lines=4)
CONTACT_TELEPHONE = Field(
    key="contact_telephone", label="联系电话", width=6, longest=60, check="telephone",
    help="发出单位的电话，不填则印登记的窗口电话",
)  # fmt: skip
REMARK = Field(key="remark", label="备注", kind=Kind.LONG, lines=2)
TALK_AT = Field(key="talk_at", label="约谈时间", kind=Kind.MOMENT, required=True, width=6)
TALK_PLACE = Field(key="talk_place", label="约谈地点", required=True, width=6, longest=200)
PURPOSE_OF_TALK = replace(PURPOSE, label="约谈目的", required=True)
TALKED_DIVISION = Field(
    key="talked_division", label="被约谈单位", required=True, width=6, longest=100, help="处室、分局或者中心"
)
TALKED_PEOPLE = Field(
    key="talked_people", label="被约谈人", required=True, width=6, longest=300, help="姓名、职务"
)
TALK_HOSTS = Field(key="talk_hosts", label="约谈人", required=True, width=6, longest=300, help="姓名、职务")

ORDER = Section(title="工单", fields=(NUMBER, TYPE, TITLE))


def is_secret(filled: Filled) -> bool:
    """Say whether the caller asked that nobody learn of him (条例 第三十四条; GB/T 33358)."""
    return filled.values.get("secrecy") in (CALLER_SECRET, WHOLE_SECRET)


def is_whole_secret(values: Values) -> bool:
    """Say whether a paper is of an efficiency complaint: nobody but named roles reads what it is about."""
    return values.get("secrecy") == WHOLE_SECRET or values.get("title") == HIDDEN_TITLE


def person(filled: Filled, key: str) -> Fact:
    """Return a fact about the caller; of a confidential order the paper says only that it is withheld."""
    fact = filled.fact(key)
    return replace(fact, text=WITHHELD) if is_secret(filled) else fact


def co_handlers(filled: Filled) -> Fact:
    """Return the co-handling divisions with their share, date and answer, a line each."""
    lines = [
        "；".join(
            part
            for part in (
                row.get("division", "") + (f"：{row['task']}" if row.get("task") else ""),
                f"{row['due']}前反馈" if row.get("due") else "",
                f"反馈意见：{row['reply']}" if row.get("reply") else "",
            )
            if part
        )
        for row in filled.rows("co_handlers")
    ]
    return Fact(label=CO_HANDLERS.label, text="\n".join(lines), field="co_handlers")


def number_above(rows: Iterable[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Return rows of orders with the number above each title, in one cell."""
    return tuple(
        {**row, "title": "\n".join(filter(None, (row.get("number"), row.get("title"))))} for row in rows
    )
