from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import SHANGHAI
from app.errors import BadInput, NotAllowed
from app.hotline.commands import DoOrder
from app.hotline.importing_models import ReadTable
from app.hotline.models import OrderState, OrderType, RecordKind, Satisfaction, Secrecy
from app.hotline.queue import QueueView
from tests.app.hotline.order_life import did, held, registered, view
from tests.app.hotline.order_tables import (
    HEADINGS,
    a_row,
    brought_in,
    order_of,
    rehearsed,
)

WHEN = datetime(2026, 11, 1, 9, 30, tzinfo=SHANGHAI)


def records(office, order):
    with office.store.read() as unit:
        return unit.course.records(order.id)


def ledger(office):
    with office.store.read() as unit:
        return list(unit.ledger.entries())


def counts(outcome):
    return outcome.new, outcome.changed, outcome.same, outcome.rejected


def test_a_row_becomes_an_order_that_waits_to_be_dispatched(office):
    outcome = brought_in(office, a_row())

    order = order_of(office, "XM2026110100001")
    assert counts(outcome) == (1, 0, 0, 0)
    assert (order.state, order.type, order.called_at) == (OrderState.ARRIVED, OrderType.COMPLAINT, WHEN)
    assert (order.caller.name, order.caller.telephone) == ("陈嘉禾", "13800005678")
    assert held(office, order).holding.division == office.actor("suhaiyun").division
    assert order.due == held(office, order).holding.due == date(2026, 11, 3)
    assert [each.kind for each in records(office, order)] == [RecordKind.ARRIVAL]


def test_an_import_is_one_entry_in_the_ledger_with_file_hash_and_counts(office):
    before = len(ledger(office))
    brought_in(office, a_row(), a_row("X-2"), a_row("X-3", 诉求类型="表扬"))

    (entry,) = ledger(office)[before:]
    assert entry.act == "import_orders"
    assert "新增2件，更新0件，未变0件，未导入1行" in entry.summary
    assert '"sha256":"' in entry.detail
    assert "陈嘉禾" not in entry.summary + entry.detail


def test_importing_twice_changes_nothing(office):
    brought_in(office, a_row(), a_row("X-2"))
    outcome = brought_in(office, a_row(), a_row("X-2"))

    assert counts(outcome) == (0, 0, 2, 0)
    assert order_of(office, "X-2").version == 1


def test_nothing_enters_by_a_rehearsal(office):
    rehearsal = rehearsed(office, a_row())

    assert (rehearsal.new, rehearsal.rows) == (1, 1)
    assert order_of(office, "XM2026110100001") is None


def test_a_changed_row_shows_its_differences_and_leaves_a_record(office):
    brought_in(office, a_row())
    rehearsal = rehearsed(office, a_row(标题="施工扰民", 事发地点="示例路18号"))
    outcome = brought_in(office, a_row(标题="施工扰民", 事发地点="示例路18号"))

    (change,) = rehearsal.changed
    told = [(each.field, each.before, each.after) for each in change.differences]
    assert told == [("事发地点", "", "示例路18号"), ("标题", "夜间施工噪声", "施工扰民")]
    assert counts(outcome) == (0, 1, 0, 0)
    order = order_of(office, "XM2026110100001")
    assert order.title == "施工扰民"
    last = records(office, order)[-1]
    assert last.kind is RecordKind.CHANGE
    assert last.fields["changes"][1] == {"field": "标题", "before": "夜间施工噪声", "after": "施工扰民"}


def test_an_empty_cell_takes_nothing_away(office):
    brought_in(office, a_row(事发地点="示例路18号"))

    assert counts(brought_in(office, a_row(事发地点="", 诉求人="/"))) == (0, 0, 1, 0)


def test_what_our_people_did_is_never_overwritten(office):
    order = registered(office, number="X-1")
    did(office, order, "dispatch")
    did(office, order, "sign")
    outcome = brought_in(
        office,
        a_row("X-1", 诉求类型="咨询", 工单状态="已办结", 办结时间="2026-11-01 10:00", 答复内容="平台的答复"),
    )

    after = order_of(office, "X-1")
    assert outcome.changed == 1  # the platform's own contents follow the table
    assert (after.state, after.type, after.reply.content) == (OrderState.HANDLING, OrderType.COMPLAINT, "")
    assert after.handler_name == "吴志宏"


def test_a_correction_by_our_people_stays_while_the_order_waits(office):
    brought_in(office, a_row())
    order = order_of(office, "XM2026110100001")
    did(office, order, "change", type="举报", reason="实为举报")

    assert counts(brought_in(office, a_row())) == (0, 0, 1, 0)
    assert order_of(office, order.number).type is OrderType.REPORT


def test_a_table_never_uncovers_whom_we_keep_secret(office):
    registered(office, number="X-1", secrecy=Secrecy.CALLER.value)
    brought_in(office, a_row("X-1", 是否保密="否"))

    assert order_of(office, "X-1").secrecy is Secrecy.CALLER


def test_what_is_over_on_the_platform_becomes_history_that_nobody_holds(office):
    brought_in(
        office,
        a_row(
            主办单位="行政审批处", 派单时间="2026-10-26 10:00", 工单状态="已办结", 办结时间="2026-10-28 16:00",
            答复内容="已处理", 办理结果="解决", 满意度="满意", 是否解决="是", 经办人="吴志宏",
        ),
    )  # fmt: skip
    order = order_of(office, "XM2026110100001")

    assert (order.state, order.lead_name, order.handler_name) == (OrderState.ARCHIVED, "行政审批处", "吴志宏")
    assert (order.reply.content, order.satisfaction, order.solved) == ("已处理", Satisfaction.SATISFIED, True)
    assert (order.due, order.completed_at) == (
        date(2026, 11, 4),
        datetime(2026, 10, 28, 16, tzinfo=SHANGHAI),
    )
    assert held(office, order) is None


