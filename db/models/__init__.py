"""The tables of the archive, all in one ``metadata``."""

from __future__ import annotations

from db.models import (
    calendars,
    callers,
    cases,
    contacts,
    custody,
    denials,
    documents,
    handovers,
    hotline_office,
    imports,
    ledger,
    matters,
    office,
    orders,
    people,
    posts,
    presences,
    requests,
    retention,
    search,
    talks,
    tallies,
)
from db.models.columns import metadata

__all__ = [
    "calendars", "callers", "cases", "contacts", "custody", "denials", "documents", "handovers",
    "hotline_office", "imports", "ledger", "matters", "metadata", "office", "orders", "people", "posts",
    "presences", "requests", "retention", "search", "talks", "tallies",
]  # fmt: skip
