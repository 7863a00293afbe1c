"""Names the rows of a table and puts them in order: by name or by the calendar, never by what they achieved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.catalogue.keys import search_keys
from app.catalogue.models import MatterKind
from app.statistics.models import UNDIVIDED, Cut, Span

UNLISTED = "~"  # a paper without a case: as its kind, and before the name of its matter
_KINDS = tuple(kind.value for kind in MatterKind)


@dataclass(frozen=True, kw_only=True)
class Names:
    """Divisions, staff (name and division) and matters (name and division) by key."""

    divisions: Mapping[str, str]
    staff: Mapping[str, tuple[str, str]]
    matters: Mapping[str, tuple[str, str]]

    def division(self, key: int) -> str:
        """Return a division's name."""
        return self.divisions.get(str(key), "")

    def all_of(self, divisions: frozenset[int] | None) -> str:
        """Return the names of the divisions that are looked at, by name."""
        if divisions is None:
            return "全局"
        return "、".join(sorted(map(self.division, divisions), key=lambda name: search_keys(name).pinyin))

    def person(self, key: int) -> str:
        """Return somebody's name."""
        return self.staff.get(str(key), ("", ""))[0]


def named(cut: Cut, span: Span, keys: Iterable[str], names: Names) -> tuple[tuple[str, str], ...]:
    """Return keys and names of the rows in order; every month of the span is there, though nothing happened."""
    match cut:
        case Cut.NONE:
            return ()
        case Cut.MONTH:
            return tuple((month, f"{month[:4]}年{int(month[5:])}月") for month in span.months)
        case Cut.KIND:
            given = set(keys)
            known = tuple((kind, kind) for kind in _KINDS if kind in given)
            others = ((UNLISTED, "未登记办件"), (UNDIVIDED, "不分类别"))
            return (*known, *(each for each in others if each[0] in given))
        case Cut.DIVISION:
            return _by_name((key, names.divisions.get(key, key), "") for key in keys)
        case Cut.CLERK:
            return _by_name((key, *names.staff.get(key, (key, ""))) for key in keys)
        case _:
            given = set(keys)
            listed = _by_name((key, *_matter(key, names)) for key in given - {UNDIVIDED})
            return (*listed, *(((UNDIVIDED, "不分事项"),) if UNDIVIDED in given else ()))


def _matter(key: str, names: Names) -> tuple[str, str]:
    if key.startswith(UNLISTED):
        return f"{key[1:]}（未入目录）", ""
    return names.matters.get(key, (key, ""))


def _by_name(rows: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str], ...]:
    """Order by pinyin; where two bear one name, each says its division."""
    found = tuple(rows)
    often = Counter(name for _, name, _ in found)
    told = ((key, f"{name}（{of}）" if often[name] > 1 and of else name) for key, name, of in found)
    return tuple(sorted(told, key=lambda row: (search_keys(row[1]).pinyin, row[1], row[0])))
