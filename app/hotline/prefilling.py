"""What the form of an act begins with: what the order already says, and the draft of the answer sent back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.hotline.models import WorkOrder

_TYPED = ("dispatch", "redispatch", "award", "change")


def begun_with(act: str, order: WorkOrder) -> Mapping[str, Any]:
    """Return the values of an act's form as far as the order gives them; empty ones are left out."""
    values: dict[str, Any] = {}
    if act in _TYPED:
        values = {"type": order.type.value, "topic": order.topic}
    if act == "change":
        values["secrecy"] = order.secrecy.value
    if act == "reply":
        reply = order.reply
        values = {
            "content": reply.content,
            "basis": reply.basis,
            "result": reply.result.value if reply.result else "",
            "attitude": reply.attitude,
        }
    return {key: value for key, value in values.items() if value}
