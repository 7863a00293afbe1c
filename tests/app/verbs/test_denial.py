from __future__ import annotations

import json

import pytest

from app.__main__ import main
from app.clock import now
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD
from db.founding.upgrade import create
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import LAW, REASONS
from tests.app.register.test_register import sample
from tests.office import Office


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
def line(office, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)

    def call(login, *words, code=0):
        done = main(["--db", office.url, "--as", login, "--json", *map(str, words)])
        told = capsys.readouterr()
        assert done == code, told.err
        return json.loads(told.out) if code == 0 else told.err

    return call


@pytest.fixture
def file(tmp_path):
    def write(**fields):
        path = tmp_path / "fields.json"
        path.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
        return path

    return write


FORM = {"situation": "不具备规定的条件", "ground": "against_rules", "kind": "policy", "reasons": REASONS}


def test_the_whole_chain_by_command_line(office, line, file, tmp_path):
    number = opened(office).number
    drafted = line("linxiaoyan", "denial", "draft", "--case", number, "--fields", file(**FORM))
    assert drafted["state"] == "起草"
    submit = file(submit=True, head="xujianguo")
    assert (
        line("wuzhihong", "denial", "draft", "--case", number, "--fields", submit)["situation"]
        == FORM["situation"]
    )
    refused = line("wuzhihong", "document", "issue", "non_acceptance_notice", "--fields", file(legal_basis=LAW),
                   "--case", number, "--out", tmp_path, code=1)  # fmt: skip
    assert "否定报备还没有完成" in refused
    back = ("denial", "check", number, "--opinion", "back")
    assert "须写明意见" in line("xujianguo", *back, code=2)
    assert line("xujianguo", *back, "--text", "请写明条款")["state"] == "起草"
    again = ("denial", "draft", "--case", number, "--fields", file(reasons="依据第四十条第二款。"), "--submit")
    assert line("wuzhihong", *again)["state"] == "待单位负责人核查"
    assert line("xujianguo", "denial", "check", number, "--opinion", "agree")["state"] == "待分管局领导核查"
    assert line("yangzhenhua", "denial", "check", number, "--opinion", "agree")["state"] == "已报备"
    issued = line("wuzhihong", "document", "issue", "non_acceptance_notice", "--fields", file(legal_basis=LAW),
                  "--case", number, "--out", tmp_path)  # fmt: skip
    shown = line("wuzhihong", "denial", "show", number)
    assert (shown["state"], shown["notice"]) == ("已告知申请人", issued["number"])
    assert shown["fields"]["reasons"] == "依据第四十条第二款。"
    assert [each["opinion"] for each in shown["checks"]] == ["同意", "退回修改", "同意", "同意", "同意"]
    assert [row["case"] for row in line("luguoqiang", "denial", "list", "陈大文")] == [number]
    out = tmp_path / "归档.pdf"
    line("jianglihua", "denial", "bundle", number, "--out", out)
    assert out.read_bytes().startswith(b"%PDF")


def test_whom_a_draft_is_meant_for_is_kept_from_the_first_word_until_another_is_named(office, line, file):
    number = opened(office).number

    def kept(**given):
        line("wuzhihong", "denial", "draft", "--case", number, "--fields", file(**given))
        with office.store.read() as unit:
            (denial,) = unit.denials.of_case(unit.cases.find_by_number(number).id)
        return denial.head, denial.leader

    head, leader = office.head.id, office.actor("yangzhenhua").id
    assert kept(**FORM, head="xujianguo") == (head, None)
    assert kept(reasons="依据第四十条。", leader="yangzhenhua") == (head, leader)
    assert kept(reasons="依据第四十条第二款。") == (head, leader)
    assert kept(head="") == (None, leader)


def test_a_draft_without_its_kinds_hears_which_there_are(office, line, file):
    number = opened(office).number
    said = line("linxiaoyan", "denial", "draft", "--case", number, "--fields", file(reasons="x"), code=2)
    for words in (
        "“情形”（situation）",
        "不具备规定的条件（unqualified）",
        "“适用依据”（ground）",
        "“类别”（kind）",
    ):
        assert words in said


def test_a_case_without_a_denial_is_said_to_have_none(office, line):
    number = opened(office).number
    assert "没有否定报备" in line("xujianguo", "denial", "check", number, "--opinion", "agree", code=2)
    assert "没有受理编号" in line("xujianguo", "denial", "show", "无此号", code=2)


def test_a_clerk_checks_nothing(office, line, file):
    number = opened(office).number
    line("wuzhihong", "denial", "draft", "--case", number, "--fields", file(**FORM), "--submit")
    said = line("linxiaoyan", "denial", "check", number, "--opinion", "agree", code=1)
    assert "须由单位负责人办理" in said


@pytest.mark.parametrize("type_key", ["non_acceptance_notice", "denial_registration"])
def test_neither_paper_is_issued_without_the_chain_and_no_case_is_opened_for_it(
    office, line, file, tmp_path, type_key
):
    fields = file(**{**sample(type_key), "matter_name": office.matter("gcgh").name})
    said = line("wuzhihong", "document", "issue", type_key, "--fields", fields, "--out", tmp_path, code=1)
    assert "否定报备" in said
    number = opened(office).number
    words = ("document", "issue", type_key, "--fields", fields, "--case", number, "--out", tmp_path)
    assert "否定报备" in line("wuzhihong", *words, code=1)
    assert [row["number"] for row in line("wuzhihong", "case", "list")] == [number]
    assert not list(tmp_path.glob("*.pdf"))
