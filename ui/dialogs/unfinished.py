"""Words that were typed and left with Esc: they stand there again when the same is asked."""

from __future__ import annotations

from collections.abc import Hashable
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget

_LEFT: WeakKeyDictionary[QWidget, dict[Hashable, str]] = WeakKeyDictionary()


def keep(over: QWidget | None, asked: Hashable, typed: str) -> None:
    """Keep what was typed for as long as the screen it was asked over is there."""
    if over is not None:
        _LEFT.setdefault(over, {})[asked] = typed


def take(over: QWidget | None, asked: Hashable) -> str:
    """Return what was typed and left, and keep it no longer; "" when nothing was."""
    return _LEFT.get(over, {}).pop(asked, "") if over is not None else ""
