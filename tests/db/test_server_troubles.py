from __future__ import annotations

import re
from types import SimpleNamespace

import psycopg
import pytest

from db.trouble import unavailable, uncertain


class Gone(psycopg.errors.DiskFull):
    """What a server says that goes because it could not write."""

    diag = SimpleNamespace(severity_nonlocalized="PANIC")


@pytest.mark.parametrize(("fault", "words"), [(Gone(), "还不知道"), (psycopg.errors.DiskFull(), "没有保存")])
def test_a_server_that_goes_at_a_commit_may_have_kept_what_it_was_told(fault, words):
    told = unavailable(fault)
    told.__cause__ = fault

    assert words in str(uncertain(told))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (psycopg.errors.DiskFull(), "磁盘已满.*腾出服务器的磁盘空间"),
        (psycopg.errors.TooManyConnections(), "连接数.*关闭不用的窗口"),
        (psycopg.errors.OutOfMemory(), "内存.*系统管理员"),
        (psycopg.errors.IoError(), "读写磁盘时出错.*检查磁盘"),
    ],
)
def test_what_a_server_lacks_is_told_with_what_to_do(fault, words):
    assert re.search(words, str(unavailable(fault)))
