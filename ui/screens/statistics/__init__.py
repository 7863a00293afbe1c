"""Statistics: figures with their definitions, a chart of one column, and the cases behind a figure."""

from __future__ import annotations
