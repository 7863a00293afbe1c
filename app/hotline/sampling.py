"""Which completed orders are called back (抽查回访): drawn by a seed, so that an inspector draws the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.hotline.clocks import OrderRules
from app.hotline.models import OrderType, WorkOrder

SUPERVISED, REDONE = "督办过的全部回访", "重办过的全部回访"
OF_COURSE = (SUPERVISED, REDONE)
_OF = 100


@dataclass(frozen=True, kw_only=True)
class Terms:
    """By which seed and rate (of a hundred) an order is drawn."""

    seed: str
    rate: int

    def lot_of(self, number: str) -> int:
        """Return an order's lot, 0 to 99: the SHA-256 of seed and number, taken as a number, modulo 100."""
        return int(sha256(f"{self.seed}:{number}".encode()).hexdigest(), 16) % _OF

    def kept(self) -> dict[str, object]:
        """Return what is put on record, so that the draw can be done again whatever is set later."""
        return {"seed": self.seed, "rate": self.rate}


@dataclass(frozen=True, kw_only=True)
class Lot:
    """One completed order in the draw: its ``lot`` (0 to 99) by its ``terms``, and why it was drawn."""

    number: str
    type: OrderType
    division_name: str
    lot: int
    terms: Terms
    why: str

    @property
    def rate(self) -> int:
        """How many of a hundred of its type were called back."""
        return self.terms.rate

    @property
    def drawn(self) -> bool:
        """Whether it is called back."""
        return bool(self.why)

    @property
    def holds(self) -> bool:
        """Whether the draw, done again by its terms, comes out as it is on record."""
        return self.drawn == (self.lot < self.rate or self.why in OF_COURSE)


def terms_of(kind: OrderType, rules: OrderRules, told: Mapping[str, Any] | None = None) -> Terms:
    """Return the terms of a draw: those on record (``told``), else those of today."""
    now = Terms(seed=rules.settings.sample_seed, rate=rules.sample_of(kind))
    if not told or "seed" not in told:
        return now
    return Terms(seed=str(told["seed"]), rate=int(told["rate"]))


def why_drawn(order: WorkOrder, terms: Terms) -> str:
    """Return why the order is called back, "" where it is not."""
    if order.supervisions:
        return SUPERVISED
    if order.reworks:
        return REDONE
    lot = terms.lot_of(order.number)
    return f"签号{lot}小于比例{terms.rate}" if lot < terms.rate else ""


def drawn_words(order: WorkOrder, terms: Terms) -> str:
    """Return what a call-back's paper says of the draw: the seed, the lot and the rate, or why without one."""
    lot = f"种子“{terms.seed}”，签号{terms.lot_of(order.number)}，{order.type.value}抽查比例{terms.rate}%"
    return f"{why_drawn(order, terms) or '不在抽查之列，另行回访'}（{lot}）"


def drawing(order: WorkOrder, terms: Terms, told: str | None, division_name: str) -> Lot:
    """Return the order as the draw lists it; ``told`` is what was put on record (None: before it was)."""
    return Lot(
        number=order.number,
        type=order.type,
        division_name=division_name,
        lot=terms.lot_of(order.number),
        terms=terms,
        why=why_drawn(order, terms) if told is None else told,
    )


def rule_in_words(rules: OrderRules) -> str:
    """Return the rule of the draw, so that anybody can repeat it with another program."""
    rates = "、".join(f"{kind.value}{rules.sample_of(kind)}%" for kind in OrderType)
    return (
        f"抽样种子“{rules.settings.sample_seed}”。把“种子:工单编号”（UTF-8）的SHA-256值作为整数，除以100取余数，"
        f"即签号（0至99）；签号小于该类型抽查比例的抽中。比例：{rates}。督办过或重办过的不论签号，全部回访。"
    )
