from __future__ import annotations

import pytest

from app.errors import BadInput
from tests.app.hotline.order_life import registered, went

LINE = "事项,关键词,主办单位,生效日期\n噪声,夜间施工,行政审批处,2026-01-01\n"


def test_an_order_is_advised_on_with_reasons(office, line, tmp_path):
    sheet = tmp_path / "目录.csv"
    sheet.write_text(LINE, encoding="utf-8")
    assert line("guanliyuan", "directory", "--import", sheet) == [
        {"new": 1, "changed": 0, "same": 0, "faults": []}
    ]
    registered(office, number="XM01")
    registered(office, number="XM02", content="夜间施工影响休息，要求法院处理。")
    (found,) = line("suhaiyun", "advise", "XM02")
    assert found["leads"][0]["division"] == "行政审批处"
    assert found["scope"][0]["words"] == ["法院"]
    assert found["duplicates"][0]["number"] == "XM01"
    told = line("suhaiyun", "advise", "XM02", as_json=False)
    for words in (
        "可能不属于受理范围",
        "疑似重复：XM01",
        "同一联系电话",
        "建议主办1：行政审批处（职责目录：噪声→",
    ):
        assert words in told


def test_an_answer_goes_from_proposed_to_approved_to_out_of_use(office, line):
    order = went(office, "dispatch", "sign", "call", "reply", "approve")
    (made,) = line("wuzhihong", "answer-save", order.number)
    assert line("wuzhihong", "answers", "施工", "--citable") == []
    (kept,) = line("xujianguo", "answer-approve", made["id"])
    assert (kept["state"], kept["order"]) == ("有效至2027-11-02", order.number)
    assert line("wuzhihong", "answers", "施工", "--citable") == [kept]
    assert "第1号" in line("wuzhihong", "answers", as_json=False)
    (gone,) = line("suhaiyun", "answer-retire", made["id"], "--reason", "法规已修改")
    assert gone["state"] == "已停用"


def test_the_directory_is_listed_and_written_as_a_sheet(office, line, tmp_path):
    assert "还是空的" in line("suhaiyun", "directory", as_json=False)
    target = tmp_path / "职责目录.xlsx"
    assert line("suhaiyun", "directory", "--export", target)[0]["lines"] == 0
    assert target.exists()
    with pytest.raises(BadInput, match="一次只能用一个"):
        line("suhaiyun", "directory", "--import", target, "--export", target)
