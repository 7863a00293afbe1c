"""Backup and restore: a copy is taken while the office works, and trusted once it was restored and read."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, inspect

from app.clock import now
from app.errors import Refusal, Unavailable
from app.ledger.reading import LedgerReading
from app.office.copying import Proof, Tell, silent
from db.copies.contents import Contents, file_contents, server_contents
from db.copies.file_backup import (
    SpoiltBackup,
    checked_file,
    copy_and_read,
    copy_file,
    restore_file,
    revision_in_file,
)
from db.copies.server_backup import dump, load, revision_in
from db.disk import hash_of, settle, stamp, told, unborn_beside
from db.engine import driver_of, file_of, parse_url, revision_of
from db.guests import refuse_guests, refuse_other_than_owner
from db.lending import lent
from db.revisions import HEAD, refuse_unknown
from db.scratch import NoScratch, scratch
from db.store import open_store

_NAME = re.compile(r"office-\d{8}-\d{6}\.(db|dump)")
_HALF = re.compile(r".+\.(db|dump|sqlite)\.\d+\.part(-journal)?")
_MINE = 0o600  # a copy holds what the office keeps from others
_DAY = 86_400  # seconds after which what a killed run left half is nobody's
_UNTOUCHED = "备份没有留下。请再备份一次；仍然如此时请核验台账，并联系管理员。"


def backup(url: str, target: Path, tell: Tell = silent) -> Proof:
    """Copy the office to a new file, whole or not at all, and prove it by restoring it.

    Raises ``Unavailable`` where it cannot be written, ``SpoiltBackup`` where it does not hold what the office
    held; an account that may make no scratch database leaves it unchecked, and says so.
    """
    parsed = parse_url(url)
    with told(), unborn_beside(target) as unborn:
        _refuse_itself(parsed, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        unborn.touch(mode=_MINE)
        if parsed.get_backend_name() == "postgresql":
            refuse_other_than_owner(url)
            revision = _form_on_server(url)
            held = dump(parsed, unborn, tell)
        else:
            held = copy_and_read(file_of(parsed), unborn, tell)
            revision = checked_file(unborn)
        unchecked, faults = _checked(url, unborn, held, tell)
        settle(unborn)
        proof = _proof(unborn, held, revision, unchecked, faults)
        unborn.replace(target)
        settle(target.parent)
    return replace(proof, path=target)


def restore(source: Path, url: str, tell: Tell = silent) -> Path | None:
    """Put a backup in the office's place; return the safety copy of what stood there, if anything did.

    Raises ``Refusal`` for a file that is no backup of ours or is newer than this program, ``OthersConnected``
    or ``Unavailable`` where the office is open elsewhere.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _restore_on_server(source, parsed, url, tell)
    _refuse_itself(parsed, source)
    target = file_of(parsed)
    with told(), unborn_beside(target) as unborn:
        return restore_file(source, target, unborn, tell)


def put_into(source: Path, there: str, tell: Tell = silent) -> Contents:
    """Put a backup into a scratch database that was lent, and return what it holds there."""
    parsed = parse_url(there)
    if parsed.get_backend_name() == "sqlite":
        copy_file(source, file_of(parsed), tell)
    else:
        load(parsed, source, tell)
    return contents_of(there, tell)


def contents_of(url: str, tell: Tell = silent) -> Contents:
    """Read what a database holds now."""
    with lent(url) as engine, engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return file_contents(driver_of(connection), tell, "核对各表")
        return server_contents(connection, tell, "核对各表")


def form_of(source: Path, url: str) -> str | None:
    """Return the form of the office in a backup; raises ``Refusal`` for what is none."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "postgresql":
        return revision_in(parsed, source)
    return revision_in_file(source)


def backup_before(url: str, folder: Path) -> Path:
    """Back up under the name of this moment, and return the file."""
    return backup(url, folder / backup_name(url, now())).path


def backup_name(url: str, at: datetime) -> str:
    """Return the file name a backup of this moment bears, in the office's time."""
    ending = "dump" if parse_url(url).get_backend_name() == "postgresql" else "db"
    return f"office-{stamp(at)}.{ending}"


