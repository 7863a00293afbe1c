"""The use case of imports: read what the city platform exported, rehearse, and take the good rows over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.clock import Clock
from app.errors import BadInput
from app.hotline.clocks import OrderRules
from app.hotline.columns import COLUMNS
from app.hotline.importing_models import (
    SHOWN,
    Batch,
    ChangedOrder,
    Heading,
    Outcome,
    ReadTable,
    Rehearsal,
)
from app.hotline.importing_orders import Making
from app.hotline.importing_ports import ImportStore, ImportUnit
from app.hotline.importing_taking import Origin, Ready, differing, made_ready, take_in
from app.hotline.places import handlers_of
from app.hotline.reading import ASIDE, Table, require_columns, source_of_file, source_of_text, table_of
from app.hotline.reading_rows import Incoming, Rejected, read_rows
from app.hotline.unswept import unswept
from app.ledger.entering import enter
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.sheets.headings import plain
from app.sheets.writing import write_table

CHUNK = 5_000  # rows of one unit of work
_FIRST = 5
REASON = "原因"
Tell = Callable[[int, int], bool]


def go_on(_done: int, _total: int) -> bool:
    """Tell nobody how far the import is, and never call it off."""
    return True


class _Compared:
    """What the rows of a table are to the archive, looked up by the lot; the first new lot is made ready."""

    def __init__(self, unit: ImportUnit, making: Callable[[], Making], begun: Any) -> None:
        self.new: list[Incoming] = []
        self.altered: list[Incoming] = []
        self.changes: list[ChangedOrder] = []
        self.same = 0
        self.ready: Ready | None = None
        self._unit = unit
        self._making = making
        self._begun = begun
        self._rows: list[Incoming] = []

    def add(self, row: Incoming) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) == CHUNK:
            self.look()

    def look(self) -> None:
        """Look up the rows that were added since."""
        known = self._unit.orders.find_by_numbers(each.number for each in self._rows)
        for row in self._rows:
            before = known.get(row.number)
            found = () if before is None else differing(self._unit, before, row)[1]
            if before is None:
                self.new.append(row)
            elif found:
                self.changes.append(ChangedOrder(row.row, row.number, found))
                self.altered.append(row)
            else:
                self.same += 1
        self._rows = []
        if self.ready is None and len(self.new) >= CHUNK:
            self.ready = made_ready(self._unit, self._making(), tuple(self.new[:CHUNK]), self._begun)


class Importing:
    """Brings in the work orders of the city platform's tables."""

    def __init__(self, store: ImportStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @unswept()
    def read(self, actor: Actor, command: ReadTable) -> Rehearsal:
        """Rehearse the import of a table; nothing enters. Raises ``BadInput`` where it cannot be read."""
        now = self._clock()
        with self._store.read() as unit:
            require(standing(unit.people, actor), Right.DISPATCH_ORDER)
        source = source_of_file(command.path) if command.path else source_of_text(command.text)
        bare = () if command.path else tuple(column.title for column in COLUMNS)
        mapping = command.mapping or {}
        table = table_of(source, mapping, bare=bare)
        if command.mapping is None and (kept := self._remembered(table.source)):
            mapping, table = kept, table_of(source, kept, bare=bare)
        begun = Rehearsal(
            file=source.name,
            sha256=source.sha256,
            sheet=table.sheet,
            source=table.source,
            headings=_headings(table, mapping),
            rows=len(table.lines),
        )
        try:
            require_columns(table, source.name)
        except BadInput as lacking:
            return replace(begun, lacking=str(lacking))
        return self._rehearsed(actor, begun, table, now)

    def _remembered(self, source: str) -> Mapping[str, str] | None:
        with self._store.read() as unit:
            return unit.imports.mapping_of(source)

    def _rehearsed(self, actor: Actor, begun: Rehearsal, table: Table, now: datetime) -> Rehearsal:
        incoming: dict[str, Incoming] = {}
        rejected, repeated = [], 0
        with self._store.read() as unit:
            begun_lots = unit.orders.begin_ready(len(table.lines))
            compared = _Compared(unit, partial(self._making, unit, actor), begun_lots)
            for each in read_rows(table, now):
                if isinstance(each, Rejected):
                    rejected.append(each)
                elif each.number in incoming:
                    repeated += 1
                else:
                    incoming[each.number] = each
                    compared.add(each)
            compared.look()
        return replace(
            begun,
            new=len(compared.new),
            same=compared.same + repeated,
            changed=tuple(compared.changes[:SHOWN]),
            changes=len(compared.changes),
            rejected=tuple(rejected),
            first=tuple(incoming.values())[:_FIRST],
            todo=(*compared.new, *compared.altered),
            ready=compared.ready,
        )

    @unswept()
    def apply(self, actor: Actor, rehearsal: Rehearsal, tell: Tell = go_on) -> Outcome:
        """Take the good rows over, some thousand at a time, each lot as a whole or not at all.

        ``tell`` is told how much is done of how much and answers whether to go on. Raises ``BadInput`` where a
        column is missing.
        """
        if rehearsal.lacking:
            raise BadInput(rehearsal.lacking)
        batch, new, altered, done, total = 0, 0, 0, 0, len(rehearsal.todo)
        ready = rehearsal.ready
        goes_on = tell(0, total)
        lots = _chunks(rehearsal.todo, CHUNK) if rehearsal.todo else iter(((),))
        for lot in lots:
            if not goes_on:
                break
            with self._store.begin() as unit:
                making = self._making(unit, actor)
                batch = batch or _begin(unit, making, rehearsal)
                done += len(lot)
                following = rehearsal.todo[done : min(done + CHUNK, rehearsal.new)]
                origin = Origin(rehearsal.file, batch)
                taken = take_in(unit, making, lot, origin, ready=ready, following=following)
                unit.imports.count(batch, new=taken.new, changed=taken.changed, done=done == total)
            new, altered, ready = new + taken.new, altered + taken.changed, taken.ready
            goes_on = tell(done, total) or done == total
        outcome = Outcome(
            batch=batch,
            new=new,
            changed=altered,
            same=rehearsal.same + done - new - altered,
            rejected=len(rehearsal.rejected),
            stopped=done < total,
        )
        self._tell_end(actor, rehearsal, outcome)
        return outcome

    def batches(self, actor: Actor, limit: int = 50) -> tuple[Batch, ...]:
        """Return the newest imports."""
        with self._store.read() as unit:
            require(standing(unit.people, actor), Right.DISPATCH_ORDER)
            return unit.imports.batches(limit)

    def _making(self, unit: ImportUnit, actor: Actor) -> Making:
        actor = standing(unit.people, actor)
        require(actor, Right.DISPATCH_ORDER)
        every = unit.people.divisions()
        return Making(
            actor=actor,
            at=self._clock(),
            rules=OrderRules(calendar=self._shelf.current(unit.calendars), settings=unit.office.settings()),
            divisions={name: each for each in every for name in (each.code, each.name) if name},
            handlers=handlers_of(unit.people, every),
        )

    def _tell_end(self, actor: Actor, rehearsal: Rehearsal, outcome: Outcome) -> None:
        """Enter how an import ended that did not bring in what was rehearsed, or came in several lots.

        Whoever looks on hears of entries alone: of the later lots by this one.
        """
        as_rehearsed = (outcome.new, outcome.changed) == (rehearsal.new, rehearsal.changes)
        if not outcome.batch or (as_rehearsed and len(rehearsal.todo) <= CHUNK):
            return
        ended = "中途停止" if outcome.stopped else "完成"
        text = f"导入“{rehearsal.file}”{ended}：实际新增{outcome.new}件，更新{outcome.changed}件"
        about, now = subject("order_import", outcome.batch), self._clock()
        with self._store.begin() as unit:
            enter(unit.ledger, deed_of(standing(unit.people, actor), now, "end_order_import", about, text))


def _begin(unit: ImportUnit, making: Making, rehearsal: Rehearsal) -> int:
    """Put an import on record with its ledger entry, and remember what its headings were taken for."""
    actor = making.actor
    counts = {
        "new": rehearsal.new,
        "changed": rehearsal.changes,
        "same": rehearsal.same,
        "rejected": len(rehearsal.rejected),
    }
    kept = Batch(
        file=rehearsal.file,
        sha256=rehearsal.sha256,
        staff=actor.id,
        staff_name=actor.signed,
        at=making.at,
        same=rehearsal.same,
        rejected=len(rehearsal.rejected),
    )
    batch = unit.imports.begin(kept)
    unit.imports.remember(rehearsal.source, rehearsal.chosen, making.at)
    text = (
        f"导入12345工单“{rehearsal.file}”：新增{counts['new']}件，更新{counts['changed']}件，"
        f"未变{counts['same']}件，未导入{counts['rejected']}行"
    )
    detail = {"file": rehearsal.file, "sha256": rehearsal.sha256, **counts}
    about = subject("order_import", batch)
    enter(unit.ledger, deed_of(actor, making.at, "import_orders", about, text, **detail), newborn=True)
    return batch


def write_rejected(path: Path, rehearsal: Rehearsal) -> None:
    """Write the rows that were not taken as XLSX, with the reason in each; raises ``Unavailable``."""
    headings = (*(each.text for each in rehearsal.headings), REASON)
    rows = ((*each.cells, each.reason) for each in rehearsal.rejected)
    write_table(path, "未导入", headings, rows)


def _headings(table: Table, mapping: Mapping[str, str]) -> tuple[Heading, ...]:
    aside = frozenset(plain(heading) for heading, key in mapping.items() if key == ASIDE)
    key_at = {place: key for key, place in table.places.items()}
    some = table.lines[:50]

    def example(place: int) -> str:
        said = (line.cells[place] for line in some if place < len(line.cells))
        return next((each for each in said if each), "")

    return tuple(
        Heading(text, key_at.get(place, ""), example(place), aside=plain(text) in aside)
        for place, text in enumerate(table.headings)
    )


def _chunks(rows: Sequence[Incoming], size: int) -> Iterator[Sequence[Incoming]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
