"""What is outside the intake scope (不纳入受理范围): a ground is suggested from the text, a person decides.

The items, the words that hint at them and the phrases that do not are the office's wordings, each from its day
(厦资源规划〔2025〕673号 12345热线办理工作机制四（一）).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.hotline.directory import keywords_of
from app.hotline.likeness import folded

ITEMS = ("intake_scope.organs", "intake_scope.criminal", "intake_scope.lawful_ways")
NOT_MEANT = "intake_scope.not_meant"
KEYS = (*(key for item in ITEMS for key in (item, f"{item}_words")), NOT_MEANT)
BASIS = "厦资源规划〔2025〕673号 12345热线办理工作机制四（一）受理范围"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """An item of the list that an order may fall under, and the words of the order that hint at it."""

    item: str
    words: tuple[str, ...]

    @property
    def said(self) -> str:
        """The suggestion in words."""
        return f"可能不属于受理范围：{self.item}（诉求中有“{'”“'.join(self.words)}”）。是否退回由人判断。"


def grounds_of(text: str, wording: Mapping[str, str]) -> tuple[Ground, ...]:
    """Return the items that words of the text hint at; phrases that do not mean it are passed over first."""
    said = folded(text)
    for phrase in sorted(map(folded, keywords_of(wording.get(NOT_MEANT, ""))), key=len, reverse=True):
        said = said.replace(phrase, "\0") if phrase else said
    grounds = (_ground(said, wording, item) for item in ITEMS)
    return tuple(ground for ground in grounds if ground is not None)


def opinion_of(grounds: tuple[Ground, ...]) -> dict[str, Any]:
    """Return what the form of sending back to the city begins with, nothing where there is no ground."""
    if not grounds:
        return {}
    items = "；".join(ground.item for ground in grounds)
    text = f"经核实，本件反映的事项属于“{items}”，不纳入受理范围，退回市热线中心。"
    return {"opinion": text, "basis": BASIS}


def _ground(said: str, wording: Mapping[str, str], item: str) -> Ground | None:
    hints = [word for word in keywords_of(wording.get(f"{item}_words", "")) if folded(word)]
    words = tuple(word for word in hints if folded(word) in said)
    return Ground(item=wording[item].rstrip("。"), words=words) if words and wording.get(item) else None
