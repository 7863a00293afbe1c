from __future__ import annotations

import errno

import pytest

from app.command_line import parse
from app.errors import why


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuch"], "命令没有'nosuch'，只有："),
        (["office"], "缺少：动作"),
        (["office", "demo", "--nosuch"], "看不懂：--nosuch"),
        (["office", "demo", "--db"], "看不懂：--db"),
        (["due", "--unit", "week"], "--unit没有'week'，只有：'workday', 'day', 'month'"),
        (["calendar", "show", "abc"], "year须是整数，不是'abc'"),
        (["document", "issue", "one_time_notice", "--fields"], "--fields 后面要写一个值"),
        (["--json=1", "due"], "--json 后面不带值，多写了'1'"),
    ],
)
def test_a_command_that_cannot_be_understood_is_explained_in_chinese(words, said, capsys):
    with pytest.raises(SystemExit) as left:
        parse(words)
    told = capsys.readouterr()
    assert left.value.code == 2
    assert told.out == ""
    assert said in told.err
    assert "用法：" in told.err
    assert "usage" not in told.err


@pytest.mark.parametrize(
    "words",
    [
        [
            "--json",
            "--as",
            "suhaiyun",
            "--for",
            "a",
            "--db",
            "sqlite:///x",
            "hotline",
            "list",
            "--view",
            "mine",
        ],
        ["hotline", "--as", "suhaiyun", "list", "--json", "--for=a", "--view", "mine", "--db", "sqlite:///x"],
        ["hotline", "list", "--view", "mine", "--as=suhaiyun", "--for", "a", "--db=sqlite:///x", "--json"],
    ],
)
def test_what_is_said_of_every_command_may_stand_anywhere(words):
    options = parse(words)
    told = (options.as_json, options.signed_in, options.behalf, options.db, options.view)
    assert told == (True, "suhaiyun", "a", "sqlite:///x", "mine")


def test_what_stands_after_two_dashes_is_taken_as_it_is():
    assert parse(["hotline", "list", "--", "--json"]).words == "--json"


def test_the_help_of_every_command_is_in_chinese(capsys):
    with pytest.raises(SystemExit) as left:
        parse(["document", "issue", "--help"])
    told = capsys.readouterr().out
    assert left.value.code == 0
    assert "用法：" in told
    assert "显示这份帮助" in told
    assert "options:" not in told


def test_why_a_file_cannot_be_used_is_said_in_chinese():
    assert why(FileNotFoundError(errno.ENOENT, "No such file or directory")) == "没有这个文件或文件夹"
    assert why(OSError("something else")) == "something else"
