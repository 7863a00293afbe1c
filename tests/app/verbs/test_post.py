from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import OfficeArchive
from app.command_line import parse
from app.errors import BadInput, NotAllowed
from app.founding.demo_people import PASSWORD
from app.posts.commands import BothAway
from app.verbs.terminal import Terminal
from tests.app.counter.at_work import opened

POST = {
    "division": "行政审批处",
    "name": "窗口受理岗",
    "duties": "受理和告知",
    "a": "linxiaoyan",
    "b": "chenjiaming",
    "goals": [{"goal": "按时办结", "measure": "按时办结率", "target": "100%", "due_on": "2026-12-31",
               "clear": True, "measurable": True, "achievable": True, "relevant": True, "timed": True}],
}  # fmt: skip


@pytest.fixture
def line(office, tmp_path, monkeypatch):
    """The command line on the test's office, whose clock both share."""
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))

    class Archive(OfficeArchive):
        def open(self, url):
            store = super().open(url)
            store.clock = office.wall
            return store

    def call(login, *words, as_json=True, fields=None, behalf=""):
        if fields is not None:
            path = tmp_path / "fields.json"
            path.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
            words = (*words, "--fields", path)
        said = []
        options = parse(["--for", behalf, *map(str, words)] if behalf else [*map(str, words)])
        terminal = Terminal(
            url=office.url,
            url_given=True,
            login=login,
            as_json=as_json,
            archive=Archive(),
            clock=office.wall,
            backups=Path(tmp_path),
            write=said.append,
            behalf=options.behalf,
        )
        try:
            options.call(terminal, options)
        finally:
            terminal.close()
        return json.loads(said[-1]) if as_json else said[-1]

    return call


def test_a_post_without_a_division_is_set_up_in_the_head_s_own(line):
    own = {key: value for key, value in POST.items() if key != "division"}
    made = line("xujianguo", "post", "set", fields=own)
    assert made["division"] == "行政审批处"
    again = line("xujianguo", "post", "set", fields={**own, "duties": "受理"})
    assert (again["id"], again["version"]) == (made["id"], 2)


def test_a_goal_s_unknown_fields_are_refused_by_name(line):
    wrong = [POST["goals"][0], {"goal": "按时办结", "specific": True, "deadline": "2026-12-31"}]
    with pytest.raises(
        BadInput, match=r"第2项）：deadline、specific；只有：goal、measure、target、due_on、clear"
    ):
        line("xujianguo", "post", "set", fields={**POST, "goals": wrong})
    assert line("xujianguo", "post", "list") == []


def test_a_post_is_set_changed_and_listed(line):
    made = line("xujianguo", "post", "set", fields=POST)
    assert (made["a"], made["b"], made["effective_from"]) == ("林晓燕", "陈嘉铭", "2026-11-02")
    changed = line("xujianguo", "post", "set", fields={**POST, "second_b": "wuzhihong", "secret": True})
    assert (changed["id"], changed["second_b"], changed["version"]) == (made["id"], "吴志宏", 2)
    assert line("linxiaoyan", "post", "list") == [changed]
    assert line("linxiaoyan", "post", "list", "--division", "DJ") == []
    told = line("linxiaoyan", "post", "list", as_json=False)
    assert told == "行政审批处　窗口受理岗　A岗林晓燕　B岗陈嘉铭　第二B岗吴志宏　涉密　待批准"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"b": ""}, "每个岗位都要有A岗和B岗"),
        ({"b": "linxiaoyan"}, "一人只占一处"),
        ({"b": "nobody"}, "没有登录名"),
        ({"division": "无此处"}, "没有处室"),
        ({"effective_from": "下周"}, "2026-11-23"),
        ({"boss": "x"}, "没有这些字段"),
        ({"name": 5}, "须是文字"),
        ({"goals": "按时"}, "列表"),
        ({"goals": [{"goal": "按时", "clear": False}]}, "任务明"),
        ({"goals": [{"goal": "按时", "clear": True}]}, "可实现"),
    ],
)
def test_a_post_that_cannot_be_is_told_so(line, change, words):
    with pytest.raises(BadInput, match=words):
        line("xujianguo", "post", "set", fields={**POST, **change})


