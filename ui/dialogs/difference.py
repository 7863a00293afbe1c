"""What two people left different, as it is put before one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.forms.fields import Field, Section, all_fields
from app.merging import Merge

_EMPTY: tuple[Any, ...] = (None, "", False, [], ())


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that both changed, each otherwise: its key, its name and both texts."""

    key: str
    label: str
    mine: str
    theirs: str


def _named(_key: str, value: Any) -> str:
    return said(value)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the fields of a record are called, and what stands in one, in words."""

    label: Callable[[str], str]
    said: Callable[[str, Any], str] = _named


def differences(found: Merge, words: Words) -> tuple[Difference, ...]:
    """Return what both changed, each otherwise."""
    return tuple(
        Difference(
            key=key,
            label=words.label(key),
            mine=words.said(key, found.mine.get(key)),
            theirs=words.said(key, found.theirs.get(key)),
        )
        for key in found.collides
    )


def words_of(sections: tuple[Section, ...]) -> Words:
    """Return the words of a form's fields; a row of a list tells its columns."""
    fields = {each.key: each for each in all_fields(sections)}
    return Words(
        label=lambda key: fields[key].label if key in fields else key,
        said=lambda key, value: _rows(fields.get(key), value) if isinstance(value, list) else said(value),
    )


def said(value: Any) -> str:
    """Return what stands in a field."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(said, value))
    return "" if value is None else str(value).strip()


def alike(one: Any, other: Any) -> bool:
    """Say whether two contents of a field are the same to a reader: nothing is nothing, however it is kept."""
    return bool(_plain(one) == _plain(other))


def _rows(asked: Field | None, rows: list[Any]) -> str:
    names = {each.key: each.label for each in asked.columns} if asked is not None else {}
    return "\n".join(_row(names, row) if isinstance(row, Mapping) else said(row) for row in rows)


def _row(names: Mapping[str, str], row: Mapping[str, Any]) -> str:
    return "；".join(f"{names.get(key, key)}：{said(part)}" for key, part in row.items() if part not in _EMPTY)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items() if part not in _EMPTY}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value] or ""
    if isinstance(value, str):
        return value.strip()
    return "" if value in _EMPTY else value
