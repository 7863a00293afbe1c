"""Backup and restore of an office in a file: copied as of one moment, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.errors import Refusal, Unavailable
from app.office.copying import Tell, silent
from db.copies.contents import Contents, file_contents
from db.disk import settle, stamp
from db.engine import revision_of, start_reading
from db.lending import lent
from db.place import refuse_network
from db.revisions import refuse_unknown
from db.trouble import BUSY, DAMAGED, unavailable

_PAGES = 4096  # copied between two looks at whether it was called off
_OPEN = "别的窗口正开着这个数据库，没有恢复。请关闭所有窗口后再试。"


class SpoiltBackup(Refusal):
    """The backup cannot be trusted."""


def copy_file(source: Path, target: Path, tell: Tell = silent) -> None:
    """Copy a database as of one moment, its log included."""
    with _at_one_moment(source) as original:
        _copy(original, target, tell)


def copy_and_read(source: Path, target: Path, tell: Tell = silent) -> Contents:
    """Copy a database as of one moment, and return what it held at that moment."""
    with _at_one_moment(source) as original:
        held = file_contents(original, tell, "读取各表")
        _copy(original, target, tell)
    return held


@contextmanager
def _at_one_moment(source: Path) -> Iterator[sqlite3.Connection]:
    if not source.exists():
        raise Refusal(f"找不到文件“{source}”。请检查路径。")
    address = f"{source.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=10, isolation_level=None)) as original:
        start_reading(original)
        yield original


def _copy(original: sqlite3.Connection, target: Path, tell: Tell) -> None:
    with closing(sqlite3.connect(target)) as copy:
        original.backup(copy, pages=_PAGES, progress=_Pages(tell))
        copy.execute("PRAGMA journal_mode = DELETE")


class _Pages:
    """Tells of pages as SQLite counts them."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def __call__(self, _status: int, left: int, whole: int) -> None:
        self._tell("写备份", whole - left, whole)


def checked_file(path: Path) -> str:
    """Read a copy from end to end, and return its form; raises ``SpoiltBackup``."""
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise SpoiltBackup(DAMAGED)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise SpoiltBackup(DAMAGED)
        revision: str = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        entries = connection.execute("SELECT count(*) FROM ledger_entries").fetchone()[0]
        told = connection.execute("SELECT coalesce(max(entry_count), 0) FROM ledger_heads").fetchone()[0]
    if entries != told:
        raise SpoiltBackup(f"副本不完整：台账应有 {told} 笔，只有 {entries} 笔。请重新备份，并核对台账。")
    return revision


def restore_file(source: Path, target: Path, unborn: Path, tell: Tell = silent) -> Path | None:
    """Put a copy in the office's place; return the safety copy of what stood there, if anything did."""
    refuse_network(target)
    refuse_unknown(revision_in_file(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        refuse_while_open(target)
    copy_file(source, unborn, tell)
    checked_file(unborn)
    settle(unborn)
    safety = _put_aside(target) if target.exists() else None
    unborn.replace(target)
    settle(target.parent)
    return safety


def revision_in_file(source: Path) -> str | None:
    """Return the form of the office in a file, None for another program's; raises ``Refusal`` for none."""
    with lent(f"sqlite:///{source.absolute()}") as engine:
        return revision_of(engine)


def refuse_while_open(target: Path) -> None:
    """Fold the log in, which succeeds only for the single user of a file; a damaged file has no user."""
    with closing(sqlite3.connect(target, isolation_level=None, timeout=0)) as connection:
        try:
            left = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.Error as error:
            trouble = unavailable(error)
            if trouble is not None and str(trouble) == BUSY:
                raise Unavailable(_OPEN) from error
            return
    if left == "wal":
        raise Unavailable(_OPEN)


def _put_aside(target: Path) -> Path:
    """Copy what stands at the office's place; raises ``Unavailable`` while somebody has it open."""
    refuse_while_open(target)
    safety = target.with_name(f"{target.stem}-before-restore-{stamp()}{target.suffix}")
    shutil.copy2(target, safety)
    settle(safety)
    for ending in ("-wal", "-shm"):  # left by a crash; they would be read into the restored file
        left = target.with_name(target.name + ending)
        if left.exists():
            left.replace(safety.with_name(safety.name + ending))
    return safety
