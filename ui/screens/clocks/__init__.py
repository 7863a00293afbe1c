"""The wall (限时办结): how all clocks stand, and what waits for a decision."""

from __future__ import annotations
