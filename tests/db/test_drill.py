from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import Refusal, Unavailable
from db.copies.backup import backup, contents_of
from db.copies.contents import Contents
from db.engine import bare_engine, writing
from db.founding.drill import drill
from db.founding.upgrade import migrate
from db.revisions import REVISIONS
from tests.db.things import issue

HELD = """INSERT INTO segments (subject, division_id, provisional, unit_count, since_at, until_at, outer_count,
  reassigned) SELECT :key, min(id), false, 0, CAST(:since AS {moment}), CAST(:until AS {moment}), 0, false
  FROM divisions"""
FOUND = ["恢复", "台账", "文书", "文号", "在办事项"]
ROOT = Path(__file__).resolve().parents[2]


def scratches(server):
    with server.connect(server.url("postgres")) as admin:
        asked = "SELECT datname FROM pg_database WHERE datname LIKE 'office_drill_%'"
        return [name for (name,) in admin.execute(asked).fetchall()]


def behind_its_back(store, *statements):
    """Change what no trigger lets anybody change."""
    with store.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_heads'"
            for (name,) in connection.exec_driver_sql(asked).all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.fixture
def made(url, store, office, tmp_path):
    """An office with people and matters, and its backup."""
    return url, backup(url, tmp_path / "copy")


def test_a_backup_is_proved_row_by_row(made, store, office, tmp_path):
    issue(store, office)
    proof = backup(made[0], tmp_path / "again.copy")
    assert proof.is_checked
    assert proof.faults == ()
    assert (proof.documents, proof.entries) == (1, 1)
    assert proof.rows > 4
    assert proof.digest == contents_of(made[0]).digest
    assert proof.sha256 not in proof.digest


def test_one_changed_row_is_another_hash(made, store):
    before = contents_of(made[0])
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE divisions SET name = name || '。'")
    after = contents_of(made[0])
    assert [name.rpartition(".")[2] for name in before.differing(after)] == ["divisions"]
    assert before.digest != after.digest
    assert before.differing(Contents(tables={})) == tuple(sorted(before.tables))


def test_a_drill_finds_a_sound_office_sound_and_leaves_nothing(made, tmp_path, request):
    url, proof = made
    told = []
    shown = drill(url, proof.path, tmp_path / "drill", lambda *each: told.append(each))
    assert [each.title for each in shown.findings] == FOUND
    assert shown.is_sound, shown.findings
    assert (shown.rows, shown.digest, shown.sha256) == (proof.rows, proof.digest, proof.sha256)
    assert {what for what, _done, _whole in told} >= {"核对各表", "核验"}
    assert list((tmp_path / "drill").iterdir()) == []
    if not url.startswith("sqlite"):
        assert scratches(request.getfixturevalue("server")) == []


def test_a_drill_names_what_is_wrong(made, store, office, tmp_path):
    url, _proof = made
    issue(store, office)
    counted = "UPDATE number_counters SET last_number = last_number + 2"
    behind_its_back(store, "UPDATE ledger_heads SET chain = 'x'", counted)
    broken = backup(url, tmp_path / "broken")
    assert broken.is_checked
    assert broken.faults
    wrong = {each.title: each.faults for each in drill(url, broken.path, tmp_path).findings if each.faults}
    assert set(wrong) == {"台账", "文书", "文号"}  # a paper of which the ledger says nothing
    assert "没有文书" in wrong["文号"][0]


def test_a_case_in_nobodys_hands_and_hands_that_overlap_are_named(url, store, case, tmp_path):
    moment = "text" if url.startswith("sqlite") else "timestamp"
    with store.engine.begin() as connection:
        for key, since, until in (("x:1", "2026-11-01", "2026-11-05"), ("x:1", "2026-11-03", "2026-11-06")):
            connection.execute(text(HELD.format(moment=moment)), {"key": key, "since": since, "until": until})
    made = backup(url, tmp_path / "copy")
    (custody,) = [each for each in drill(url, made.path, tmp_path).findings if each.title == "在办事项"]
    assert any(case.number in each and "没有经办人" in each for each in custody.faults)
    assert any("x:1" in each and "重叠" in each for each in custody.faults)


