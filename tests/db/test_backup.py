from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import make_url

from app.errors import Refusal, Unavailable
from db.copies.backup import SpoiltBackup, backup, backup_name, restore, rotate
from db.copies.server_backup import dump
from db.founding.upgrade import create
from db.revisions import HEAD, NewerDatabase
from db.store import open_store
from tests.db.things import NOON, a_division, furnish, issue, later


def test_a_backup_is_an_office_of_its_own(url, store, office, tmp_path):
    issued = issue(store, office)
    made = backup(url, tmp_path / "copies" / backup_name(url, NOON))

    assert (made.revision, made.documents, made.entries) == (HEAD, 1, 1)
    if made.path.suffix == ".db":
        copy = open_store(f"sqlite:///{made.path}")
        with copy.read() as unit:
            assert unit.documents.get(issued.id) == issued
        copy.close()
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o077 == 0, "nobody else on this machine reads it"


def test_what_was_done_after_the_backup_is_gone_after_the_restore_and_kept_aside(url, store, office, tmp_path):
    made = backup(url, tmp_path / backup_name(url, NOON))
    issue(store, office)
    store.close()
    safety = restore(made.path, url)
    with store.read() as unit:
        assert unit.ledger.head().count == 0
        assert unit.people.find_by_login("lin")
    issue(store, office)
    store.close()
    restore(safety, url)
    with store.read() as unit:
        assert unit.ledger.head().count == 1


def test_a_backup_is_taken_while_somebody_writes(url, store, office, tmp_path):
    with store.begin() as unit:
        unit.people.add_division(a_division(code="02"))
        made = backup(url, tmp_path / "office-20261109-120000.x")

    assert made.documents == 0


def test_a_restore_into_nothing_makes_the_office(url, path, tmp_path, kind):
    if kind == "postgresql":
        with pytest.raises(Refusal, match="备份"):
            restore(path, url)
        return
    assert restore(path, f"sqlite:///{tmp_path / 'new' / 'office.db'}") is None
    open_store(f"sqlite:///{tmp_path / 'new' / 'office.db'}").close()


@pytest.fixture
def here(path):
    return f"sqlite:///{path}"


def edited(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_nothing_is_restored_over_an_office_in_use(here, path, tmp_path):
    made = backup(here, tmp_path / "copy.db")
    user = open_store(here)
    with user.read(), pytest.raises(Unavailable, match="关闭所有窗口"):
        restore(made.path, here)
    user.close()
    restore(made.path, here)


def test_a_newer_backup_is_refused(here, tmp_path):
    made = backup(here, tmp_path / "copy.db")
    edited(made.path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase):
        restore(made.path, here)


def test_a_backup_of_something_else_is_refused(here, tmp_path):
    (tmp_path / "letter.db").write_bytes(b"Dear office" * 50)
    with pytest.raises(Refusal, match="不是数据库"):
        restore(tmp_path / "letter.db", here)
    with pytest.raises(Refusal, match="找不到"):
        restore(tmp_path / "none.db", here)


def test_a_backup_that_lost_entries_is_refused(here, tmp_path):
    made = backup(here, tmp_path / "copy.db")
    edited(made.path, "UPDATE ledger_heads SET entry_count = 5")
    with pytest.raises(SpoiltBackup, match="5 笔"):
        restore(made.path, here)


def test_a_damaged_office_is_put_right_and_kept_aside(here, path, tmp_path):
    made = backup(here, tmp_path / "copy.db")
    path.write_bytes(b"\xa5" * 8192)
    safety = restore(made.path, here)

    open_store(here).close()
    assert safety.read_bytes() == b"\xa5" * 8192


def test_a_backup_that_cannot_be_written_leaves_nothing(here, tmp_path):
    (tmp_path / "full").mkdir()
    target = tmp_path / "full" / "copy.db"
    target.mkdir()
    (target / "x").touch()
    with pytest.raises(Unavailable, match="出错"):
        backup(here, target)

    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]


def test_the_oldest_backups_make_room_and_other_files_stay(tmp_path, here):
    for day in range(5):
        (tmp_path / backup_name(here, later(days=day))).touch()
    (tmp_path / "office-notes.txt").touch()
    gone = rotate(tmp_path, 2)

    assert [path.name for path in gone] == [f"office-2026{month}-120000.db" for month in (1109, 1110, 1111)]
    assert len(list(tmp_path.glob("office-2026*.db"))) == 2
    assert (tmp_path / "office-notes.txt").exists()
    assert rotate(tmp_path, 2) == ()


@pytest.fixture
def dumped(server, tmp_path):
    """A server's office with one paper, its address and its backup."""
    with server.fresh(create) as url:
        store = open_store(url)
        issue(store, furnish(store))
        store.close()
        yield url, backup(url, tmp_path / "copy.dump").path


def test_a_fresh_server_takes_a_backup(dumped, server):
    with server.fresh() as bare:
        assert restore(dumped[1], bare) is None
        store = open_store(bare)
        with store.read() as unit:
            assert unit.ledger.head().count == 1
        store.close()


def test_another_programs_tables_are_not_written_over(dumped, server):
    with server.fresh() as foreign:
        with server.connect(foreign) as admin:
            admin.execute("CREATE TABLE theirs (a int)")
        with pytest.raises(Refusal, match="不是效能工作台"):
            restore(dumped[1], foreign)


def test_a_newer_dump_and_another_programs_are_refused_before_anything_is_touched(dumped, server, tmp_path):
    url, good = dumped
    with server.fresh(create) as newer:
        with server.connect(newer) as admin:
            admin.execute("UPDATE alembic_version SET version_num = '9999'")
        dump(make_url(newer), tmp_path / "newer.dump")
        with server.connect(newer) as admin:
            admin.execute("DROP TABLE alembic_version")
        dump(make_url(newer), tmp_path / "foreign.dump")
    with pytest.raises(NewerDatabase):
        restore(tmp_path / "newer.dump", url)
    with pytest.raises(Refusal, match="不是效能工作台"):
        restore(tmp_path / "foreign.dump", url)
    assert not list(tmp_path.glob("before-restore*"))
    assert restore(good, url).exists()


def test_an_office_is_never_its_own_backup(here, path):
    with pytest.raises(Refusal, match="就是正在使用的数据库"):
        backup(here, path)
    with pytest.raises(Refusal, match="就是正在使用的数据库"):
        restore(path, here)