def test_history_takes_a_later_answer_but_an_order_of_ours_does_not(office):
    over = {"工单状态": "已办结", "办结时间": "2026-10-28 16:00", "答复内容": "已处理"}
    brought_in(office, a_row(**over))
    outcome = brought_in(office, a_row(**{**over, "满意度": "不满意"}))

    assert outcome.changed == 1
    assert order_of(office, "XM2026110100001").satisfaction is Satisfaction.NOT


def test_what_is_dispatched_already_waits_to_be_signed_for_and_its_clock_runs_from_then(office):
    brought_in(office, a_row(主办单位="行政审批处", 分派时间="2026-10-30 10:00"))
    order = order_of(office, "XM2026110100001")

    assert (order.state, order.lead_name, order.due) == (OrderState.TO_SIGN, "行政审批处", date(2026, 11, 10))
    assert held(office, order).holding.due == date(2026, 11, 10)
    assert [each.kind for each in records(office, order)] == [RecordKind.ARRIVAL, RecordKind.DISPATCH]
    assert did(office, order, "sign").state is OrderState.HANDLING


def test_a_division_that_is_none_of_ours_leaves_the_order_to_be_dispatched(office):
    brought_in(office, a_row(主办单位="别的局", 分派时间="2026-10-30 10:00"))

    order = order_of(office, "XM2026110100001")
    assert order.state is OrderState.ARRIVED
    assert order.extra["主办单位"] == "别的局"


def test_only_the_petition_centre_imports(office):
    with pytest.raises(NotAllowed):
        rehearsed(office, a_row(), who="wuzhihong")


def test_a_text_that_is_no_table_is_refused_with_what_was_found(office):
    with pytest.raises(BadInput, match="没有找到工单表"):
        office.desk.hotline.importing.read(office.actor("suhaiyun"), ReadTable(text="你好\t再见", mapping={}))


def test_an_import_called_off_leaves_whole_orders_and_says_so(office, monkeypatch):
    monkeypatch.setattr("app.hotline.importing.CHUNK", 2)
    desk, who = office.desk.hotline.importing, office.actor("suhaiyun")
    rehearsal = rehearsed(office, *(a_row(f"X-{number}") for number in range(5)))
    outcome = desk.apply(who, rehearsal, lambda done, _total: done < 2)

    assert (outcome.new, outcome.stopped) == (2, True)
    assert [order_of(office, f"X-{number}") is not None for number in range(5)] == [True, True, *[False] * 3]
    assert "中途停止：实际新增2件" in ledger(office)[-1].summary
    assert counts(desk.apply(who, rehearsed(office, *(a_row(f"X-{n}") for n in range(5))))) == (3, 0, 2, 0)


def test_an_import_in_several_lots_says_when_all_are_in(office, monkeypatch):
    monkeypatch.setattr("app.hotline.importing.CHUNK", 2)
    brought_in(office, *(a_row(f"X-{number}") for number in range(3)))
    assert "完成：实际新增3件" in ledger(office)[-1].summary


def test_an_imported_order_is_found_by_what_it_says(office):
    brought_in(office, a_row(), a_row("X-2", 诉求人="林二", 联系电话="13900001234", 是否保密="是"))
    desk = office.desk.orders

    def found(words, login="suhaiyun"):
        who = office.actor(login)
        return [row.order.number for row in desk.find(who, desk.query(who, QueueView.ALL, words))]

    assert found("夜间施工 5678") == ["XM2026110100001"]
    assert found("林二") == ["X-2"]
    assert found("林二", "luguoqiang") == ["X-2"]
    assert found("林二", "yangzhenhua") == []


_MOMENT = st.datetimes(datetime.fromisoformat("2005-01-01"), datetime.fromisoformat("2026-10-31")).map(
    lambda at: at.replace(microsecond=0)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(1, 30),
            st.sampled_from([each.value for each in OrderType]),
            st.text("噪声施工=+-@，。 ", min_size=1, max_size=12).filter(str.strip),
            _MOMENT,
        ),
        max_size=8,
    )
)
def test_importing_the_same_again_is_always_the_same(office, rows):
    table = [
        a_row(f"R-{number}", 诉求类型=kind, 标题=title.strip(), 来电时间=at.isoformat(" "))
        for number, kind, title, at in rows
    ] or [a_row("R-0")]
    first = brought_in(office, *table)
    again = rehearsed(office, *table)

    assert first.new + first.changed + first.same + first.rejected == len(table)
    assert (again.new, again.changes) == (0, 0)
    assert again.same == len(table) - len(again.rejected)


def test_an_act_on_an_imported_order_goes_on_as_on_any_other(office):
    brought_in(office, a_row())
    order = order_of(office, "XM2026110100001")
    given = {"type": "投诉", "lead": "行政审批处"}
    sent = office.desk.orders.do(
        office.actor("suhaiyun"), DoOrder(order=order.id, act="dispatch", fields=given)
    )

    assert sent.state is OrderState.TO_SIGN
    assert [each.kind.value for each in view(office, order).records] == ["登记", "分派"]
    assert sent.due == date(2026, 11, 11)
    assert HEADINGS[0] == "工单编号"
