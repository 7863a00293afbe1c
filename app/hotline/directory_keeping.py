"""Keeping the responsibility directory: who answers for what, from when; by hand or from a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.clock import Clock, office_date
from app.errors import BadInput, Conflict
from app.forms.checks import read_values
from app.hotline.advising_ports import AdviceStore, AdviceUnit
from app.hotline.directory import (
    ENTRY,
    DirectoryEntry,
    EntryId,
    filled_entry,
    problems_of,
    typed_entry,
)
from app.hotline.directory_sheet import SheetLine, lines_of
from app.hotline.filling import filled
from app.hotline.places import division_of
from app.ledger.entering import enter
from app.ledger.models import subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, require
from app.people.standing import standing

NEW = EntryId(0)


@dataclass(frozen=True, kw_only=True)
class SaveEntry:
    """Keep a line (``entry`` 0: a new one) as filled in; ``version`` is that of the line that was looked at."""

    entry: EntryId = NEW
    version: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DirectoryReport:
    """What a sheet brought: how many new, changed and unchanged lines, and what is wrong with the others."""

    new: int
    changed: int
    same: int
    faults: tuple[str, ...]


class DirectoryKeeping:
    """The directory's use cases; who sees orders reads it, who may edit changes it."""

    def __init__(self, store: AdviceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self, actor: Actor) -> tuple[DirectoryEntry, ...]:
        """Return every line, those in force first."""
        today = office_date(self._clock())
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_DIRECTORY if may(actor, Right.EDIT_DIRECTORY) else Right.SEE_ORDERS)
            lines = unit.directory.all()
        return tuple(sorted(lines, key=lambda each: not each.in_force(today)))

    @once
    def save(self, actor: Actor, command: SaveEntry) -> DirectoryEntry:
        """Keep a line; raises ``BadInput`` with everything wrong, and ``Conflict``."""
        values, problems = read_values(ENTRY, filled(ENTRY, command.fields))
        if problems:
            raise BadInput.listing(problems)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_DIRECTORY)
            before = unit.directory.get(command.entry) if command.entry else None
            if before is not None and command.version not in (0, before.version):
                raise Conflict(
                    "这一条职责目录刚被别人改过，您填的内容还在，请核对后再保存。", typed_entry(before)
                )
            return self._keep(unit, actor, before, values)

    @once
    def import_sheet(self, actor: Actor, path: Path) -> DirectoryReport:
        """Take over a sheet of lines; a line of the same topic, lead and first day is changed.

        Good lines enter, what is wrong with others is told. Raises ``BadInput`` for a sheet without headings.
        """
        lines = lines_of(path)
        counts, faults = dict.fromkeys(("new", "changed", "same"), 0), []
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_DIRECTORY)
            for line in lines:
                try:
                    counts[self._take(unit, actor, line)] += 1
                except BadInput as fault:
                    faults.append(f"第{line.row}行：{fault}".replace("\n", ""))
        return DirectoryReport(faults=tuple(faults), **counts)

    def _take(self, unit: AdviceUnit, actor: Actor, line: SheetLine) -> str:
        values, problems = read_values(ENTRY, filled(ENTRY, line.fields))
        if problems:
            raise BadInput.listing(problems)
        before = next(_like(unit, values), None)
        after = self._keep(unit, actor, before, values)
        if before is None:
            return "new"
        return "same" if after == before else "changed"

    def _keep(
        self, unit: AdviceUnit, actor: Actor, before: DirectoryEntry | None, values: dict[str, Any]
    ) -> DirectoryEntry:
        lead = division_of(unit.people, values["lead"], "lead")
        blank = before or _blank(values)
        after = replace(filled_entry(blank, values), lead=lead.id, lead_name=lead.name)
        if wrong := problems_of(after, unit.directory.all()):
            raise BadInput.listing(wrong)
        if after == before:
            return after
        if before is None:
            after = replace(after, id=unit.directory.add(after))
        else:
            unit.directory.save(after)
        text = f"{'新增' if before is None else '修改'}职责目录：{after.topic}→{after.lead_name}"
        detail: dict[str, object] = {"after": typed_entry(after)}
        if before is not None:
            detail["before"] = typed_entry(before)
        about = subject("directory", after.id)
        deed = deed_of(actor, self._clock(), "save_directory", about, text, **detail)
        enter(unit.ledger, deed, newborn=before is None)
        return unit.directory.get(after.id)


def _like(unit: AdviceUnit, values: Mapping[str, Any]) -> Iterator[DirectoryEntry]:
    """Yield the line that a sheet's line is about."""
    lead = division_of(unit.people, values["lead"], "lead")
    for each in unit.directory.all():
        same = (each.topic, each.lead) == (values["topic"].strip(), lead.id)
        if same and each.effective_from.isoformat() == values["effective_from"]:
            yield each


def _blank(values: Mapping[str, Any]) -> DirectoryEntry:
    return DirectoryEntry(
        id=NEW,
        topic="",
        keywords=(),
        lead=0,
        lead_name="",
        effective_from=date.fromisoformat(values["effective_from"]),
    )
