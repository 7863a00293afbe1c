"""Writes what is due into a package and reads it back at once: nothing is proposed that was not proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.clock import Clock, office_date
from app.documents.destruction_register.fields import MOST, MOST_THINGS
from app.ledger.entering import enter
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.retention.commands import CalledOff, ExportDue, NothingDue, Tell, TooMany, unheard
from app.retention.left import LeftBehind, counted, in_order
from app.retention.models import DuePaper
from app.retention.packing import Label, Packed, PackedLeft, Packer
from app.retention.ports import RetentionStore
from app.retention.retention import old_reach
from app.retention.telling import telling
from app.retention.terms import due_spans
from app.retention.unpacking import Package, read_package

LOT = 50  # papers read at once


class Exporting:
    """Writes packages, and reads them."""

    def __init__(self, store: RetentionStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def export(self, actor: Actor, command: ExportDue, tell: Tell = unheard) -> Package:
        """Write the chosen papers that may be destroyed into a new file, and read it back.

        Nothing is left half-written.
        Raises ``NothingDue``, ``TooMany``, ``BadInput``, ``Unavailable``, ``CalledOff``.
        """
        path = command.path if command.path.suffix.lower() == ".zip" else Path(f"{command.path}.zip")
        due, left, label = self._due(actor, command)
        packer = Packer(path, label)
        try:
            for packed in telling(tell, "写档案包", self._lots(due), len(due)):
                packer.add(packed)
            for each in telling(tell, "写资料", left, len(left)):
                self._pack_left(packer, each)
        except BaseException:
            packer.give_up()
            raise
        packer.close()
        try:
            package = read_package(path, tell)
        except CalledOff:
            path.unlink(missing_ok=True)
            raise
        self._enter(actor, package)
        return package

    def _pack_left(self, packer: Packer, left: LeftBehind) -> None:
        """Write what goes with the last papers; its files are read one by one."""
        with self._store.read() as unit:
            told = unit.retention.told(left)
            files = ((each["name"], unit.retention.file(each["id"])) for each in told.get("attachments", ()))
            entries = unit.ledger.entries_of(subject(left.kind, left.id))
            packer.add_left(PackedLeft(left=left, told=told, files=files, entries=entries))

    def _lots(self, due: Sequence[DuePaper]) -> Iterator[Packed]:
        for start in range(0, len(due), LOT):
            yield from self._packed(due[start : start + LOT])

    def _due(
        self, actor: Actor, command: ExportDue
    ) -> tuple[tuple[DuePaper, ...], tuple[LeftBehind, ...], Label]:
        now = self._clock()
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.APPRAISE)
            spans = due_spans(unit.retention.rules(), office_date(now))
            every = unit.retention.due(spans, command.chosen, old_reach(actor), 1_000_000)
            due = tuple(each for each in every if each.why is None)
            if len(due) > MOST:
                told = f"所选范围有{len(due)}件，一批最多{MOST}件（一本销毁清册）。请按类型或年度分批导出。"
                raise TooMany(told)
            left = unit.retention.left_by([each.id for each in due])
            bare: tuple[LeftBehind, ...] = ()
            if old_reach(actor) is None:
                bare = unit.retention.bare(spans, command.chosen, max(0, MOST_THINGS - len(left)))
            if not due and not bare:
                raise NothingDue("所选范围里没有可以鉴定销毁的到期文书：没有到期的，或者都因故保留。")
            label = Label(bureau=unit.office.settings().bureau, at=now, by=actor.signed)
        return due, in_order((*left, *bare)), label

    def _packed(self, due: Sequence[DuePaper]) -> tuple[Packed, ...]:
        with self._store.read() as unit:
            return tuple(
                Packed(
                    document=unit.documents.get(each.id),
                    entries=unit.ledger.entries_of(subject("document", each.id)),
                    term=each.term,
                )
                for each in due
            )

    def _enter(self, actor: Actor, package: Package) -> None:
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            also = f"，连同{counted(package.left).said}的资料" if package.left else ""
            text = f"导出到期文书{len(package.papers)}件{also}到档案包{package.name}"
            detail = {"digest": package.digest, "numbers": [each.number for each in package.papers]}
            about = subject("office", "archive")
            enter(unit.ledger, deed_of(actor, self._clock(), "export_archive", about, text, **detail))
