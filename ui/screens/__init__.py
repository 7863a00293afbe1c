"""The screens: one folder each, a view (widgets) and a presenter (what happens)."""

from __future__ import annotations
