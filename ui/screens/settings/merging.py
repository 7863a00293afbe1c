"""Two changed the office's settings: both versions as the form shows them, and what both changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.presence.merging import Merge, merge
from ui.dialogs.difference import Difference
from ui.screens.settings.values import SECTIONS

_LABELS = {field.key: field.label for section in SECTIONS for field in section.fields}


def merge_of(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Compare what both changed, field by field; what is typed of no meaning is no change."""
    return merge(base, {key: mine.get(key) for key in theirs}, theirs, _same)


def differences(found: Merge) -> tuple[Difference, ...]:
    """Return what both changed, each otherwise."""
    return tuple(
        Difference(key=key, label=_LABELS[key], mine=_said(found.mine[key]), theirs=_said(found.theirs[key]))
        for key in found.collides
    )


def _same(one: Any, other: Any) -> bool:
    return _said(one) == _said(other)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value).strip()
