"""Which completed orders are called back (抽查回访): drawn by a seed, so that an inspector draws the same."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from app.hotline.clocks import OrderRules
from app.hotline.models import OrderType, WorkOrder

_OF = 100


@dataclass(frozen=True, kw_only=True)
class Lot:
    """One completed order in the draw: its ``lot`` (0 to 99), the ``rate`` of its type, why it was drawn."""

    number: str
    type: OrderType
    division_name: str
    lot: int
    rate: int
    why: str

    @property
    def drawn(self) -> bool:
        """Whether it is called back."""
        return bool(self.why)


def lot_of(seed: str, number: str) -> int:
    """Return an order's lot, 0 to 99: the SHA-256 of seed and number, taken as a number, modulo 100."""
    return int(sha256(f"{seed}:{number}".encode()).hexdigest(), 16) % _OF


def is_drawn(order: WorkOrder, rules: OrderRules) -> bool:
    """Tell whether the order is called back: by its lot, or because it was supervised or redone."""
    return bool(why_drawn(order, rules))


def why_drawn(order: WorkOrder, rules: OrderRules) -> str:
    """Return why the order is called back, "" where it is not."""
    if order.supervisions:
        return "督办过的全部回访"
    if order.reworks:
        return "重办过的全部回访"
    lot, rate = lot_of(rules.settings.sample_seed, order.number), rules.sample_of(order.type)
    return f"签号{lot}小于比例{rate}" if lot < rate else ""


def drawn_words(order: WorkOrder, rules: OrderRules) -> str:
    """Return what a call-back's paper says of the draw: the seed, the lot and the rate, or why without one."""
    rate, seed = rules.sample_of(order.type), rules.settings.sample_seed
    lot = f"种子“{seed}”，签号{lot_of(seed, order.number)}，{order.type.value}抽查比例{rate}%"
    return f"{why_drawn(order, rules) or '不在抽查之列，另行回访'}（{lot}）"


def drawing(order: WorkOrder, rules: OrderRules, told: str | None, division_name: str) -> Lot:
    """Return the order as the draw lists it; ``told`` is what was put on record (None: before it was)."""
    return Lot(
        number=order.number,
        type=order.type,
        division_name=division_name,
        lot=lot_of(rules.settings.sample_seed, order.number),
        rate=rules.sample_of(order.type),
        why=why_drawn(order, rules) if told is None else told,
    )


def rule_in_words(rules: OrderRules) -> str:
    """Return the rule of the draw, so that anybody can repeat it with another program."""
    rates = "、".join(f"{kind.value}{rules.sample_of(kind)}%" for kind in OrderType)
    return (
        f"抽样种子“{rules.settings.sample_seed}”。把“种子:工单编号”（UTF-8）的SHA-256值作为整数，除以100取余数，"
        f"即签号（0至99）；签号小于该类型抽查比例的抽中。比例：{rates}。督办过或重办过的不论签号，全部回访。"
    )
