from __future__ import annotations

import json

import pytest

from app.__main__ import main
from app.clock import now
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD
from db.founding.upgrade import create
from tests.office import Office

VISITOR = (
    "--visitor",
    "陈嘉禾",
    "--telephone",
    "13800005678",
    "--kind",
    "咨询",
    "--content",
    "如何办理临时用地",
)


@pytest.fixture
def office(tmp_path):
    """An office furnished now: the command line's clock is the machine's."""
    url = f"sqlite:///{tmp_path / 'office.sqlite'}"
    create(url)
    made = Office(url, tmp_path, now)
    furnish(made.store, now)
    yield made
    made.close()


@pytest.fixture
def line(office, capsys, monkeypatch):
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)

    def call(login, *words, code=0, plain=False):
        given = ["--db", office.url, "--as", login, *([] if plain else ["--json"]), "contact", *map(str, words)]
        done = main(given)
        told = capsys.readouterr()
        assert done == code, told.err
        if code:
            return told.err
        return told.out if plain else json.loads(told.out)

    return call


def test_a_visit_is_registered_handed_over_signed_called_and_answered(line, tmp_path):
    number = line("linxiaoyan", "register", *VISITOR, "--to", "wuzhihong")["number"]
    assert line("wuzhihong", "list", "--mine")[0]["state"] == "待签收"
    assert "待签收" in line("wuzhihong", "called", number, code=1)
    assert line("wuzhihong", "take", number)["state"] == "待联系"
    assert line("wuzhihong", "called", number, "--words", "已说明")["state"] == "待答复"
    assert line("wuzhihong", "answer", number, "--text", "按清单准备", "--result", "清楚")["state"] == "已答复"
    shown = line("linxiaoyan", "show", number)
    assert (shown["visitor"], shown["answer"], shown["holder"]) == ("陈嘉禾", "按清单准备", None)
    paper = line("wuzhihong", "record", number, "--out", tmp_path / "papers")
    assert (tmp_path / "papers" / f"{paper['number']}.pdf").stat().st_size > 1000


def test_every_outcome_has_its_switch(line):
    def state(*words, kind="咨询"):
        given = [kind if word == "咨询" else word for word in VISITOR]
        return line("linxiaoyan", "register", *given, *words)["state"]

    assert state() == "待移交"
    assert state("--own") == "待答复"
    assert state("--own", "--answer", "已解答") == "已答复"
    assert state("--own", "--major", "yangzhenhua") == "待领导研究"
    assert state("--outside", "示例市住建局", "--guidance", "带身份证") == "已引导"
    assert state("--petition", kind="投诉") == "已引导信访"


def test_refusals_say_what_is_wrong_and_where(line):
    assert "信访接待室" in line("linxiaoyan", "register", *VISITOR, "--petition", code=2)
    assert "没有“某人”" in line("linxiaoyan", "register", *VISITOR, "--to", "某人", code=2)
    assert "没有编号" in line("linxiaoyan", "show", "X1", code=2)
    number = line("linxiaoyan", "register", *VISITOR, "--to", "wuzhihong")["number"]
    assert "吴志宏" in line("chenjiaming", "take", number, code=1)


def test_other_ways_take_their_fields_from_a_file(line, tmp_path):
    number = line("linxiaoyan", "register", *VISITOR)["number"]
    fields = tmp_path / "f.json"
    fields.write_text(json.dumps({"responsible": "郑美玲"}, ensure_ascii=False), "utf-8")
    assert line("linxiaoyan", "do", number, "hand", "--fields", fields)["state"] == "待签收"
    assert "原因" in line("zhengmeiling", "do", number, "give_back", code=2)


def test_one_command_turns_the_record_into_a_case(line, office):
    number = line("linxiaoyan", "register", *VISITOR, "--own")["number"]
    made = line("linxiaoyan", "case", number, "--matter", "建设工程规划条件核实")
    case = office.desk.counter.by_number(office.clerk, made["case"]).case

    assert (case.applicant.name, case.applicant.telephone) == ("陈嘉禾", "13800005678")
    assert line("linxiaoyan", "list", number)[0]["case"] == made["case"]


def test_plain_answers_are_sentences_and_lists_hide_the_visitor(line):
    told = line("linxiaoyan", "register", *VISITOR, "--to", "wuzhihong", plain=True)
    assert told.startswith("已登记：首问登记")
    listed = line("xujianguo", "list", plain=True)
    assert "陈**" in listed
    assert "现由吴志宏" in listed
    assert line("linxiaoyan", "list", "--late") == []
    number = listed.split("　")[0]
    assert "take　签收" in line("wuzhihong", "show", number, plain=True)
