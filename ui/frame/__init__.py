"""The frame of the main window: top bar, rail, page and status bar."""

from __future__ import annotations
