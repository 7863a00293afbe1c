"""The figures of the 12345 hotline with their formulas (国办函〔2025〕66号: by class, no league table)."""

from __future__ import annotations

from app.statistics.events import Event
from app.statistics.models import Figure, Group, Unit

_E = Event
_NOW = "按现在的状态计"


def _rate(key: str, title: str, definition: str, part: Event, over: Event) -> Figure:
    return Figure(
        key=key, title=title, definition=definition, event=over, unit=Unit.PERCENT, part=part, over=over
    )


def _count(key: str, title: str, definition: str, event: Event, unit: Unit = Unit.CASES) -> Figure:
    return Figure(key=key, title=title, definition=definition, event=event, unit=unit)


ARRIVALS = Group(
    title="收件热点",
    figures=(
        _count(
            "orders_received",
            "收到",
            "收到时间在期间内的工单，含并入其他工单的和退回市热线中心的。",
            _E.ORDER_RECEIVED,
        ),
        _count(
            "orders_before",
            "上期收到",
            "上一期间收到的工单：期间是整月的，为之前同样多的整月；不是整月的，为之前同样多的天数。",
            _E.ORDER_BEFORE,
        ),
        Figure(
            key="orders_change",
            title="增减",
            definition="收到－上期收到；还没有开始的月份不比较。",
            event=_E.ORDER_RECEIVED,
            minus=_E.ORDER_BEFORE,
        ),
        _count("orders_merged", "重复并入", f"期间内收到、并入其他工单的重复工单，{_NOW}。", _E.ORDER_MERGED),
        _count(
            "orders_sent_back",
            "退市中心",
            f"期间内收到、退回市热线中心的工单，{_NOW}。",
            _E.ORDER_SENT_BACK,
        ),
    ),
)
PROGRESS = Group(
    title="办理进度",
    figures=(
        _count(
            "orders_taken",
            "交办",
            f"期间内收到、由本局办理的工单：并入其他工单的和退回市热线中心的不计，{_NOW}。",
            _E.ORDER_TAKEN,
        ),
        _count(
            "orders_answered",
            "已反馈",
            f"交办的工单中，已提交答复的（待审核、待回访、已办结、已归档），{_NOW}。",
            _E.ORDER_ANSWERED,
        ),
        _rate("orders_answered_rate", "按期办理率", "已反馈÷交办。", _E.ORDER_ANSWERED, _E.ORDER_TAKEN),
        _count(
            "orders_closed",
            "已办结",
            f"交办的工单中，答复已审核通过的（待回访、已办结、已归档），{_NOW}。",
            _E.ORDER_CLOSED,
        ),
        _rate("orders_closed_rate", "办结率", "已办结÷交办。", _E.ORDER_CLOSED, _E.ORDER_TAKEN),
    ),
)
IN_TIME = Group(
    title="签收办结",
    figures=(
        _count(
            "orders_sign_due",
            "应签收",
            "签收期限在期间内的派单（含重新分派、裁定分派），已签收的或已过期限的；期限内退单、改派、"
            "并入的不计。签收期限即退单期限，从派单起按本局设置的工作日数计算。",
            _E.ORDER_SIGN_DUE,
            Unit.TIMES,
        ),
        _count(
            "orders_signed",
            "按时签收",
            "应签收的派单中，签收日期不晚于签收期限的。",
            _E.ORDER_SIGNED,
            Unit.TIMES,
        ),
        _rate("orders_signed_rate", "及时签收率", "按时签收÷应签收。", _E.ORDER_SIGNED, _E.ORDER_SIGN_DUE),
        _count(
            "orders_due",
            "应办结",
            "到期日在期间内的工单，不论何时收到：已办结的和已过期仍未办结的；办结后重办的，每次另计期限，"
            "各计一次。退单核实期间的不计。",
            _E.ORDER_DUE,
            Unit.TIMES,
        ),
        _count(
            "orders_in_time",
            "按时办结",
            "应办结的工单中，办结（审核通过）日期不晚于到期日的。",
            _E.ORDER_IN_TIME,
            Unit.TIMES,
        ),
        _rate("orders_in_time_rate", "按时办结率", "按时办结÷应办结。", _E.ORDER_IN_TIME, _E.ORDER_DUE),
    ),
)
RETURNS = Group(
    title="退单重办",
    figures=(
        _count(
            "orders_dispatched",
            "派单",
            "期间内的派单次数，含退单核实后重新分派和裁定分派。",
            _E.ORDER_DISPATCHED,
            Unit.TIMES,
        ),
        _count(
            "orders_returned", "退单", "期间内提出的退单申请，不论是否成立。", _E.ORDER_RETURNED, Unit.TIMES
        ),
        _rate("orders_returned_rate", "退单率", "退单÷派单。", _E.ORDER_RETURNED, _E.ORDER_DISPATCHED),
        _count(
            "orders_disputed",
            "异议审核",
            "期间内的退单中，因逾期或再次退单转派单异议审核的。",
            _E.ORDER_DISPUTED,
            Unit.TIMES,
        ),
        _count(
            "orders_done", "办结", "期间内审核通过办结的次数，含重办后再次办结的。", _E.ORDER_DONE, Unit.TIMES
        ),
        _count(
            "orders_reworked",
            "重办",
            "期间内因回访不满意或信访中心要求而重办的次数。",
            _E.ORDER_REWORKED,
            Unit.TIMES,
        ),
        _rate("orders_reworked_rate", "重办率", "重办÷办结。", _E.ORDER_REWORKED, _E.ORDER_DONE),
    ),
)
CALLS = Group(
    title="回访评价",
    figures=(
        _count(
            "orders_call_due",
            "应回访",
            "期间内办结、抽中回访或因督办、重办必须回访的；回访之前信访中心已要求重办的不计。",
            _E.ORDER_CALL_DUE,
            Unit.TIMES,
        ),
        _count("orders_called", "已回访", "应回访的当中，回访已接通的。", _E.ORDER_CALLED, Unit.TIMES),
        _rate("orders_called_rate", "回访率", "已回访÷应回访。", _E.ORDER_CALLED, _E.ORDER_CALL_DUE),
        _count(
            "orders_rated", "有效评价", "期间内接通的回访中，诉求人作出评价的。", _E.ORDER_RATED, Unit.TIMES
        ),
        _rate(
            "orders_content_rate",
            "满意率",
            "（非常满意＋满意＋基本满意）÷有效评价；基本满意计入。",
            _E.ORDER_CONTENT,
            _E.ORDER_RATED,
        ),
        _rate(
            "orders_pleased_rate",
            "满意以上",
            "（非常满意＋满意）÷有效评价；从严的满意率，基本满意不计入。",
            _E.ORDER_PLEASED,
            _E.ORDER_RATED,
        ),
        _rate(
            "orders_solved_rate",
            "解决率",
            "诉求人认可已解决的÷期间内接通的回访。",
            _E.ORDER_SOLVED,
            _E.ORDER_REACHED,
        ),
    ),
)
SUPERVISION = Group(
    title="督办约谈",
    figures=(
        _count(
            "orders_supervised",
            "督办",
            "期间内的督办次数，按被督办时的主办单位计，含提醒、电话和发函。",
            _E.ORDER_SUPERVISED,
            Unit.TIMES,
        ),
        _count(
            "orders_talks",
            "约谈",
            "期间内由效能办确认的约谈，按被约谈单位计，不分诉求类型、业务和地点。",
            _E.ORDER_TALK,
            Unit.TIMES,
        ),
    ),
)
CLOCK = Group(
    title="责任秒表",
    figures=(
        _count(
            "orders_held",
            "经手",
            "期间内收到的工单，由本单位持有过的件次；一件工单先后由几个单位持有的，各计一件次。",
            _E.ORDER_HELD,
        ),
        Figure(
            key="orders_minutes",
            title="持有时长",
            definition="期间内收到的工单在各单位手上的工作分钟，至办完或现在为止；只计工作日的办公时间，"
            "各单位之和等于工单从收到到办完的全部工作分钟。",
            event=_E.ORDER_HELD,
            unit=Unit.MINUTES,
            held=True,
        ),
        Figure(
            key="orders_minutes_each",
            title="件均时长",
            definition="持有时长÷经手。",
            event=_E.ORDER_HELD,
            unit=Unit.MINUTES,
            over=_E.ORDER_HELD,
            held=True,
        ),
    ),
)
ORDER_GROUPS = (ARRIVALS, PROGRESS, IN_TIME, RETURNS, CALLS, SUPERVISION, CLOCK)
ORDER_FIGURES = {figure.key: figure for group in ORDER_GROUPS for figure in group.figures}
BY_CLASS = "各单位按派单量分档、各类型按类归并后比较，档内按名称排列，不作排名（国办函〔2025〕66号）。"
BY_FREQUENCY = "按期间内收到的件数列出最多的，其余计入合计；不是对单位的排名。"
