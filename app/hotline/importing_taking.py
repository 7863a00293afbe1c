"""Taking a lot of rows in: new orders all at once, changes of known ones one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from app.calendar.dues import Due
from app.custody.models import Holding
from app.hotline import steps
from app.hotline.corrections import CHANGES
from app.hotline.hushing import hush_past
from app.hotline.importing_models import Difference
from app.hotline.importing_orders import Making, changed, differences, newborn
from app.hotline.importing_ports import ImportUnit
from app.hotline.models import OrderId, OrderState, Record, RecordKind, WorkOrder, alike
from app.hotline.reading_rows import Incoming

_A_MOMENT = timedelta(minutes=1)
_FILE = "file"
_WHY = "市热线中心派单（导入）"


@dataclass(frozen=True)
class Origin:
    """Where orders come from: the table's name, and the import on record."""

    file: str
    batch: int


@dataclass(frozen=True)
class Ready:
    """The new orders of some rows, made a moment before they come, and what the archive made ready of them."""

    making: Making
    rows: tuple[Incoming, ...]
    made: Sequence[tuple[WorkOrder, Due | None]]
    kept: Any = None

    def fits(self, making: Making, rows: tuple[Incoming, ...]) -> bool:
        """Tell whether the rows would be made so now too, but for a moment."""
        is_recent = making.at - self.making.at <= _A_MOMENT
        return is_recent and replace(making, at=self.making.at) == self.making and self.rows == rows


@dataclass(frozen=True)
class Taken:
    """How many orders of a lot are new and how many changed, and what is ready of the next."""

    new: int
    changed: int
    ready: Ready | None


def take_in(
    unit: ImportUnit,
    making: Making,
    rows: Sequence[Incoming],
    origin: Origin,
    *,
    ready: Ready | None = None,
    following: tuple[Incoming, ...] = (),
) -> Taken:
    """Take rows in, which may be ``ready``; make the new orders that are ``following`` meanwhile."""
    known = unit.orders.find_by_numbers(row.number for row in rows)
    new = tuple(row for row in rows if row.number not in known)
    if ready is None or not ready.fits(making, new):
        ready = Ready(making, new, _made(making, new), ready and ready.kept)
    keys = unit.orders.new_keys(len(new))
    with unit.orders.counted_together():
        _bear(unit, ready, keys, origin)
        ahead = made_ready(unit, making, following, ready.kept) if following else None
    count = 0
    for row in rows:
        before = known.get(row.number)
        if before is not None:
            count += _change(unit, making, before, row, origin.file)
    return Taken(len(new), count, ahead)


def _made(making: Making, rows: Sequence[Incoming]) -> list[tuple[WorkOrder, Due | None]]:
    return [newborn(row, making) for row in rows]


def made_ready(unit: ImportUnit, making: Making, rows: tuple[Incoming, ...], before: Any) -> Ready:
    """Make the new orders of rows, and let the archive make them ready; ``before`` is what was made before."""
    made = _made(making, rows)
    return Ready(making, rows, made, unit.orders.made_ready([order for order, _due in made], before))


def _bear(unit: ImportUnit, ready: Ready, keys: Sequence[OrderId], origin: Origin) -> None:
    """Save new orders, put the open ones into the hands of who must act, and record where each came from."""
    making, made = ready.making, ready.made
    actor, at = making.actor, making.at
    held: dict[OrderId, Holding] = {}
    for key, (order, due) in zip(keys, made, strict=True):
        if order.is_open:
            handing = steps.Handing(why=_WHY, at=at, by=actor.holder, staff=order.handler, answer_by=due)
            held[key] = steps.holding_of(alike(order, {"id": key}), making.rules, handing)
    orders = [order for order, _due in made]
    unit.orders.add_many(orders, keys, held, ready.kept, origin.batch)
    unit.custody.start_many(list(held.values()), at, by=actor.holder)
    unit.course.record_many(list(_course(making, keys, orders, origin.file)))


def _course(
    making: Making, keys: Sequence[OrderId], orders: Sequence[WorkOrder], file: str
) -> Iterator[Record]:
    """Yield what goes on record of new orders: that they came, and how far the table says they are."""
    came = _record(making, OrderId(0), RecordKind.ARRIVAL, {_FILE: file})
    for key, order in zip(keys, orders, strict=True):
        yield alike(came, {"order": key})
        if order.is_open and order.dispatched_at is not None:
            yield _dispatched(making, key, order, file)
        if order.state is OrderState.HANDLING:
            yield _signed(making, key, order, file)


def _record(making: Making, order: OrderId, kind: RecordKind, fields: dict[str, object]) -> Record:
    actor = making.actor
    return Record(
        order=order,
        kind=kind,
        at=making.at,
        division=actor.division,
        division_name=actor.division_name,
        staff=actor.id,
        staff_name=actor.signed,
        fields=fields,
    )


def _dispatched(making: Making, key: OrderId, order: WorkOrder, file: str) -> Record:
    """Put the dispatch that the table tells of on record, at its own time."""
    assert order.dispatched_at is not None
    fields: dict[str, object] = {"lead": order.lead_name, "type": order.type.value, _FILE: file}
    plain = _record(making, key, RecordKind.DISPATCH, fields)
    return replace(
        plain, at=order.dispatched_at, division=order.lead, division_name=order.lead_name, due=order.due
    )


def _signed(making: Making, key: OrderId, order: WorkOrder, file: str) -> Record:
    """Put the signature that the table tells of on record, at its own time and in the signer's name."""
    assert order.signed_at is not None
    assert order.handler is not None
    return replace(
        _record(making, key, RecordKind.SIGNED, {_FILE: file}),
        at=order.signed_at,
        division=order.lead,
        division_name=order.lead_name,
        staff=order.handler,
        staff_name=order.handler_name,
    )


def differing(unit: ImportUnit, before: WorkOrder, row: Incoming) -> tuple[WorkOrder, tuple[Difference, ...]]:
    """Return the order as the table has it, and what is otherwise then."""
    after = changed(before, row, settled=False)
    found = differences(before, after)
    if found and before.state is OrderState.ARRIVED and _is_settled(unit, before):
        after = changed(before, row, settled=True)
        found = differences(before, after)
    return after, found


def _is_settled(unit: ImportUnit, order: WorkOrder) -> bool:
    """Tell whether somebody of ours corrected the order since it came."""
    records = unit.course.records(order.id)
    return any(each.kind is RecordKind.CHANGE and _FILE not in each.fields for each in records)


def _told_anew(unit: ImportUnit, before: WorkOrder, after: WorkOrder) -> WorkOrder:
    """Let lists of work tell the order as it is now; what is secret from now on they tell no more."""
    words = {"title": steps.title_of(after), "party": steps.party_of(after)}
    if before.is_open and words != {"title": steps.title_of(before), "party": steps.party_of(before)}:
        unit.custody.reword(steps.order_subject(after.id), **words)
    return hush_past(unit, before, after)


def _change(unit: ImportUnit, making: Making, before: WorkOrder, row: Incoming, file: str) -> bool:
    """Save what the table says otherwise, with a record that says what it was."""
    after, found = differing(unit, before, row)
    if not found:
        return False
    unit.orders.save(_told_anew(unit, before, after))
    if before.is_open:
        fields: dict[str, object] = {
            _FILE: file,
            CHANGES: [{"field": each.field, "before": each.before, "after": each.after} for each in found],
        }
        unit.course.record(_record(making, before.id, RecordKind.CHANGE, fields))
    return True
