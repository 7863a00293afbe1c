"""Backups: made by command, by menu and every day by themselves, checked after writing, rotated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from app.clock import Clock, local
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.office.ports import OfficeStore
from app.people.models import Actor
from app.people.permissions import Right, require


class BackupWriter(Protocol):
    """The archive's own way of copying itself."""

    def backup(self, target: Path) -> None:
        """Write a checked copy; raises ``Unavailable`` when it cannot be written or is not whole."""
        ...

    def restore(self, source: Path) -> None:
        """Put a copy in the office's place, keeping what it replaces.

        Raises ``Refusal`` for what is no copy of an office, ``Unavailable`` while somebody has it open.
        """
        ...

    def name(self, at: datetime) -> str:
        """Return the file name of a copy made at the moment."""
        ...

    def rotate(self, folder: Path, keep: int) -> None:
        """Keep the newest copies of a folder and remove the rest."""
        ...


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy that was made: its file, when, and how many bytes."""

    path: Path
    made: datetime
    size: int


def copy_at(path: Path) -> Copy:
    """Return the copy a file is."""
    found = path.stat()
    return Copy(path=path, made=datetime.fromtimestamp(found.st_mtime, UTC), size=found.st_size)


class Backups:
    """Copies of the whole office."""

    def __init__(self, store: OfficeStore, clock: Clock, writer: BackupWriter, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._writer = writer
        self._folder = folder

    def make(self, target: Path, actor: int | None = None, actor_name: str = "本机") -> Path:
        """Write a checked copy and enter it in the ledger; raises ``Unavailable``."""
        self._writer.backup(target)
        now = self._clock()
        with self._store.begin() as unit:
            enter(
                unit.ledger,
                Deed(
                    at=now,
                    actor=actor,
                    actor_name=actor_name,
                    act="backup",
                    subject=subject("office", "backup"),
                    summary=f"备份到{target.name}",
                    detail={},
                ),
            )
        return target

    def restore(self, actor: Actor, source: Path, reason: str) -> None:
        """Put a copy in the office's place and enter it in the restored ledger; all must sign in anew.

        Raises ``NotAllowed``, ``Refusal`` for what is no copy, ``Unavailable`` while it is open elsewhere.
        """
        require(actor, Right.KEEP_BACKUPS)
        made = copy_at(source).made if source.exists() else None
        self._writer.restore(source)
        with self._store.begin() as unit:
            enter(
                unit.ledger,
                Deed(
                    at=self._clock(),
                    actor=int(actor.id),
                    actor_name=actor.name,
                    act="restore",
                    subject=subject("office", "backup"),
                    summary=f"从{source.name}恢复：{reason}",
                    detail={"written": made.isoformat() if made else "", "reason": reason},
                ),
            )

    def make_daily(self) -> Path | None:
        """Write today's copy unless it is there, and keep as many as the office wants."""
        now = self._clock()
        if any(self._folder.glob(f"office-{local(now):%Y%m%d}-*")):
            return None
        with self._store.read() as unit:
            keep = unit.office.settings().backups_kept
        made = self.make(self._folder / self._writer.name(now))
        self._writer.rotate(self._folder, keep)
        return made

    def kept(self) -> tuple[Copy, ...]:
        """Return the copies in the automatic folder, newest first."""
        found = [path for path in self._folder.glob("office-*") if path.is_file()]
        copies = [copy_at(path) for path in found if path.suffix != ".part"]
        return tuple(sorted(copies, key=lambda copy: copy.made, reverse=True))

    @property
    def folder(self) -> Path:
        """The folder of the automatic copies."""
        return self._folder

    def suggested_name(self) -> str:
        """Return a file name for a copy made now."""
        return self._writer.name(self._clock())