def test_posts_are_approved_filed_listed_for_the_public_and_printed(line, tmp_path):
    line("xujianguo", "post", "set", fields=POST)
    line("xujianguo", "post", "set", fields={**POST, "name": "保密岗", "secret": True})
    with pytest.raises(NotAllowed, match="批准岗位设置"):
        line("xujianguo", "post", "approve")
    approved = line("yangzhenhua", "post", "approve", "--division", "行政审批处")
    assert [each["filing"] for each in approved] == ["待备案", "待备案"]
    with pytest.raises(BadInput, match="没有“待批准”的岗位"):
        line("yangzhenhua", "post", "approve")
    assert line("luguoqiang", "post", "file", "窗口受理岗")[0]["filing"] == "已备案"
    listed = line("linxiaoyan", "post", "public", "--xlsx", tmp_path / "名单.xlsx")
    assert [each["name"] for each in listed] == ["窗口受理岗"]
    assert (tmp_path / "名单.xlsx").read_bytes().startswith(b"PK")
    for words, number in (
        (("post", "register", "--year", 2026, "--half", 2), "示资规审岗〔2026〕1号"),
        (("post", "responsibility", "窗口受理岗"), "示资规审责〔2026〕1号"),
    ):
        made = line("xujianguo", *words, "--out", tmp_path)
        assert made["number"] == number
        assert Path(made["pdf"]).read_bytes().startswith(b"%PDF")
        with pytest.raises(NotAllowed):
            line("linxiaoyan", *words, "--out", tmp_path)
    with pytest.raises(BadInput, match="有0个"):
        line("xujianguo", "post", "responsibility", "无此岗", "--out", tmp_path)
    with pytest.raises(BadInput, match="本处室"):
        line("xujianguo", "post", "register", "--division", "DJ", "--out", tmp_path)


def test_somebody_goes_b_works_in_his_place_and_he_comes_back(office, line):
    line("xujianguo", "post", "set", fields=POST)
    case = opened(office)
    gone = line(
        "xujianguo", "post", "absent", "linxiaoyan", "--from", "2026-11-02", "--until", "2026-11-03上午",
        "--reason", "休假",
    )  # fmt: skip
    assert (gone["state"], gone["why"], gone["until"]) == ("已批准", "B岗", "2026-11-03T04:00:00+00:00")
    fields = {"corrections": [{"name": "申请表", "standard": "签名", "fault": "未签名"}]}
    line(
        "chenjiaming", "document", "issue", "correction_notice", "--case", case.number, "--out",
        Path(office.desk.backups.folder), fields=fields, behalf="linxiaoyan",
    )  # fmt: skip
    (paper,) = office.desk.counter.get(office.clerk, case.id).papers
    assert paper.issuer_name == "陈嘉铭（代林晓燕）"
    told = line("linxiaoyan", "post", "back", "linxiaoyan", as_json=False)
    assert "已返岗" in told
    with pytest.raises(NotAllowed, match="没有离岗"):
        line("chenjiaming", "post", "list", behalf="linxiaoyan")


@pytest.mark.parametrize("asks", ["linxiaoyan", "xujianguo"])
def test_a_plan_taken_back_before_it_began_is_not_called_a_return(office, line, asks):
    days = ("--from", "2026-11-03下午", "--until", "2026-11-04")
    line(asks, "post", "absent", "linxiaoyan", *days, "--reason", "休假")
    told = line("linxiaoyan", "post", "back", "linxiaoyan", as_json=False)
    assert "林晓燕休假，2026年11月3日下午至2026年11月4日下午：已撤回。" in told
    entered = [each.summary for each in office.desk.ledger.of("absence:1")]
    assert entered[-1] == "撤回离岗：林晓燕休假，2026年11月3日下午至2026年11月4日下午"


def test_absences_asked_for_wrongly_are_told_so(line):
    line("xujianguo", "post", "set", fields=POST)
    line("chenjiaming", "post", "absent", "linxiaoyan", "--reason", "病假", "--sudden")
    asking = ("post", "absent", "chenjiaming", "--from", "2026-11-03", "--until", "2026-11-03")
    with pytest.raises(BothAway):
        line("chenjiaming", *asking, "--reason", "休假")
    stopgap = ("--substitute", "wuzhihong", "--ground", "两人均参加培训")
    assert line("xujianguo", *asking, "--reason", "study", *stopgap)["substitute"] == "吴志宏"
    for words, told in (
        (("post", "absent", "wuzhihong", "--reason", "休假"), "--from"),
        (("post", "absent", "wuzhihong", "--from", "明天", "--until", "明天", "--reason", "休假"), "看不懂"),
        (("post", "absent", "wuzhihong", "--reason", "睡觉", "--sudden"), "须是其中之一"),
        (("post", "back", "wuzhihong"), "没有可以结束"),
    ):
        with pytest.raises(BadInput, match=told):
            line("xujianguo", *words)
