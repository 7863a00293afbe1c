from __future__ import annotations

import pytest

from app.errors import BadInput
from tests.app.counter.at_work import opened
from tests.app.posts.away import decided, planned, posted
from tests.app.verbs.test_post import line as _line
from tests.office import START

line = _line  # a fixture


def test_a_planned_absence_is_handed_over_taken_item_by_item_and_given_back(office, line, tmp_path):
    posted(office)
    first, second = opened(office), opened(office)
    with pytest.raises(BadInput, match="没有离岗记录"):
        line("linxiaoyan", "handover", "show", "linxiaoyan")
    decided(office, planned(office, "linxiaoyan", START))
    shown = line("linxiaoyan", "handover", "show", "linxiaoyan")
    assert [row["number"] for row in shown["items"]] == [first.number, second.number]
    assert "还没有交接单" in line("linxiaoyan", "handover", "show", "linxiaoyan", as_json=False)
    with pytest.raises(BadInput, match="先出具"):
        line("chenjiaming", "handover", "take", "linxiaoyan")
    made = line(
        "linxiaoyan", "handover", "make", "linxiaoyan", "--out", tmp_path, fields={"attention": "留意来电"}
    )
    assert made["sheet"] == "示资规审交〔2026〕1号"
    assert (tmp_path / f"{made['sheet']}.pdf").read_bytes().startswith(b"%PDF")
    taking = ("handover", "take", "linxiaoyan")
    objected = line("chenjiaming", *taking, "--item", f"case:{first.id}", "--objection", "案卷不在")
    assert [row["stage"] for row in objected["items"]] == ["有异议", "待接收"]
    taken = line("chenjiaming", *taking, "--item", second.number)
    assert [row["stage"] for row in taken["items"]] == ["有异议", "已接收"]
    for wrong, said in ((("--objection", "x"), "哪一项"), (("--item", "case:99"), "没有"), ((), "待接收")):
        with pytest.raises(BadInput, match=said):
            line("chenjiaming", *taking, *wrong)
    with pytest.raises(BadInput, match="已经结束"):
        line("linxiaoyan", "handover", "return", "linxiaoyan")
    line("linxiaoyan", "post", "back", "linxiaoyan")
    done = line("linxiaoyan", "handover", "return", "linxiaoyan", "--out", tmp_path)
    assert {row["stage"] for row in done["items"]} == {"已交还"}
    assert (tmp_path / f"{done['return_sheet']}.docx").exists()


def test_b_takes_over_from_one_suddenly_away_and_the_sheet_is_made_by_it(office, line):
    posted(office)
    case = opened(office)
    line("chenjiaming", "post", "absent", "linxiaoyan", "--reason", "病假", "--sudden")
    taken = line("chenjiaming", "handover", "take", "linxiaoyan")
    assert taken["sheet"]
    assert [(row["number"], row["taken_by"]) for row in taken["items"]] == [(case.number, "陈嘉铭")]
    told = line("chenjiaming", "handover", "show", "linxiaoyan", as_json=False)
    assert "《工作交接单》" in told.splitlines()[0]
    with pytest.raises(BadInput, match="没有登录名"):
        line("chenjiaming", "handover", "show", "nobody")


def test_the_supervisor_signs_and_show_says_who_still_must(office, line):
    posted(office)
    opened(office)
    decided(office, planned(office, "linxiaoyan", START))
    with pytest.raises(BadInput, match="没有可以签字的"):
        line("xujianguo", "handover", "sign", "linxiaoyan")
    line("linxiaoyan", "handover", "make", "linxiaoyan")
    line("chenjiaming", "handover", "take", "linxiaoyan")
    shown = line("xujianguo", "handover", "show", "linxiaoyan")
    assert (shown["state"], shown["waits"]) == ("待签字", "等监交人许建国签字")
    signed = line("xujianguo", "handover", "sign", "linxiaoyan")
    assert signed["state"] == "已交接"
    assert [each["signed_by"] for each in signed["signatures"]] == ["林晓燕", "陈嘉铭", "许建国"]
    assert "监交人许建国已签" in line("xujianguo", "handover", "show", "linxiaoyan", as_json=False)
    line("linxiaoyan", "post", "back", "linxiaoyan")
    line("chenjiaming", "handover", "return", "linxiaoyan")
    back = line("linxiaoyan", "handover", "sign", "linxiaoyan")
    assert back["waits"] == "等监交人许建国签字"
