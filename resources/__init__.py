"""The cupboard: style sheet, icons, help pages, faces and starting data; this file says where they are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return where a resource lies, e.g. ``path("calendar", "2026.toml")``; it need not exist."""
    return ROOT.joinpath(*parts)


def text(*parts: str) -> str:
    """Return a text resource; raises ``FileNotFoundError`` when the cupboard lacks it."""
    return path(*parts).read_text(encoding="utf-8")
