"""Restore drills: run with a backup, entered in the living office's ledger, and put on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.clock import Clock
from app.drills.models import Drilled, Rehearsed
from app.errors import BadInput
from app.ledger.entering import enter
from app.office.backups import copy_at, deed_on_copies
from app.office.copying import BackupWriter, Manner
from app.office.ports import OfficeStore
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing


class DrillWriter(BackupWriter, Protocol):
    """The archive's way of copying itself, and of restoring a copy beside the office."""

    def drill(self, source: Path, manner: Manner) -> Rehearsed:
        """Restore into a scratch database and examine it; raises ``Refusal``, ``Unavailable``."""
        ...


@dataclass(frozen=True)
class Drills:
    """What may be asked about restoring in earnest, without doing it."""

    store: OfficeStore
    clock: Clock
    writer: DrillWriter

    def run(self, source: Path, actor: Actor | None, manner: Manner) -> Drilled:
        """Drill with a backup and enter it, the machine's own deed without an actor.

        Raises ``NotAllowed``, ``BadInput`` where there is no such file, ``Refusal``, ``Unavailable``.
        """
        with self.store.read() as unit:
            if actor is not None:
                require(standing(unit.people, actor), Right.KEEP_BACKUPS)
            bureau = unit.office.settings().bureau
        if not source.is_file():
            raise BadInput(f"找不到备份文件“{source}”。请先备份，或写明文件。")
        began = self.clock()
        shown = self.writer.drill(source, manner)
        drilled = Drilled(
            bureau=bureau,
            by=actor.name if actor is not None else "系统管理员（命令行）",
            began=began,
            ended=self.clock(),
            made=copy_at(source).made,
            shown=shown,
        )
        self._enter(actor, drilled)
        return drilled

    def _enter(self, actor: Actor | None, drilled: Drilled) -> None:
        result = "合格" if drilled.shown.is_sound else "不合格"
        text = f"用{drilled.shown.file}做恢复演练：{result}"
        with self.store.begin() as unit:
            enter(unit.ledger, deed_on_copies(actor, self.clock(), "restore_drill", text, **drilled.told()))
