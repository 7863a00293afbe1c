from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from app.errors import BadInput, Refusal, Unavailable
from db import engine as engines
from db import place
from db.founding.upgrade import create
from db.place import NetworkPlace, is_unc, remote_kind
from db.store import open_store
from tests.db.things import CUT, furnish, issue

ROOT = Path(__file__).resolve().parents[2]
MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / {point} rw,relatime shared:1 - {kind} server:/share rw
"""


@pytest.fixture
def file_store(path):
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


def test_a_busy_database_is_asked_again_and_then_told(file_store, path, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="正忙"), file_store.begin():
            pass
        with file_store.read() as unit:  # who only reads does not wait
            assert unit.people.staff() == ()
        other.execute("ROLLBACK")
    furnish(file_store)


def test_a_full_database_keeps_what_it_had(file_store):
    office = furnish(file_store)
    file_store.engine.dispose()

    def limit(connection, record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    event.listen(file_store.engine, "connect", limit)
    with pytest.raises(Unavailable, match="已满"):
        issue(file_store, office, words=["字" * 100_000 + "满"], fields={"long": "长" * 100_000})
    with file_store.read() as unit:
        assert unit.ledger.head().count == 0
        assert unit.numbers.all() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of the kernel")
def test_a_disk_that_takes_no_more_is_told(path, file_store):
    office = furnish(file_store)
    script = f"""
import resource
from db.store import open_store
from tests.db.things import Office, issue
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
store = open_store("sqlite:///{path}")
for turn in range(1000):
    issue(store, {office}, fields={{"long": "长" * 3000}}, request_key=str(turn))
"""
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    ).stderr

    assert "app.errors.Unavailable: 读写磁盘时出错" in told or "app.errors.Unavailable: 磁盘" in told
    with file_store.read() as unit:
        assert len(tuple(unit.ledger.entries())) == unit.ledger.head().count > 0


def as_nobody(act):
    """Run an act as a user who owns nothing, and return what it raised."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        try:
            act()
            said = "nothing"
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        return answer.read()


@pytest.fixture
def open_place(tmp_path):
    """A folder everybody may enter."""
    folder = tmp_path / "open"
    folder.mkdir()
    for each in (folder, *tmp_path.parents[:-2], tmp_path):
        each.chmod(0o755)
    return folder


def test_a_read_only_file_is_told_at_once(path, open_place):
    office = shutil.copy(path, open_place / "office.db")
    office.chmod(0o444)
    open_place.chmod(0o555)

    assert as_nobody(lambda: open_store(f"sqlite:///{office}")).startswith("Unavailable: 数据库是只读的")


def test_a_file_that_may_not_be_read_is_told(path, open_place):
    office = shutil.copy(path, open_place / "office.db")
    office.chmod(0o000)

    assert as_nobody(lambda: open_store(f"sqlite:///{office}")).startswith("Unavailable: 打不开数据库文件")


def test_a_database_that_turns_read_only_is_told(file_store):
    office = furnish(file_store)
    file_store.engine.dispose()
    event.listen(file_store.engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
    with pytest.raises(Unavailable, match="只读"):
        issue(file_store, office)


def test_a_missing_file_is_told_with_the_way_to_make_one(tmp_path):
    with pytest.raises(Refusal, match="office init"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}")


@pytest.mark.parametrize("contents", [b"", b"x", b"office,2026\n" * 100, b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_refused(tmp_path, contents):
    (tmp_path / "office.db").write_bytes(contents)
    with pytest.raises(Refusal, match="不是数据库"):
        open_store(f"sqlite:///{tmp_path / 'office.db'}")


def test_a_file_cut_short_is_damaged(path):
    os.truncate(path, path.stat().st_size - 4096)
    with pytest.raises(Unavailable, match="损坏"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("start", [16, 100, 4096])
def test_a_damaged_file_is_told_with_the_way_back(path, start):
    spoilt = bytearray(path.read_bytes())
    end = start + 2 if start == 16 else len(spoilt)
    spoilt[start:end] = b"\xa5" * (end - start)
    path.write_bytes(spoilt)

    def use():
        store = open_store(f"sqlite:///{path}")
        try:
            furnish(store)
        finally:
            store.close()

    with pytest.raises(Unavailable, match="损坏"):
        use()


def test_a_network_drive_is_refused(path, tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(point=str(tmp_path), kind="cifs"))
    monkeypatch.setattr(place, "_MOUNTS", mounts)
    with pytest.raises(NetworkPlace, match="本机磁盘"):
        open_store(f"sqlite:///{path}")
    with pytest.raises(NetworkPlace):
        create(f"sqlite:///{tmp_path / 'new.db'}")


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "vboxsf", "fuse.rclone"])
def test_every_network_file_system_is_known(kind):
    mounts = MOUNTS.format(point="/mnt/a\\040share", kind=kind)

    assert remote_kind(mounts, "/mnt/a share/office.db") == kind
    assert remote_kind(mounts, "/mnt/a share2/office.db") == ""


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "overlay", "tmpfs", "ntfs3", "fuseblk"])
def test_a_local_file_system_is_welcome(kind):
    assert remote_kind(MOUNTS.format(point="/home", kind=kind), "/home/office.db") == ""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\share\office.db", True),
        ("//server/share/office.db", True),
        (r"\\?\UNC\server\share\office.db", True),
        (r"\\?\C:\office.db", False),
        (r"C:\office.db", False),
        ("/home/office.db", False),
    ],
)
def test_a_share_is_known_by_its_name(path, share):
    assert is_unc(path) is share


@pytest.mark.parametrize(
    "url",
    ["", "office.db", "mysql://server/office", "sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=ro"],
)
def test_an_address_that_is_none_is_bad_input(url):
    with pytest.raises(BadInput):
        open_store(url)


def test_a_server_that_does_not_answer_is_told(tmp_path):
    with pytest.raises(Unavailable, match="连不上数据库服务器"):
        open_store(f"postgresql://postgres@/office?host={tmp_path}")


def test_a_database_the_server_does_not_have_is_told(server):
    with pytest.raises(Unavailable, match="没有这个数据库"):
        open_store(server.url("nowhere"))


def test_a_connection_cut_in_the_middle_is_told_and_the_next_works(served, server):
    store = served[1]
    office = furnish(store)

    def cut():
        with store.begin() as unit:
            server.run(CUT)
            unit.people.staff()

    with pytest.raises(Unavailable, match="连不上"):
        cut()
    assert issue(store, office).number.sequence == 1


def test_a_locked_server_is_told(served):
    url, store = served
    office = furnish(store)
    other = open_store(url)

    def wait():
        with other.begin() as unit:
            unit._connection.exec_driver_sql("SET LOCAL lock_timeout = '20ms'")
            unit.ledger.head()

    with store.begin() as unit:
        unit.ledger.head()
        with pytest.raises(Unavailable, match="正忙"):
            wait()
    assert issue(other, office).number.sequence == 1
    other.close()


def test_a_wrong_address_never_shows_its_password(tmp_path):
    with pytest.raises(Unavailable) as told:
        open_store(f"postgresql://postgres:geheim@/office?host={tmp_path}")

    assert "geheim" not in str(told.value)
