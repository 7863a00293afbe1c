"""Help: F1 opens the page of the screen one is on."""

from __future__ import annotations
