"""Where an open item of custody is opened."""

from __future__ import annotations

from typing import Any

from app.custody.worklist import WorkItem

OF_CASE = frozenset({"case", "deferred_material", "extension", "estimate"})
KINDS = {
    "denial": "否定报备",
    "complaint": "投诉复核",
    "contact": "首问登记",
    "order": "12345工单",
    "order_share": "12345协办",
    "talk": "约谈",
}


def place_of(item: WorkItem) -> tuple[str, dict[str, Any]] | None:
    """Return the screen an item opens in and what it is told; None for a question, which is answered here."""
    kind, _, key = item.subject.partition(":")
    if kind in OF_CASE:
        return "counter", {"case": int(key)}
    if kind == "contact":
        return "contacts", {"contact": int(key)}
    if kind in ("order", "order_share"):
        return "hotline", {"number": item.number}
    if kind == "talk":
        return "hotline", {"talk": int(key)}
    if kind in KINDS:
        return "denials", {kind: int(key), "number": item.number}
    return None
