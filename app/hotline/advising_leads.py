"""Which division should lead: by the responsibility directory and by how like orders were settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.hotline.advising_models import Lead
from app.hotline.directory import DirectoryEntry, Fit, fallback_of, fitting

MOST = 3
BARRED_AT = 2  # like orders that a division returned and another settled
_BY_DIRECTORY, _BY_HISTORY, _RETURNED, _ENOUGH = 10, 12, 6, 3


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A like order that was settled: by whom, who had returned it before, and how alike it is (0 to 1)."""

    lead: int
    lead_name: str
    returned: frozenset[int] = frozenset()
    weight: float = 1.0

    @property
    def gone_elsewhere(self) -> frozenset[int]:
        """The divisions that returned it and did not settle it."""
        return self.returned - {self.lead}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What is known of the order to be dispatched; ``barred`` divisions are not suggested."""

    topic: str
    text: str
    today: date
    barred: frozenset[int] = frozenset()


@dataclass
class _Points:
    """What speaks for a division, and the reasons."""

    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    co_handling: str = ""


def leads_of(
    asking: Asking,
    entries: Iterable[DirectoryEntry],
    settled: Iterable[Settled],
    divisions: Mapping[int, str],
) -> tuple[Lead, ...]:
    """Return the best divisions with their reasons; ``divisions`` are those that may be asked, by name.

    None that had two like orders returned and settled elsewhere is among them.
    """
    lines, past = tuple(entries), tuple(settled)
    elsewhere = Counter(division for each in past for division in each.gone_elsewhere)
    found: dict[int, _Points] = {}
    fits = fitting(lines, asking.topic, asking.text, asking.today)
    _by_directory(found, fits)
    _by_history(found, past)
    for division, times in elsewhere.items():
        if division in found:
            found[division].points -= _RETURNED * times
            found[division].reasons.append(f"但有{times}件相似工单由其退单、转由其他单位办结")
    able = {each for each in divisions if each not in asking.barred and elsewhere[each] < BARRED_AT}
    by_duty = {fit.entry.lead for fit in fits}
    if not by_duty & able and (fallback := fallback_of(lines, asking.today)):
        _by_fallback(found, fallback)
    best = sorted(found.keys() & able, key=lambda each: (-found[each].points, each))[:MOST]
    return tuple(_lead(each, divisions[each], found[each]) for each in best)


def _lead(division: int, name: str, points: _Points) -> Lead:
    return Lead(division=division, name=name, reasons=tuple(points.reasons), co_handling=points.co_handling)


def _by_directory(found: dict[int, _Points], fits: tuple[Fit, ...]) -> None:
    for fit in fits:
        entry = fit.entry
        if entry.lead in found:
            continue  # its best line was told
        has = f"（诉求中有“{'”“'.join(fit.words)}”）" if fit.words else "（业务分类相同）"
        basis = f"，依据：{entry.basis}" if entry.basis else ""
        found[entry.lead] = _Points(
            points=_BY_DIRECTORY + min(fit.weight, _BY_DIRECTORY),
            reasons=[f"职责目录：{entry.topic}→{entry.lead_name}{has}{basis}"],
            co_handling=entry.co_handling,
        )


def _by_history(found: dict[int, _Points], past: tuple[Settled, ...]) -> None:
    whole = sum(each.weight for each in past)
    many = Counter(each.lead for each in past)
    for division, count in many.items():
        share = sum(each.weight for each in past if each.lead == division) / whole if whole else 0.0
        points = found.setdefault(division, _Points())
        points.points += _BY_HISTORY * share * min(1.0, len(past) / _ENOUGH)
        points.reasons.append("，".join(_told(division, count, past)))


def _told(division: int, count: int, past: tuple[Settled, ...]) -> Iterator[str]:
    name = next(each.lead_name for each in past if each.lead == division)
    yield f"近一年相似工单{len(past)}件"
    yield f"{count}件由{name}办结"
    if after := sum(1 for each in past if each.lead == division and each.returned):
        yield f"其中{after}件经退单后转来"


def _by_fallback(found: dict[int, _Points], entry: DirectoryEntry) -> None:
    if entry.lead not in found:
        text = f"职责目录：没有对应的条目，由兜底单位{entry.lead_name}先接"
        found[entry.lead] = _Points(points=0.0, reasons=[text], co_handling=entry.co_handling)
