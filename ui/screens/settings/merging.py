"""Two changed the office's settings: both versions as the form shows them, and what both changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.merging import Merge, merge
from ui.dialogs.difference import said, words_of
from ui.screens.settings.values import SECTIONS

WORDS = words_of(SECTIONS)


def merge_of(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Compare what both changed, field by field; what is typed of no meaning is no change."""
    return merge(base, {key: mine.get(key) for key in theirs}, theirs, _same)


def _same(one: Any, other: Any) -> bool:
    return said(one) == said(other)
