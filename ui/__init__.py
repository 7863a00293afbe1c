"""The counter: everything the clerk sees and touches."""

from __future__ import annotations
