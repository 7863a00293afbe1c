from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import OfficeArchive
from app.command_line import parse
from app.custody.commands import CannotTake
from app.errors import BadInput, NotAllowed
from app.founding.demo_people import PASSWORD
from app.verbs.terminal import Terminal
from tests.app.contacts.at_the_door import handed
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import drafted
from tests.app.posts.away import gone, posted


@pytest.fixture
def line(office, monkeypatch):
    """The command line on the test's office, whose clock both share."""
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)

    class Archive(OfficeArchive):
        def open(self, url):
            store = super().open(url)
            store.clock = office.wall
            return store

    def call(login, *words, as_json=True):
        said = []
        options = parse([*map(str, words)])
        terminal = Terminal(
            url=office.url,
            url_given=True,
            login=login,
            as_json=as_json,
            archive=Archive(),
            clock=office.wall,
            backups=Path(office.url.removeprefix("sqlite:///")).parent,
            write=said.append,
        )
        try:
            options.call(terminal, options)
        finally:
            terminal.close()
        return json.loads(said[-1]) if as_json else said[-1]

    return call


def keys(rows):
    return [each["key"] for each in rows]


def test_each_view_is_listed(office, line):
    case, contact = opened(office), handed(office)
    assert keys(line("linxiaoyan", "work", "list")) == [f"case:{case.id}"]
    assert keys(line("linxiaoyan", "work", "list", "--view", "waiting")) == [f"contact:{contact.id}"]
    posted(office)
    gone(office, "linxiaoyan")
    (row,) = line("chenjiaming", "work", "list", "--view", "behalf")
    assert (row["behalf"], row["away"], row["number"]) == ("林晓燕", True, case.number)
    assert line("xujianguo", "work", "list", "--view", "uncovered") == []
    gone(office, "wuzhihong")
    (alone,) = line("xujianguo", "work", "list", "--view", "uncovered")
    assert alone["holder"] == "吴志宏"
    assert "代吴志宏" in line("xujianguo", "work", "list", "--view", "uncovered", as_json=False)
    assert "吴志宏（离岗）" in line("luguoqiang", "work", "list", "--view", "uncovered", as_json=False)
    assert line("xujianguo", "work", "list", "--view", "today", as_json=False) == "没有待办。"


def test_the_head_sees_the_load(office, line):
    opened(office)
    gone(office, "linxiaoyan")
    found = line("xujianguo", "work", "load")
    one = next(each for each in found["people"] if each["login"] == "linxiaoyan")
    assert (one["open"], one["late"], one["away"][0]["now"]) == (1, 0, True)
    assert found["alone"] == 1
    told = line("xujianguo", "work", "load", as_json=False)
    assert "林晓燕　在办 1" in told
    assert "由许建国（单位负责人）顶岗" in told
    with pytest.raises(NotAllowed, match="单位负责人"):
        line("linxiaoyan", "work", "load")


def test_an_item_is_given_to_another_by_its_number_or_key(office, line):
    case = opened(office)
    told = line("xujianguo", "work", "assign", case.number, "--to", "chenjiaming", "--reason", "外出")
    assert (told["key"], told["was"], told["to"]) == (f"case:{case.id}", "林晓燕", "陈嘉铭")
    (row,) = line("chenjiaming", "work", "list")
    assert (row["reassigned"], row["why"]) == (True, "许建国改派：外出")
    drafted(office, case)
    with pytest.raises(BadInput, match="有2件待办"):
        line("xujianguo", "work", "assign", case.number, "--to", "linxiaoyan", "--reason", "外出")
    line("xujianguo", "work", "assign", f"case:{case.id}", "--to", "linxiaoyan", "--reason", "回来了")
    with pytest.raises(BadInput, match="没有编号"):
        line("xujianguo", "work", "assign", "SP1", "--to", "linxiaoyan", "--reason", "外出")
    with pytest.raises(CannotTake):
        line("xujianguo", "work", "assign", f"case:{case.id}", "--to", "zhengmeiling", "--reason", "外出")
    with pytest.raises((NotAllowed, BadInput)):  # a server does not say that there is such an item
        line("caiwenjuan", "work", "assign", case.number, "--to", "zhengmeiling", "--reason", "外出")
