"""What the papers of a work order read of it: the caller as far as he may be printed, and its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.clock import typed_moment
from app.forms.masking import WITHHELD
from app.forms.order_rules import ANONYMOUS
from app.forms.orders import HIDDEN_TITLE
from app.hotline.clocks import OrderRules
from app.hotline.models import Record, RecordKind, Secrecy, Share, WorkOrder
from app.hotline.ports import OrderUnit
from app.people.models import Actor, DivisionId

K = RecordKind
REDISPATCHING = ("重新分派", "裁定")  # verdicts by which an order is dispatched anew


@dataclass(frozen=True, kw_only=True)
class Source:
    """An order with its course, as its papers read it: for whom, when, by which rules."""

    unit: OrderUnit
    actor: Actor
    order: WorkOrder
    records: tuple[Record, ...]
    shares: tuple[Share, ...]
    rules: OrderRules
    at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether nobody but named roles may read what the order is about."""
        return self.order.secrecy is Secrecy.WHOLE

    def of_kind(self, kind: RecordKind) -> tuple[Record, ...]:
        """Return what of a kind is on record, oldest first."""
        return tuple(each for each in self.records if each.kind is kind)

    def record(self, key: int) -> Record:
        """Return the record of a key."""
        return next(each for each in self.records if each.id == key)

    def dispatch_before(self, record: Record | None = None) -> Record | None:
        """Return the last dispatch, or the last before something was put on record."""
        found = [each for each in self.records if is_dispatch(each) and (not record or each.id < record.id)]
        return found[-1] if found else None

    def dispatched(self, record: Record | None = None) -> str:
        """Return when the order was dispatched to who has it (or had it at the record), as forms keep it."""
        found = self.dispatch_before(record)
        return typed_moment(found.at) if found else ""

    def telephone_of(self, division: int) -> str:
        """Return the telephone of a division."""
        return self.unit.people.get_division(DivisionId(division)).counter_telephone


def is_dispatch(record: Record) -> bool:
    """Tell whether the order went to a division by this."""
    return record.kind is K.DISPATCH or (
        record.kind is K.VERDICT and record.fields.get("verdict") in REDISPATCHING
    )


def following(records: Iterable[Record], record: Record, kind: RecordKind) -> Record | None:
    """Return the next of a kind put on record after another one, before one like the other comes again."""
    for each in records:
        if each.id <= record.id:
            continue
        if each.kind is kind:
            return each
        if each.kind is record.kind:
            return None
    return None


def caller_of(order: WorkOrder) -> dict[str, str]:
    """Return who called as a paper may print him: not at all where he is kept secret (条例 第三十四条)."""
    caller = order.caller
    if order.is_confidential:
        return {"caller": WITHHELD, "telephone": WITHHELD, "address": WITHHELD}
    name = caller.name or (ANONYMOUS if caller.anonymous else "")
    return {"caller": name, "telephone": caller.telephone, "address": caller.address}


def head_of(source: Source) -> dict[str, str]:
    """Return number, type and title as a letter prints them: that of an efficiency complaint is withheld."""
    order = source.order
    title = HIDDEN_TITLE if source.is_whole else order.title
    return {"number": order.number, "type": order.type.value, "title": title}


def content_of(source: Source) -> str:
    """Return what a letter prints of the matter itself."""
    return WITHHELD if source.is_whole else source.order.content


def day(when: date | None) -> str:
    """Return a date as forms keep it, "" for none."""
    return when.isoformat() if when is not None else ""


def filled_in(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known; what is empty is left out."""
    return {key: value for key, value in known.items() if value not in ("", None, [])}