def rotate(folder: Path, keep: int) -> tuple[Path, ...]:
    """Remove the oldest backups so that ``keep`` remain; other files are left alone. Return what went."""
    kept = sorted(path for path in folder.glob("office-*") if _NAME.fullmatch(path.name))
    gone = tuple(kept[: max(0, len(kept) - keep)])
    for path in gone:
        path.unlink()
    return gone


def _checked(url: str, unborn: Path, held: Contents, tell: Tell) -> tuple[str, tuple[str, ...]]:
    """Restore a copy into a scratch database and compare; return why not, and the office's own faults."""
    try:
        with scratch(url, unborn.parent) as there:
            found = put_into(unborn, there, tell)
            if differing := held.differing(found):
                raise SpoiltBackup(f"恢复到临时库核对不一致：{'、'.join(differing[:5])}。{_UNTOUCHED}")
            return "", _ledger_faults(there, tell)
    except NoScratch as lack:
        return str(lack), ()


def _ledger_faults(there: str, tell: Tell) -> tuple[str, ...]:
    tell("核验台账", 0, 0)
    with lent(there) as engine:
        if revision_of(engine) != HEAD:  # an office that is upgraded next: its rows were compared
            return ()
    store = open_store(there)
    try:
        return tuple(fault.text for fault in LedgerReading(store, now).verify().faults)
    finally:
        store.close()


def _proof(path: Path, held: Contents, revision: str, unchecked: str, faults: tuple[str, ...]) -> Proof:
    return Proof(
        path=path,
        size=path.stat().st_size,
        sha256=hash_of(path),
        tables=len(held.tables),
        rows=held.rows,
        digest=held.digest,
        revision=revision,
        documents=held.count("documents"),
        entries=held.count("ledger_entries"),
        unchecked=unchecked,
        faults=faults,
    )


def _sweep(folder: Path) -> None:
    """Remove what killed runs left half, once it is so old that nobody writes it any more."""
    for left in folder.glob("*.part*"):
        if _HALF.fullmatch(left.name) and time.time() - left.stat().st_mtime > _DAY:
            left.unlink(missing_ok=True)


def _restore_on_server(source: Path, parsed: URL, url: str, tell: Tell) -> Path | None:
    refuse_unknown(revision_in(parsed, source))
    safety = None
    if not _is_bare(url):
        refuse_guests(url)
        _refuse_small(source)
        safety = source.with_name(f"before-restore-{stamp()}.dump")
        kept = backup(url, safety, tell)
        refuse_guests(url)
        if _entries_on_server(url) != kept.entries:
            raise Unavailable("保存现有数据之后又有人登记，没有恢复。请确认所有人都已退出程序后再试。")
    load(parsed, source, tell)
    return safety


def _refuse_small(source: Path) -> None:
    """Raise where there is hardly room for the copy of what stands there."""
    try:
        free = shutil.disk_usage(source.absolute().parent).free
    except OSError:
        return
    if free < source.stat().st_size:
        raise Unavailable(
            f"“{source.absolute().parent}”所在磁盘只剩{free // 1_048_576}MB，存不下现有数据的备份，没有恢复。"
        )


def _is_bare(url: str) -> bool:
    with lent(url) as engine:
        return not inspect(engine).get_table_names()


def _refuse_itself(parsed: URL, file: Path) -> None:
    if parsed.get_backend_name() == "sqlite" and file.absolute() == file_of(parsed).absolute():
        raise Refusal(f"“{file}”就是正在使用的数据库，不能作备份文件。请另指一个文件。")


def _form_on_server(url: str) -> str:
    with lent(url, read_only=True) as engine:
        revision = revision_of(engine)
    refuse_unknown(revision)
    return str(revision)


def _entries_on_server(url: str) -> int:
    with lent(url, read_only=True) as engine, engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM ledger_entries").scalar_one())
