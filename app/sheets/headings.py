"""The columns a sheet may have, and how their headings are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import BadInput

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_ORNAMENT = re.compile(r"[\s*:※★]+")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: our ``key``, its proper ``title``, other headings it goes by, whether a sheet must have it."""

    key: str
    title: str
    others: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Layout:
    """Where each recognised column stands (from 0), the headings nobody knows, and any two that are one."""

    places: Mapping[str, int]
    unknown: tuple[str, ...] = ()
    clash: str = ""


def plain(heading: str) -> str:
    """Return a heading without brackets, marks, spaces and widths: 承诺时限（工作日）* is 承诺时限."""
    bare = _BRACKETS.sub("", unicodedata.normalize("NFKC", heading))
    return _ORNAMENT.sub("", bare).lower()


class Headings:
    """Recognises headings by their titles and synonyms, or by the mapping given (heading to our column)."""

    def __init__(self, columns: Sequence[Column], mapping: Mapping[str, str] | None = None) -> None:
        self._titles = {column.key: column.title for column in columns}
        self._known = {plain(word): column.key for column in columns for word in (column.title, *column.others)}
        self._given = {plain(heading): self._target(to) for heading, to in (mapping or {}).items()}
        self._taken = frozenset(self._given.values())
        self._named = {plain(heading): heading for heading in (mapping or {})}

    def _target(self, to: str) -> str:
        key = to if to in self._titles else self._known.get(plain(to))
        if key is None:
            titles = "、".join(self._titles.values())
            raise BadInput(f"列名对应中的“{to}”不是可以导入的列，应为下列之一：{titles}。")
        return key

    def missing_from(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Return the mapped headings that these headings lack."""
        present = {plain(heading) for heading in headings}
        return tuple(heading for bare, heading in self._named.items() if bare not in present)

    def layout(self, cells: Sequence[str]) -> Layout:
        """Find the columns in a row of headings; one heading over several columns is merged and counts once."""
        places: dict[str, int] = {}
        unknown = []
        clash = ""
        for place, cell in enumerate(cells):
            key = self.key_of(cell)
            if key is None:
                unknown += [cell] if cell else []
            elif key not in places:
                places[key] = place
            elif plain(cells[place - 1]) != plain(cell):
                clash = clash or _two(self._titles[key], cells[places[key]], cell)
        return Layout(places, tuple(unknown), clash)

    def key_of(self, cell: str) -> str | None:
        """Return the column a heading stands for; a mapped column is found by its mapped heading alone."""
        bare = plain(cell)
        if bare in self._given:
            return self._given[bare]
        key = self._known.get(bare)
        return None if key in self._taken else key


def _two(title: str, first: str, second: str) -> str:
    return f"表头“{first}”和“{second}”都是“{title}”，无法确定用哪一列，应只保留一列，或用列名对应指明。"
