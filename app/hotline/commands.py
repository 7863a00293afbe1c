"""What the room of work orders is asked to do, and the refusals it may answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import Refusal
from app.hotline.models import OrderId


class OrderClosed(Refusal):
    """The way is closed: the order stands elsewhere, or something is missing that must come first."""


class NotSilently(Refusal):
    """Nobody completes an order without having spoken with the caller (热线工作机制五（一）)."""


class Claimed(Refusal):
    """Another person works on the order now."""


@dataclass(frozen=True, kw_only=True)
class RegisterOrder:
    """Register a work order by hand; ``fields`` are those of ``filling.ARRIVAL``."""

    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DoOrder:
    """Take one way of an order's life; ``fields`` are what the way asks for.

    ``version`` is that of the order that was looked at, 0 where nobody looked at it before.
    """

    order: OrderId
    act: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class DoOrders:
    """Take the same way with several orders at once; each stands or falls for itself."""

    orders: tuple[OrderId, ...]
    act: str
    fields: Mapping[str, Any] = field(default_factory=dict)
