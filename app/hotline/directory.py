"""The responsibility directory (职责目录): which division answers for what, and which for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NewType

from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.hotline.likeness import folded

EntryId = NewType("EntryId", int)
MOST_KEYWORDS = 40
_TOPIC_WEIGHT = 2  # as much as a word of two characters
_BETWEEN = "、，,；;\n\t 　"


@dataclass(frozen=True, kw_only=True)
class DirectoryEntry:
    """One line: what says one of ``keywords``, or where there are none is of the ``topic``, goes to ``lead``.

    It is in force from its first day to its last (None: until it is ended). The one ``fallback`` entry
    (兜底单位) takes what no other fits; ``co_handling`` says in words whom to ask besides.
    """

    id: EntryId
    topic: str
    keywords: tuple[str, ...]
    lead: int
    lead_name: str
    co_handling: str = ""
    basis: str = ""
    effective_from: date
    effective_until: date | None = None
    fallback: bool = False
    version: int = 1

    def in_force(self, day: date) -> bool:
        """Tell whether the line holds on the day."""
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A line that fits an order: the words of it that were found, and how much that says."""

    entry: DirectoryEntry
    words: tuple[str, ...]
    weight: int


ENTRY = (
    Section(
        title="职责目录",
        fields=(
            Field(key="topic", label="事项", required=True, longest=60, help="如：土地、违法用地、产权登记"),
            Field(
                key="keywords",
                label="关键词",
                kind=Kind.LONG,
                lines=2,
                longest=1_000,
                help="用顿号隔开；诉求中出现一个即对应。不填的按业务分类对应",
            ),
            Field(key="lead", label="主办单位", required=True, longest=100, help="处室、分局或中心的名称"),
            Field(key="co_handling", label="协办建议", longest=300, help="如：涉及测绘的请测绘管理处协办"),
            Field(
                key="basis",
                label="依据",
                kind=Kind.LONG,
                lines=2,
                longest=1_000,
                help="三定规定、权责清单的条款",
            ),
            Field(key="effective_from", label="生效日期", kind=Kind.DATE, required=True, width=6),
            Field(key="effective_until", label="失效日期", kind=Kind.DATE, width=6, help="不填为长期有效"),
            Field(
                key="fallback",
                label="兜底单位",
                kind=Kind.YES,
                default=False,
                help="没有条目对应的诉求由它先接；同一天只能有一个",
            ),
        ),
    ),
)


def keywords_of(text: str) -> tuple[str, ...]:
    """Split typed keywords at marks and blanks, each once."""
    for mark in _BETWEEN:
        text = text.replace(mark, "\0")
    return tuple(dict.fromkeys(word for word in text.split("\0") if word))


def typed_entry(entry: DirectoryEntry) -> dict[str, Any]:
    """Return the line as the form shows it."""
    values = {
        "topic": entry.topic,
        "keywords": "、".join(entry.keywords),
        "lead": entry.lead_name,
        "co_handling": entry.co_handling,
        "basis": entry.basis,
        "effective_from": entry.effective_from.isoformat(),
        "effective_until": entry.effective_until.isoformat() if entry.effective_until else "",
        "fallback": entry.fallback,
    }
    return {key: value for key, value in values.items() if value != ""}


def filled_entry(entry: DirectoryEntry, values: dict[str, Any]) -> DirectoryEntry:
    """Return the line with what was filled in; the lead division is put in by whoever knows divisions."""
    until = values.get("effective_until")
    return replace(
        entry,
        topic=values["topic"].strip(),
        keywords=keywords_of(values.get("keywords") or ""),
        co_handling=values.get("co_handling") or "",
        basis=values.get("basis") or "",
        effective_from=date.fromisoformat(values["effective_from"]),
        effective_until=date.fromisoformat(until) if until else None,
        fallback=bool(values.get("fallback")),
    )


def problems_of(entry: DirectoryEntry, others: Iterable[DirectoryEntry]) -> tuple[Problem, ...]:
    """Return what is wrong with a line beside the others."""
    found = []
    if entry.effective_until is not None and entry.effective_until < entry.effective_from:
        found.append(Problem("effective_until", "失效日期不能早于生效日期。"))
    short = [word for word in entry.keywords if len(folded(word)) < 2]  # noqa: PLR2004 - characters
    if short:
        found.append(Problem("keywords", f"关键词“{'、'.join(short)}”太短，至少两个字，否则什么诉求都会对应。"))
    if len(entry.keywords) > MOST_KEYWORDS:
        found.append(Problem("keywords", f"关键词最多{MOST_KEYWORDS}个，请分成几条。"))
    for other in others:
        if other.id != entry.id and entry.fallback and other.fallback and _overlap(entry, other):
            text = f"{other.lead_name}已是兜底单位（自{other.effective_from}起）；请先给它填失效日期。"
            found.append(Problem("fallback", text))
            break
    return tuple(found)


def fitting(entries: Iterable[DirectoryEntry], topic: str, text: str, day: date) -> tuple[Fit, ...]:
    """Return the lines in force that fit an order's topic and text, the best first; the fallback fits never."""
    said = folded(text)
    fits = [_fit(each, topic, said) for each in entries if each.in_force(day) and not each.fallback]
    return tuple(sorted((fit for fit in fits if fit is not None), key=lambda fit: (-fit.weight, fit.entry.id)))


def fallback_of(entries: Iterable[DirectoryEntry], day: date) -> DirectoryEntry | None:
    """Return the line of the division that takes what no other fits."""
    return next((each for each in entries if each.fallback and each.in_force(day)), None)


def _fit(entry: DirectoryEntry, topic: str, said: str) -> Fit | None:
    words = tuple(word for word in entry.keywords if folded(word) in said)
    same = bool(topic) and entry.topic == topic
    if not words and (entry.keywords or not same):
        return None
    return Fit(entry=entry, words=words, weight=sum(map(len, words)) + _TOPIC_WEIGHT * same)


def _overlap(one: DirectoryEntry, other: DirectoryEntry) -> bool:
    first, last = max(one.effective_from, other.effective_from), date.max
    ends = [each.effective_until or last for each in (one, other)]
    return first <= min(ends)
