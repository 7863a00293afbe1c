"""Files on the disk: written under another name, settled, and never left half."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.clock import local, now
from app.errors import Unavailable, why
from db.trouble import unavailable


def settle(path: Path) -> None:
    """Wait until the file or folder is on the disk itself."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stamp(at: datetime | None = None) -> str:
    """Return a moment (now) as it stands in a file's name, in the office's time."""
    return local(at or now()).strftime("%Y%m%d-%H%M%S")


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def unborn_beside(target: Path) -> Iterator[Path]:
    """Lend the name under which a file is written until it is whole; leave no half file."""
    unborn = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield unborn
    finally:
        for half in (unborn, unborn.with_name(unborn.name + "-journal")):
            with suppress(OSError):
                half.unlink()


@contextmanager
def told() -> Iterator[None]:
    """Say in Chinese what the disk says."""
    try:
        yield
    except sqlite3.Error as error:
        raise unavailable(error) or error from error
    except OSError as error:
        where = f"“{error.filename}”" if error.filename else "文件"
        text = f"备份或恢复时读写{where}出错（{why(error)}）。请检查磁盘空间和文件夹权限。"
        raise Unavailable(text) from error
