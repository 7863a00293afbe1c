"""Which completed orders are called back (抽查回访): drawn by a seed, so that an inspector draws the same."""

from __future__ import annotations

from hashlib import sha256

from app.hotline.clocks import OrderRules
from app.hotline.models import WorkOrder

_OF = 100


def lot_of(seed: str, number: str) -> int:
    """Return an order's lot, 0 to 99: the SHA-256 of seed and number, taken as a number, modulo 100."""
    return int(sha256(f"{seed}:{number}".encode()).hexdigest(), 16) % _OF


def is_drawn(order: WorkOrder, rules: OrderRules) -> bool:
    """Tell whether the order is called back: by its lot, or because it was supervised or redone."""
    if order.supervisions or order.reworks:
        return True
    return lot_of(rules.settings.sample_seed, order.number) < rules.sample_of(order.type)
