"""The paper on screen and off it: preview, printing, saving."""

from __future__ import annotations
