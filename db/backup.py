"""Backup and restore: a copy is taken while the office works, and trusted only after it was read again."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, inspect

from app.clock import local, now
from app.errors import Refusal, Unavailable, why
from db.engine import bare_engine, file_of, parse_url, revision_of
from db.place import refuse_network
from db.revisions import refuse_unknown
from db.server_backup import dump, load, revision_in
from db.trouble import BUSY, DAMAGED, unavailable

_BEFORE_DOCUMENTS = "0001"
_DOCUMENTS = "SELECT count(*) FROM documents"
_NAME = re.compile(r"office-\d{8}-\d{6}\.(db|dump)")


class SpoiltBackup(Refusal):
    """The backup cannot be trusted."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup that was read again after writing: its file, the form it is in, and how much it holds."""

    path: Path
    revision: str
    documents: int
    entries: int


def backup(url: str, target: Path) -> Backup:
    """Copy the office to a new file, whole or not at all; raises ``Unavailable`` where it cannot be written."""
    parsed = parse_url(url)
    unborn = target.with_name(f"{target.name}.{os.getpid()}.part")
    with _told(unborn):
        _refuse_itself(parsed, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if parsed.get_backend_name() == "postgresql":
            counts = _server_counts(url)
            dump(parsed, unborn)
        else:
            _copy(file_of(parsed), unborn)
            counts = _checked(unborn)
        _settle(unborn)
        unborn.replace(target)
        _settle(target.parent)
    return Backup(path=target, revision=counts[0], documents=counts[1], entries=counts[2])


def restore(source: Path, url: str) -> Path | None:
    """Put a backup in the office's place; return the safety copy of what stood there, if anything did.

    Raises ``Refusal`` for a file that is no backup of ours or is newer than this program, ``Unavailable``
    where the office is open elsewhere.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _restore_on_server(source, parsed, url)
    _refuse_itself(parsed, source)
    return _restore_file(source, file_of(parsed))


def backup_before(url: str, folder: Path) -> Path:
    """Back up under the name of this moment, and return the file."""
    return backup(url, folder / backup_name(url, now())).path


def backup_name(url: str, at: datetime) -> str:
    """Return the file name a backup of this moment bears, in the office's time."""
    ending = "dump" if parse_url(url).get_backend_name() == "postgresql" else "db"
    return f"office-{_stamp(at)}.{ending}"


def rotate(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove the oldest backups so that ``keep`` remain; other files are left alone. Return what went."""
    kept = sorted(path for path in folder.glob("office-*") if _NAME.fullmatch(path.name))
    gone = tuple(kept[: max(0, len(kept) - keep)])
    for path in gone:
        path.unlink()
    return gone


def _restore_on_server(source: Path, parsed: URL, url: str) -> Path | None:
    refuse_unknown(revision_in(parsed, source))
    safety = None
    if not _is_bare(url):
        safety = source.with_name(f"before-restore-{_stamp(now())}.dump")
        backup(url, safety)
    load(parsed, source)
    return safety


def _is_bare(url: str) -> bool:
    engine = bare_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def _refuse_itself(parsed: URL, file: Path) -> None:
    if parsed.get_backend_name() == "sqlite" and file.absolute() == file_of(parsed).absolute():
        raise Refusal(f"“{file}”就是正在使用的数据库，不能作备份文件。请另指一个文件。")


def _restore_file(source: Path, target: Path) -> Path | None:
    refuse_network(target)
    unborn = target.with_name(f"{target.name}.{os.getpid()}.part")
    with _told(unborn):
        refuse_unknown(_revision(source))
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, unborn)
        _checked(unborn)
        _settle(unborn)
        safety = _put_aside(target) if target.exists() else None
        unborn.replace(target)
        _settle(target.parent)
    return safety


def _put_aside(target: Path) -> Path:
    """Copy what stands at the office's place; raises ``Unavailable`` while somebody has it open."""
    _refuse_while_open(target)
    safety = target.with_name(f"{target.stem}-before-restore-{_stamp(now())}{target.suffix}")
    shutil.copy2(target, safety)
    _settle(safety)
    for ending in ("-wal", "-shm"):  # left by a crash; they would be read into the restored file
        left = target.with_name(target.name + ending)
        if left.exists():
            left.replace(safety.with_name(safety.name + ending))
    return safety


def _refuse_while_open(target: Path) -> None:
    """Fold the log in, which succeeds only for the single user of a file; a damaged file has no user."""
    with closing(sqlite3.connect(target, isolation_level=None, timeout=0)) as connection:
        try:
            left = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.Error as error:
            trouble = unavailable(error)
            if trouble is not None and str(trouble) == BUSY:
                raise Unavailable("别的窗口正开着这个数据库，没有恢复。请关闭所有窗口后再试。") from error
            return
    if left == "wal":
        raise Unavailable("别的窗口正开着这个数据库，没有恢复。请关闭所有窗口后再试。")


def _copy(source: Path, target: Path) -> None:
    """Copy a database as of one moment, its log included."""
    if not source.exists():
        raise Refusal(f"找不到文件“{source}”。请检查路径。")
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=10)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _checked(path: Path) -> tuple[str, int, int]:
    """Read a copy from end to end; return its form and how many documents and entries it holds."""
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise SpoiltBackup(DAMAGED)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise SpoiltBackup(DAMAGED)
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        entries = connection.execute("SELECT count(*) FROM ledger_entries").fetchone()[0]
        told = connection.execute("SELECT coalesce(max(entry_count), 0) FROM ledger_heads").fetchone()[0]
        documents = 0 if revision == _BEFORE_DOCUMENTS else connection.execute(_DOCUMENTS).fetchone()[0]
    if entries != told:
        raise SpoiltBackup(f"副本不完整：台账应有 {told} 笔，只有 {entries} 笔。请重新备份，并核对台账。")
    return revision, documents, entries


def _revision(source: Path) -> str | None:
    engine = bare_engine(f"sqlite:///{source.absolute()}", read_only=False)
    try:
        return revision_of(engine)
    finally:
        engine.dispose()


def _server_counts(url: str) -> tuple[str, int, int]:
    engine = bare_engine(url, read_only=True)
    try:
        revision = revision_of(engine)
        refuse_unknown(revision)
        with engine.connect() as connection:
            entries = connection.exec_driver_sql("SELECT count(*) FROM ledger_entries").scalar_one()
            before = revision == _BEFORE_DOCUMENTS
            documents = 0 if before else connection.exec_driver_sql(_DOCUMENTS).scalar_one()
    finally:
        engine.dispose()
    return str(revision), documents, entries


@contextmanager
def _told(unborn: Path) -> Iterator[None]:
    """Say in Chinese what the disk says, and leave no half file."""
    try:
        yield
    except sqlite3.Error as error:
        raise unavailable(error) or error from error
    except OSError as error:
        raise Unavailable(f"备份或恢复时读写文件出错（{why(error)}）。请检查磁盘空间和文件夹权限。") from error
    finally:
        unborn.unlink(missing_ok=True)
        unborn.with_name(unborn.name + "-journal").unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Wait until the file or folder is on the disk itself."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp(at: datetime) -> str:
    return local(at).strftime("%Y%m%d-%H%M%S")
