from __future__ import annotations

import json

import pytest

from app.errors import BadInput
from app.hotline.queue import QueueView
from app.verbs import hotline_tables
from tests.app.hotline.order_life import registered
from tests.app.hotline.order_tables import unpleasant
from tests.spreadsheets import sheets_of, write_sheets


class Line:
    """One call of the command line on the tests' office."""

    def __init__(self, office, login="suhaiyun"):
        self.desk, self.actor = office.desk, office.actor(login)
        self.value, self.text = None, ""

    def answer(self, value, text):
        self.value, self.text = json.loads(json.dumps(value, ensure_ascii=False)), text


class Options:
    def __init__(self, **given):
        self.__dict__.update({"map": "", "words": "", "view": "all", **given})


def test_import_answers_with_counts_and_the_sheet_of_what_was_not_taken(office, tmp_path):
    line = Line(office)
    hotline_tables.load(line, Options(file=str(unpleasant(tmp_path / "明细.xlsx"))))
    again = Line(office)
    hotline_tables.load(again, Options(file=str(tmp_path / "明细.xlsx")))

    bad = str(tmp_path / "明细_未导入.xlsx")
    assert line.value == {"new": 2, "changed": 0, "same": 0, "rejected": 3, "rejected_file": bad}
    assert again.value == {"new": 0, "changed": 0, "same": 2, "rejected": 3, "rejected_file": bad}
    assert "第10行未导入：工单编号" in line.text
    assert len(sheets_of(bad)["未导入"]) == 4


def test_a_mapping_comes_from_a_file_by_title_or_key(office, tmp_path):
    write_sheets(
        tmp_path / "a.xlsx", {"表": [["单子", "类型", "诉求内容", "内部号"], ["X-1", "投诉", "噪声", "7"]]}
    )
    (tmp_path / "map.json").write_text('{"单子": "工单编号", "内部号": "-"}', encoding="utf-8")
    line = Line(office)
    hotline_tables.load(line, Options(file=str(tmp_path / "a.xlsx"), map=str(tmp_path / "map.json")))

    assert line.value["new"] == 1
    assert line.value["rejected_file"] is None


def test_a_mapping_to_a_column_there_is_not_is_bad_input(office, tmp_path):
    (tmp_path / "map.json").write_text('{"单子": "没有的列"}', encoding="utf-8")
    with pytest.raises(BadInput, match="不是可以导入的列"):
        hotline_tables.load(Line(office), Options(file="a.xlsx", map=str(tmp_path / "map.json")))


def test_what_was_exported_comes_in_again_as_the_same(office, tmp_path):
    hotline_tables.load(Line(office), Options(file=str(unpleasant(tmp_path / "明细.xlsx"))))
    registered(office, number="X-9", title="=1+1")
    line = Line(office)
    hotline_tables.export(line, Options(file=str(tmp_path / "出.csv")))
    again = Line(office)
    hotline_tables.load(again, Options(file=str(tmp_path / "出.csv")))

    assert line.value["count"] == 3
    assert again.value == {"new": 0, "changed": 0, "same": 3, "rejected": 0, "rejected_file": None}


def test_a_view_and_words_narrow_the_export(office, tmp_path):
    hotline_tables.load(Line(office), Options(file=str(unpleasant(tmp_path / "明细.xlsx"))))
    line = Line(office)
    hotline_tables.export(line, Options(file=str(tmp_path / "出.xlsx"), words="夜间", view="arrived"))

    assert line.value["count"] == 1
    assert QueueView.ARRIVED.name == "ARRIVED"
