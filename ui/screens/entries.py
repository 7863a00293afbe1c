"""The screens in the order of the rail; one line each, loaded when first opened."""

from __future__ import annotations

from ui.context import ScreenEntry

ENTRIES: tuple[ScreenEntry, ...] = ()
