from __future__ import annotations

import pytest

from app.hotline.queue import QueueView
from tests.app.hotline.order_life import registered, went
from tests.app.hotline.order_tables import a_row, brought_in
from tests.spreadsheets import sheets_of


def exported(office, tmp_path, who="suhaiyun", view=QueueView.ALL, name="出.xlsx"):
    desk, actor = office.desk, office.actor(who)
    desk.hotline.exporting.write(actor, desk.orders.query(actor, view), tmp_path / name)
    head, *rows = sheets_of(tmp_path / name)["12345工单"]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_an_order_is_exported_with_its_course_and_the_answer(office, tmp_path):
    order = went(office, "dispatch", "sign", "call", "reply", "approve")
    row = exported(office, tmp_path)[order.number]

    assert (row["主办单位"], row["经办人"], row["办理结果"]) == ("行政审批处", "吴志宏", "解决")
    assert row["答复内容"] == "已责令停止夜间施工。"
    assert row["处理依据"] == "《环境噪声污染防治法》第四十三条"
    assert row["联系电话"] == "13800005678"


def test_columns_that_are_none_of_ours_go_out_as_they_came(office, tmp_path):
    brought_in(office, a_row("X-1", 网格编号="甲-3"))

    assert exported(office, tmp_path)["X-1"]["网格编号"] == "甲-3"


@pytest.mark.parametrize("secrecy", ["诉求人信息保密", "效能投诉保密"])
def test_a_confidential_caller_is_told_to_none_who_may_not_know_him(office, tmp_path, secrecy):
    registered(office, number="X-1", secrecy=secrecy, content="某人态度不好", caller="陈嘉禾")
    mine = exported(office, tmp_path)
    others = exported(office, tmp_path, "yangzhenhua")

    assert mine["X-1"]["诉求人"] == "陈嘉禾"
    told = str(others.get("X-1", {}))
    assert "陈嘉禾" not in told
    assert "13800005678" not in told
    assert secrecy == "效能投诉保密" or others["X-1"]["诉求人"] == "（按规定保密）"
    assert secrecy != "效能投诉保密" or "态度不好" not in told


def test_who_only_reads_the_queue_exports_what_the_queue_shows_him(office, tmp_path):
    registered(office, number="X-1")

    assert exported(office, tmp_path, "yangzhenhua")["X-1"]["联系电话"] == "138****5678"


def test_an_export_is_on_the_ledger_without_a_caller(office, tmp_path):
    registered(office, number="X-1")
    exported(office, tmp_path)
    with office.store.read() as unit:
        entry = list(unit.ledger.entries())[-1]

    assert entry.act == "export_orders"
    assert "1件" in entry.summary
    assert "陈嘉禾" not in entry.summary + entry.detail


def test_a_title_that_looks_like_a_formula_stays_a_text(office, tmp_path):
    registered(office, number="X-1", title="=HYPERLINK(1)")
    actor = office.actor("suhaiyun")
    query = office.desk.orders.query(actor, QueueView.ALL)
    office.desk.hotline.exporting.write(actor, query, tmp_path / "出.csv")

    assert exported(office, tmp_path)["X-1"]["标题"] == "=HYPERLINK(1)"
    assert ",'=HYPERLINK(1)," in (tmp_path / "出.csv").read_text(encoding="utf-8-sig")
