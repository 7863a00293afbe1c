"""Backups: made by command, by menu and every day by themselves, checked after writing, rotated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from app.clock import Clock, local
from app.errors import BadInput
from app.forms.characters import text_faults
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.office.ports import OfficeStore
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing


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

    def make(self, target: Path, actor: Actor | None = None) -> Path:
        """Write a checked copy and enter it in the ledger, the machine's own deed without an actor.

        Raises ``NotAllowed``, ``Unavailable``.
        """
        self._allow(actor)
        self._writer.backup(target)
        self._enter(actor, "backup", f"备份到{target.name}")
        return target

    def restore(self, actor: Actor, source: Path, reason: str) -> None:
        """Put a copy in the office's place and enter it in the restored ledger; all must sign in anew.

        Raises ``NotAllowed``, ``Refusal`` for what is no copy, ``Unavailable`` while it is open elsewhere.
        """
        self._allow(actor)
        if faults := text_faults("恢复的原因", reason, lines=True, longest=1_000):
            raise BadInput(faults[0])
        self._writer.restore(source)
        self.tell_restored(actor, source, reason)

    def tell_restored(self, actor: Actor | None, source: Path, reason: str) -> None:
        """Enter in the ledger of a restored office from what it was restored, by whom and why."""
        made = copy_at(source).made.isoformat() if source.exists() else ""
        self._enter(actor, "restore", f"从{source.name}恢复：{reason}", written=made, reason=reason)

    def _allow(self, actor: Actor | None) -> None:
        if actor is not None:
            with self._store.read() as unit:
                require(standing(unit.people, actor), Right.KEEP_BACKUPS)

    def _enter(self, actor: Actor | None, act: str, summary: str, **detail: object) -> None:
        about, now = subject("office", "backup"), self._clock()
        if actor is not None:
            deed = deed_of(actor, now, act, about, summary, **detail)
        else:
            deed = Deed(
                at=now, actor=None, actor_name="本机", act=act, subject=about, summary=summary, detail=detail
            )
        with self._store.begin() as unit:
            enter(unit.ledger, deed)

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
