"""Who holds the ball: every open matter of work has exactly one open segment."""

from __future__ import annotations
