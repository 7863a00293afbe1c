from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import OfficeArchive
from app.command_line import parse
from app.errors import BadInput, NotAllowed, Refusal, Unavailable
from app.founding.demo_people import PASSWORD
from app.verbs.document import written
from app.verbs.terminal import Terminal
from tests.app.cases.living import GOOD, RESULT, STEP, Life
from tests.app.counter.at_work import secondary


@pytest.fixture
def line(office, tmp_path, monkeypatch):
    """The command line on the test's office: returns what it answers, as JSON or as text."""
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))

    def call(login, *words, as_json=True, fields=None):
        if fields is not None:
            path = tmp_path / "fields.json"
            path.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
            words = (*words, "--fields", path)
        said = []
        terminal = Terminal(
            url=office.url,
            url_given=True,
            login=login,
            as_json=as_json,
            archive=OfficeArchive(),
            clock=office.wall,
            backups=Path(tmp_path),
            write=said.append,
        )
        options = parse([*map(str, words)])
        try:
            options.call(terminal, options)
        finally:
            terminal.close()
        return json.loads(said[-1]) if as_json else said[-1]

    return call


@pytest.fixture
def life(office):
    made = Life(office)
    made.tick()
    return made


def test_a_case_is_carried_through_its_life_from_the_command_line(line, life, tmp_path):
    number = life.case.number
    accepted = line("linxiaoyan", "case", "do", number, "acceptance_receipt", "--out", tmp_path)
    assert (accepted["state"], accepted["due"], accepted["case"]) == ("已受理", "2026-11-11", number)
    assert Path(accepted["pdf"]).read_bytes().startswith(b"%PDF")
    assert Path(accepted["docx"]).read_bytes().startswith(b"PK")
    stopped = line("wuzhihong", "case", "do", number, "special_step_notice", "--out", tmp_path, fields={**STEP})
    assert (stopped["state"], stopped["type"]) == ("特殊环节中", "special_step_notice")
    again = {"resumed_on": "2026-11-02", "outcome": "通过"}
    assert line("wuzhihong", "case", "do", number, "resume", fields=again)["due"] == "2026-11-11"
    done = line("wuzhihong", "case", "do", number, "complete", fields=RESULT)
    assert (done["act"], done["state"]) == ("complete", "已办结")
    served = {"served_on": "2026-11-02", "manner": "邮寄送达"}
    assert line("linxiaoyan", "case", "do", number, "serve_result", fields=served)["state"] == "已送达"


def test_a_case_shows_what_can_be_done_now_by_whom_and_why_the_rest_cannot(line, life):
    shown = line("linxiaoyan", "case", "show", life.case.number)
    acts = {act["key"]: act for act in shown["acts"]}
    assert acts["acceptance_receipt"]["closed"] == ""
    assert acts["non_acceptance_notice"]["closed"] == "须由经办人办理。"
    assert "不能“办结”" in acts["complete"]["closed"]
    assert acts["decide_extension"]["by"] == "分管局领导"
    life.accept_deferred()
    shown = line("wuzhihong", "case", "show", life.case.number)
    assert [each["subject"].split(":")[0] for each in shown["clocks"]] == ["case", "deferred_material"]
    assert (shown["due"], shown["statutory_due"], shown["committed_limit"]) == ("2026-11-11", "2026-11-30", 7)
    text = line("wuzhihong", "case", "show", life.case.number, as_json=False)
    for words in (
        "法定时限2026-11-30",
        "经手：林晓燕　补齐容缺材料",
        "可办：special_step_notice（进入特殊环节）",
        "不可办：resume",
    ):
        assert words in text