def test_an_older_backup_is_brought_up_in_the_drill(path, tmp_path):
    url = f"sqlite:///{path}"
    engine = bare_engine(url)
    with writing(engine) as connection:
        migrate(connection, REVISIONS[-2])
    engine.dispose()
    old = backup(url, tmp_path / "old.db")
    assert old.revision == REVISIONS[-2]
    assert drill(url, old.path, tmp_path).is_sound


def test_what_cannot_be_trusted_is_no_backup(here_spoilt, tmp_path):
    url, source = here_spoilt
    with pytest.raises((Refusal, Unavailable)):
        drill(url, source, tmp_path / "drill")
    assert not list(tmp_path.rglob("office-drill-*"))


@pytest.fixture
def here_spoilt(path, tmp_path):
    url = f"sqlite:///{path}"
    made = backup(url, tmp_path / "copy.db").path
    spoilt = bytearray(made.read_bytes())
    spoilt[100:4_000] = b"\x00" * 3_900
    made.write_bytes(bytes(spoilt))
    return url, made


def test_work_that_is_called_off_leaves_nothing(url, store, office, tmp_path, request):
    class CalledOff(Exception):
        pass

    for place in (1, 45, 60):
        told = []

        def tell(*each, told=told, place=place):
            told.append(each)
            if len(told) == place:
                raise CalledOff

        folder = tmp_path / f"folder{place}"
        try:
            backup(url, folder / "copy.dump", tell)
        except CalledOff:
            assert list(folder.iterdir()) == []
    if not url.startswith("sqlite"):
        assert scratches(request.getfixturevalue("server")) == []


def test_a_full_disk_leaves_nothing_half(url, store, office, tmp_path):
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pathlib import Path; from db.copies.backup import backup; from app.errors import Unavailable\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try:\n    backup(sys.argv[1], Path(sys.argv[2]))\n"
        "except Unavailable as trouble:\n    print(trouble); sys.exit(3)\n"
    )
    target = tmp_path / "full" / "copy.dump"
    done = subprocess.run(
        [sys.executable, "-c", code, url, target], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert done.returncode == 3, done.stderr
    assert list(target.parent.iterdir()) == []


def test_what_a_killed_drill_left_goes_with_the_next(made, tmp_path, request):
    url, proof = made
    code = (
        "import sys, time; from db.scratch import scratch; from pathlib import Path\n"
        "with scratch(sys.argv[1], Path(sys.argv[2])) as there:\n"
        "    print(there, flush=True); time.sleep(60)\n"
    )
    killed = subprocess.Popen(
        [sys.executable, "-c", code, url, tmp_path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert killed.stdout.readline()
        assert drill(url, proof.path, tmp_path).is_sound  # the other one is at work: it is left alone
        assert len(list(tmp_path.glob("office-drill-*"))) == (1 if url.startswith("sqlite") else 0)
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        killed.stdout.close()
    server = None if url.startswith("sqlite") else request.getfixturevalue("server")
    if server is not None:
        assert len(scratches(server)) == 1
        wait_until(lambda: nobody_in(server))
    drill(url, proof.path, tmp_path)
    assert list(tmp_path.glob("office-drill-*")) == []
    assert server is None or scratches(server) == []


def nobody_in(server):
    with server.connect(server.url("postgres")) as admin:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'office_drill_%'"
        return admin.execute(asked).fetchone()[0] == 0


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        os.sched_yield()


def test_a_file_of_pages_is_copied_while_it_grows(path, tmp_path):
    """The contents are read and the pages copied in one reading of the file."""
    url = f"sqlite:///{path}"
    wrote = []

    def tell(what, done, _whole):
        if what == "读取各表" and done == 1 and not wrote:
            with closing(sqlite3.connect(path)) as other:
                other.execute("UPDATE calendar_versions SET version = version + 1")
                other.commit()
            wrote.append(True)

    assert backup(url, tmp_path / "copy.db", tell).is_checked
    assert wrote
