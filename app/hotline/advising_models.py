"""What is suggested for an order: outside the scope or not, which others are the same, who should lead."""

from __future__ import annotations

from dataclasses import dataclass

from app.hotline.models import WorkOrder
from app.hotline.scope import Ground


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """Another order that may be the same, its caller masked, and why it may be."""

    order: WorkOrder
    reasons: tuple[str, ...]

    @property
    def said(self) -> str:
        """The reasons in words."""
        return "，".join(self.reasons)


@dataclass(frozen=True, kw_only=True)
class Lead:
    """A division that should lead, whom it may ask besides, and why."""

    division: int
    name: str
    reasons: tuple[str, ...]
    co_handling: str = ""

    @property
    def said(self) -> str:
        """The reasons in words."""
        return "；".join(self.reasons)


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Suggestions for an order; a person decides."""

    scope: tuple[Ground, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    leads: tuple[Lead, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is suggested."""
        return not (self.scope or self.duplicates or self.leads)