def test_the_command_line_refuses_as_the_window_does(line, life, tmp_path):
    number = life.case.number
    with pytest.raises(NotAllowed):
        line("linxiaoyan", "case", "do", number, "non_acceptance_notice", "--out", tmp_path)
    with pytest.raises(Refusal, match="否定报备登记表"):
        line("wuzhihong", "case", "do", number, "non_acceptance_notice", "--out", tmp_path)
    with pytest.raises(Refusal, match="denial draft"):
        line("wuzhihong", "case", "do", number, "deny")
    with pytest.raises(BadInput, match="--out"):
        line("linxiaoyan", "case", "do", number, "acceptance_receipt")
    with pytest.raises(BadInput, match="没有叫“refuse”的办理动作"):
        line("wuzhihong", "case", "do", number, "refuse")
    with pytest.raises(BadInput, match="缘由"):
        line("linxiaoyan", "case", "do", number, "withdraw", fields={})
    assert list(tmp_path.glob("*.pdf")) == []
    assert life.case.state.value == "已收件"


def test_a_deferred_acceptance_is_two_papers_and_a_request_sent_twice_is_one(line, life, tmp_path):

    life.tick(**{secondary(life.office): "缺少"})
    number = life.case.number
    words = ("case", "do", number, "deferral_undertaking", "--out", tmp_path, "--request", "k-1")
    first = line("linxiaoyan", *words, fields=GOOD)
    assert line("linxiaoyan", *words, fields=GOOD)["number"] == first["number"]
    signed = {"undertaking_signed_on": "2026-11-02"}
    line("linxiaoyan", "case", "do", number, "acceptance_receipt", "--out", tmp_path, fields=signed)
    assert life.side("deferred_material") is not None


def test_cases_are_listed_by_their_state(line, life, office):
    life.accept()
    Life(office)
    for words in ("已受理", "accepted"):
        (found,) = line("linxiaoyan", "case", "list", "--state", words)
        assert (found["number"], found["state"]) == (life.case.number, "已受理")
    with pytest.raises(BadInput, match="没有“别的”这种状态"):
        line("linxiaoyan", "case", "list", "--state", "别的")


def test_letters_and_tasks_are_registered_from_the_command_line(line):
    words = (
        "--title",
        "关于核实地块的函",
        "--sender",
        "示例市水利局",
        "--received",
        "2026-11-02",
        "--handler",
        "wuzhihong",
    )
    letter = line("xujianguo", "case", "assign", "--kind", "letter", *words, "--due", "2026-11-20")
    assert (letter["kind"], letter["due"], letter["state"]) == ("来文来函", "2026-11-20", "已受理")
    task = line(
        "xujianguo", "case", "assign", "--kind", "task", *words, "--days", "5", "--leader", "yangzhenhua"
    )
    assert (task["kind"], task["due"]) == ("上级交办", "2026-11-09")
    done = line("wuzhihong", "case", "do", letter["number"], "complete", fields={"result": "已答复来文"})
    assert done["state"] == "已结束"
    with pytest.raises(BadInput, match="--due 的日期“明天”"):
        line("xujianguo", "case", "assign", "--kind", "letter", *words, "--due", "明天")
    with pytest.raises(NotAllowed):
        line("linxiaoyan", "case", "assign", "--kind", "letter", *words, "--days", "5")
    assert [each["name"] for each in line("linxiaoyan", "matters", "list", "来文来函")] == []


def test_nothing_is_issued_into_a_folder_that_cannot_be_written(line, office, tmp_path):
    life = Life(office)
    life.tick()
    (tmp_path / "taken").write_text("不是文件夹", "utf-8")
    out = tmp_path / "taken" / "inner"
    with pytest.raises(BadInput, match="没有签发"):
        line("linxiaoyan", "case", "do", life.case.number, "acceptance_receipt", "--out", out)
    assert life.view.papers == ()
    assert life.case.accepted_on is None


def test_a_paper_that_was_issued_but_not_written_is_told_of_with_its_number(office, tmp_path):
    life = Life(office)
    paper = life.accept()
    (tmp_path / f"{paper.number}.pdf").mkdir()
    with pytest.raises(Unavailable, match=f"{paper.number}已经签发.*不要再次签发"):
        written(paper, tmp_path)


def test_figures_are_told_as_json_wherever_that_is_asked_for():
    span = ["stats", "office", "--from", "2026-11-01", "--to", "2026-11-30"]
    assert [parse(words).as_json for words in ([*span, "--json"], ["--json", *span], span)] == [
        True,
        True,
        False,
    ]
