from __future__ import annotations

from datetime import datetime

import pytest

from app.clock import SHANGHAI
from app.hotline.importing import write_rejected
from app.hotline.importing_models import ReadTable
from app.hotline.models import OrderType
from tests.app.hotline.order_tables import (
    a_row,
    brought_in,
    order_of,
    pasted,
    rehearsed,
    unpleasant,
)
from tests.spreadsheets import sheets_of, write_sheets


def counts(outcome):
    return outcome.new, outcome.changed, outcome.same, outcome.rejected


def test_a_column_that_nobody_knows_is_kept(office):
    brought_in(office, a_row(网格编号="甲-3", 来源渠道="微信小程序"))

    order = order_of(office, "XM2026110100001")
    assert order.extra == {"网格编号": "甲-3", "来源渠道": "微信小程序"}
    assert order.channel == "APP"


def test_columns_stand_in_any_order(office):
    text = pasted(dict(reversed(a_row().items())))

    assert counts(brought_in(office, text)) == (1, 0, 0, 0)


def test_a_block_without_headings_is_read_in_the_order_of_our_own_exports(office):
    brought_in(office, a_row())
    who = office.actor("suhaiyun")
    query = (
        office.desk.orders.query(who, next(iter(type(office.desk.orders.query(who, None).view))))
        if False
        else None
    )
    assert query is None
    cells = ["X-9", "", "", "电话", "投诉", "", "", "", "陈大文", "", "", "", "", "噪声", "夜间施工"]

    assert counts(brought_in(office, "\t".join(cells))) == (1, 0, 0, 0)
    assert order_of(office, "X-9").title == "噪声"


def test_a_mapping_made_by_hand_is_remembered_for_tables_of_these_headings(office):
    text = "单子\t类型\t题\t诉求内容\nX-1\t投诉\t噪声\t夜间施工"
    lacking = rehearsed(office, text)
    mapping = {"单子": "number", "题": "title"}
    brought_in(office, text, mapping=mapping)
    again = rehearsed(office, "类型\t题\t单子\t诉求内容\n投诉\t噪声\tX-2\t夜间施工")

    assert "缺少1列：工单编号" in lacking.lacking
    assert not again.lacking
    assert again.mapping["题"] == "title"
    assert again.new == 1


def test_a_heading_put_aside_is_kept_as_it_is(office):
    brought_in(office, a_row(来源="12345"), mapping={"来源": "-"})

    order = order_of(office, "XM2026110100001")
    assert (order.channel, order.extra) == ("", {"来源": "12345"})


def test_what_nobody_decided_on_is_left_open_when_headings_are_remembered(office):
    text = "单子\t类型\t题\t诉求内容\t来源\t网格\nX-1\t投诉\t噪声\t夜间施工\t电话\t甲"
    brought_in(office, text, mapping={"单子": "number", "题": "title", "来源": "-"})
    again = rehearsed(office, text.replace("X-1", "X-2"))

    with office.store.read() as unit:
        kept = unit.imports.mapping_of(again.source)
    assert kept == {"单子": "number", "类型": "type", "题": "title", "诉求内容": "content", "来源": "-"}
    assert again.chosen == kept
    with office.store.begin() as unit:
        unit.imports.remember(again.source, {"单子": "number", "题": "title"}, office.wall.at)
    assert rehearsed(office, text).mapping["来源"] == "channel"


def test_an_unpleasant_workbook_is_read_to_the_last_good_row(office, tmp_path):
    path = unpleasant(tmp_path / "明细.xlsx")
    desk, who = office.desk.hotline.importing, office.actor("suhaiyun")
    rehearsal = desk.read(who, ReadTable(path=path))
    outcome = desk.apply(who, rehearsal)

    assert counts(outcome) == (2, 0, 0, 3)
    first, second = order_of(office, "2026110200001"), order_of(office, "XM-2")
    assert (first.caller.name, first.caller.telephone) == ("陈 嘉禾", "13800005678")
    assert first.called_at == datetime(2026, 11, 1, 9, 30, 15, tzinfo=SHANGHAI)
    assert first.city_dispatched_at == datetime(2026, 11, 1, 12, tzinfo=SHANGHAI)
    assert first.extra == {"序号": "1", "网格": "甲"}
    assert (second.type, second.caller.anonymous) == (OrderType.ENQUIRY, True)
    reasons = [each.reason for each in rehearsal.rejected]
    assert "科学计数" in reasons[0]
    assert "看不出哪个是年" in reasons[1]
    assert "诉求类型“表扬”不是" in reasons[2]


def test_bad_rows_come_back_as_they_were_with_the_reason_in_each(office, tmp_path):
    path = unpleasant(tmp_path / "明细.xlsx")
    rehearsal = office.desk.hotline.importing.read(office.actor("suhaiyun"), ReadTable(path=path))
    write_rejected(tmp_path / "未导入.xlsx", rehearsal)

    rows = sheets_of(tmp_path / "未导入.xlsx")["未导入"]
    assert rows[0][-1] == "原因"
    assert [row[1] for row in rows[1:]] == ["2.026110E+15", "XM-4", "XM-5"]
    assert all(row[-1] for row in rows[1:])


def test_rows_that_were_mended_are_taken_from_the_sheet_of_bad_rows(office, tmp_path):
    path = unpleasant(tmp_path / "明细.xlsx")
    desk, who = office.desk.hotline.importing, office.actor("suhaiyun")
    write_rejected(tmp_path / "未导入.xlsx", desk.read(who, ReadTable(path=path)))
    rows = sheets_of(tmp_path / "未导入.xlsx")["未导入"]
    rows[1][1], rows[2][7], rows[3][6] = "2026110200002", "2026-11-01", "建议"
    write_sheets(tmp_path / "改好.xlsx", {"未导入": rows})

    assert desk.read(who, ReadTable(path=tmp_path / "改好.xlsx")).new == 3


def test_a_number_that_comes_again_is_taken_once(office):
    rehearsal = rehearsed(office, a_row(), a_row(), a_row(标题="别的"))

    assert (rehearsal.new, rehearsal.same, len(rehearsal.rejected)) == (1, 1, 1)
    assert "与第2行的工单编号相同而内容不同" in rehearsal.rejected[0].reason


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"诉求类型": ""}, "没有填写诉求类型"),
        ({"来电时间": "2026-11-03 09:00"}, "来电时间不能晚于现在"),
        ({"标题": "题" * 201}, "标题有201字，最多200字"),
        ({"工单状态": "已办结"}, "却没有办结时间"),
        ({"是否保密": "也许"}, "应为是或否"),
    ],
)
def test_a_bad_row_says_what_is_wrong(office, changed, told):
    (rejected,) = rehearsed(office, a_row(**changed)).rejected

    assert told in rejected.reason
