"""What screens and lists show of retention."""

from __future__ import annotations

from dataclasses import dataclass

from app.retention.models import Rule


@dataclass(frozen=True, kw_only=True)
class TypeTerm:
    """How long papers of a type are kept: its own period, what holds today, and the office's rules."""

    type_key: str
    title: str
    own: str
    now: str
    rules: tuple[Rule, ...]
