from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.errors import Unavailable
from app.register.commands import IssueDocument
from db import engine as engines
from db import place
from tests.flows.bad_input.line import CLERK, as_bytes, one_time


def edited(path, *statements):
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


def spoilt(path, start):
    content = bytearray(path.read_bytes())
    content[start:] = b"\xa5" * (len(content) - start)
    path.write_bytes(content)


STATES = {
    "newer": (1, "更新版本", lambda path: edited(path, "UPDATE alembic_version SET version_num = '9999'")),
    "another program's": (1, "不是效能工作台", lambda path: edited(path, "DROP TABLE ledger_heads")),
    "no database": (1, "不是数据库", lambda path: path.write_bytes(b"office,2026\n" * 100)),
    "empty": (1, "不是数据库", lambda path: path.write_bytes(b"")),
    "gone": (1, "office init", lambda path: path.unlink()),
    "cut short": (3, "损坏", lambda path: path.write_bytes(path.read_bytes()[:-8192])),
    "damaged": (3, "损坏", lambda path: spoilt(path, 4096)),
}
COMMANDS = (
    ("ledger", "verify"),
    ("calendar", "show", "2026"),
    ("document", "verify", "示资规审告〔2026〕1号"),
    ("case", "list"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_database_that_cannot_be_used_is_told_with_what_to_do(line, state, words):
    code, said, spoil = state
    spoil(line.file)
    line(*words, login=CLERK if words[0] == "case" else "").is_refused(code, said)


def test_a_locked_database_is_told_and_read_meanwhile(line, tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    file = tmp_path / "fields.json"
    file.write_bytes(as_bytes(one_time()))
    with closing(sqlite3.connect(line.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        issue = ("document", "issue", "one_time_notice", "--fields", file, "--out", tmp_path / "out")
        line(*issue, login=CLERK).is_refused(3, "正忙")
        assert line("ledger", "verify").code == 0
        other.execute("ROLLBACK")
    assert line(*issue, login=CLERK).code == 0


def test_a_full_database_keeps_what_it_had(office):
    with office.store.read() as unit:
        before = unit.ledger.head()
    raw = office.store.engine.raw_connection()
    pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
    raw.cursor().execute(f"PRAGMA max_page_count = {pages}")
    raw.close()
    long = "、".join(f"第{number}项要求" for number in range(2_000))
    command = IssueDocument(type_key="one_time_notice", fields=one_time(requirements=long))

    def go_on():
        for _ in range(20):
            office.desk.register.issue(office.clerk, command)

    with pytest.raises(Unavailable, match="已满"):
        go_on()
    office.close()
    with office.store.read() as unit:
        head = unit.ledger.head()
        given = unit.documents.sequences("one_time_notice", office.clerk.division, 2026)
    assert given == tuple(range(1, len(given) + 1))
    assert head.count == before.count + len(given)
    assert office.desk.ledger.verify().faults == ()
    assert office.desk.checking.all_papers() == ()


def test_a_network_place_is_refused(line, tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 22 0:40 / {tmp_path} rw,relatime shared:1 - cifs server:/share rw\n")
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    line("ledger", "verify").is_refused(1, "本机磁盘")
    line("office", "demo", url=f"sqlite:///{tmp_path / 'new.sqlite'}").is_refused(1, "本机磁盘")
    line("ledger", "verify", url="sqlite://///server/share/office.sqlite").is_refused(1, "网络")


@pytest.mark.parametrize(
    "url", ["office.sqlite", "mysql://server/office", "sqlite:///:memory:", "postgresql:x"]
)
def test_an_address_that_is_none_is_bad_input(line, url):
    line("ledger", "verify", url=url).is_refused(2)
