"""What a destruction leaves behind without any paper: it goes with its last paper, as the register lists."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

WORDS = MappingProxyType(
    {
        "case": "办件",
        "contact": "首问",
        "denial": "否定报备",
        "deferred": "疑难问题",
        "order": "工单",
        "talk": "约谈",
        "handover": "工作交接",
    }
)
Told: TypeAlias = Mapping[str, Any]  # by table, its rows field by field


@dataclass(frozen=True, kw_only=True)
class LeftBehind:
    """A thing (``kind``, of ``WORDS``) whose last paper goes: what it said goes with it.

    ``files``, ``complaints`` and ``callers`` say how many of each go; ``digest`` is the hash over all of it.
    """

    kind: str
    id: int
    number: str
    files: int = 0
    complaints: int = 0
    callers: int = 0
    digest: str = ""

    @property
    def word(self) -> str:
        """What it is called."""
        return WORDS[self.kind]

    @property
    def note(self) -> str:
        """What goes with it, "" for nothing to be counted."""
        return _also(self.files, self.complaints, self.callers)


@dataclass(frozen=True, kw_only=True)
class LeftCounts:
    """How much goes with the papers of a disposal: things by kind, and what they have."""

    kinds: tuple[tuple[str, int], ...] = ()
    files: int = 0
    complaints: int = 0
    callers: int = 0

    @property
    def things(self) -> int:
        """How many things there are."""
        return sum(count for _kind, count in self.kinds)

    @property
    def said(self) -> str:
        """The counts in words, "" for nothing."""
        things = "、".join(f"{WORDS[kind]}{count}件" for kind, count in self.kinds)
        also = _also(self.files, self.complaints, self.callers)
        return f"{things}（{also}）" if also else things


NOTHING_LEFT = LeftCounts()


def counted(things: Iterable[LeftBehind]) -> LeftCounts:
    """Count things by kind, in the order of ``WORDS``."""
    things = tuple(things)
    kinds = Counter(each.kind for each in things)
    return LeftCounts(
        kinds=tuple((kind, kinds[kind]) for kind in WORDS if kinds[kind]),
        files=sum(each.files for each in things),
        complaints=sum(each.complaints for each in things),
        callers=sum(each.callers for each in things),
    )


def in_order(things: Iterable[LeftBehind]) -> tuple[LeftBehind, ...]:
    """Return things by kind, in the order of ``WORDS``, and number."""
    kinds = list(WORDS)
    return tuple(sorted(things, key=lambda each: (kinds.index(each.kind), each.number, each.id)))


def left_digest(told: Told) -> str:
    """Return the hash over everything that a thing says."""
    said = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _also(files: int, complaints: int, callers: int) -> str:
    counts = (("附件", files, "个"), ("投诉", complaints, "件"), ("来电人", callers, "人"))
    return "、".join(f"{word}{count}{unit}" for word, count, unit in counts if count)
