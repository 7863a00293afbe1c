"""Backups: made by command, by menu and every day by themselves, checked by restoring, rotated."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from app.clock import Clock, local
from app.errors import BadInput, Refusal, Unavailable
from app.forms.characters import text_faults
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.office.copying import BackupWriter, Guest, Manner, OthersConnected, Proof, Restored
from app.office.health import Health
from app.office.ports import OfficeStore
from app.people.deeds import deed_of, machines_deed
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing

BACKUP = subject("office", "backup")
# The deeds that prove a copy: it was restored, beside the office or in its place.
COPIED = ("backup", "restore")
_ENDINGS = {".db", ".dump", ".sqlite"}
_MADE = attrgetter("made")


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy that was made: its file, when, how many bytes, and whether it was restored and compared then.

    The ledger may know nothing of it (None).
    """

    path: Path
    made: datetime
    size: int
    checked: bool | None = None


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

    def owner_needed(self, actor: Actor) -> str:
        """Return the owner's account where a copy needs it, else ""; raises ``NotAllowed``, ``Unavailable``."""
        self._allow(actor)
        return self._writer.owner_needed()

    def health(self, actor: Actor) -> Health:
        """Look at the database; raises ``NotAllowed``, ``Unavailable``."""
        self._allow(actor)
        return self._writer.health()

    def guests(self, actor: Actor) -> tuple[Guest, ...]:
        """Return who else is connected; raises ``NotAllowed``, ``Unavailable``."""
        self._allow(actor)
        return self._writer.guests()

    def make(self, target: Path, actor: Actor | None = None, manner: Manner | None = None) -> Path:
        """Write a checked copy and enter it in the ledger; return its file. Raises as ``prove`` does."""
        return self.prove(target, actor, manner).path

    def prove(self, target: Path, actor: Actor | None = None, manner: Manner | None = None) -> Proof:
        """Write a copy, check it and enter both in the ledger, the machine's own deed without an actor.

        What fails is entered too, where that can be. Raises ``NotAllowed``, ``Refusal``, ``Unavailable``.
        """
        self._allow(actor)
        try:
            proof = self._writer.backup(target, manner or Manner())
        except (Refusal, Unavailable) as trouble:
            with suppress(Refusal, Unavailable):
                self._enter(actor, "backup_failed", f"备份到{target.name}没有成功", why=str(trouble))
            raise
        result = "恢复核对一致" if proof.is_checked else "未恢复核对"
        self._enter(actor, "backup", f"备份到{target.name}，{result}", machine=platform.node(), **proof.told())
        return proof

    def restore(self, actor: Actor, source: Path, reason: str, manner: Manner | None = None) -> Restored:
        """Put a copy in the office's place and enter it in the restored ledger; all must sign in anew.

        Raises ``NotAllowed``, ``Refusal`` for what is no copy, ``OthersConnected`` or ``Unavailable`` while it
        is open elsewhere.
        """
        self._allow(actor)
        if faults := text_faults("恢复的原因", reason, lines=True, longest=1_000):
            raise BadInput(faults[0])
        if guests := self._writer.guests():
            raise OthersConnected(guests)
        restored = self._writer.restore(source, manner or Manner())
        self.tell_restored(actor, source, reason)
        return restored

    def tell_restored(self, actor: Actor | None, source: Path, reason: str) -> None:
        """Enter in the ledger of a restored office from what it was restored, by whom and why."""
        found: dict[str, object] = {"file": source.name, "path": str(source.absolute()), "checked": True}
        if source.exists():
            copy = copy_at(source)
            found |= {"written": copy.made.isoformat(), "size": copy.size}
        self._enter(actor, "restore", f"从{source.name}恢复：{reason}", reason=reason, **found)

    def make_daily(self) -> Path | None:
        """Write today's copy unless one is there and known, and keep as many as the office wants."""
        today = f"office-{local(self._clock()):%Y%m%d}-"
        if any(each.path.name.startswith(today) and each.checked is not None for each in self.kept()):
            return None
        return self.make_in(self._folder).path

    def make_in(self, folder: Path, actor: Actor | None = None, manner: Manner | None = None) -> Proof:
        """Write a copy into a folder under the name of this moment; keep as many there as the office wants."""
        with self._store.read() as unit:
            keep = unit.office.settings().backups_kept
        proof = self.prove(folder / self._writer.name(self._clock()), actor, manner)
        self._writer.rotate(folder, keep)
        return proof

    def kept(self) -> tuple[Copy, ...]:
        """Return the copies in the automatic folder, newest first."""
        told = {
            (each["file"], each.get("size")): bool(each["checked"])
            for each in self._told()
            if "checked" in each
        }
        return tuple(replace(copy, checked=told.get((copy.path.name, copy.size))) for copy in self._in_folder())

    def newest(self) -> Path | None:
        """Return the newest copy this machine can reach: of the folder, or where the ledger says one went."""
        told = (Path(each["path"]) for each in reversed(self._told()) if each.get("path"))
        elsewhere = next((copy_at(path) for path in told if path.is_file()), None)
        found = [*self._in_folder()[:1], *filter(None, [elsewhere])]
        return max(found, key=_MADE).path if found else None

    @property
    def folder(self) -> Path:
        """The folder of the automatic copies."""
        return self._folder

    def suggested(self) -> Path:
        """Return where a copy made now would lie among the others, in a folder that is there if it can be."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / self.suggested_name()

    def suggested_name(self) -> str:
        """Return a file name for a copy made now."""
        return self._writer.name(self._clock())

    @property
    def on_server(self) -> bool:
        """Whether the office lies on a server, whose copies are dumps and whose days nobody's window begins."""
        return self.suggested_name().endswith(".dump")

    def _in_folder(self) -> list[Copy]:
        found = self._folder.glob("office-*")
        copies = [copy_at(path) for path in found if path.suffix in _ENDINGS and path.is_file()]
        return sorted(copies, key=_MADE, reverse=True)

    def _told(self) -> list[dict[str, Any]]:
        """Return what the ledger tells of every copy, oldest first."""
        with self._store.read() as unit:
            entries = unit.ledger.entries_of(BACKUP)
        return [json.loads(each.detail or "{}") for each in entries if each.act in COPIED]

    def _allow(self, actor: Actor | None) -> None:
        if actor is not None:
            with self._store.read() as unit:
                require(standing(unit.people, actor), Right.KEEP_BACKUPS)

    def _enter(self, actor: Actor | None, act: str, summary: str, **detail: object) -> None:
        with self._store.begin() as unit:
            enter(unit.ledger, deed_on_copies(actor, self._clock(), act, summary, **detail))


def deed_on_copies(actor: Actor | None, at: datetime, act: str, summary: str, **detail: object) -> Deed:
    """Return what was done with a copy, the machine's own deed without an actor."""
    if actor is None:
        return machines_deed(at, act, BACKUP, summary, **detail)
    return deed_of(actor, at, act, BACKUP, summary, **detail)
