"""Dialogs: each asks one thing by its classmethod ``ask`` and gives back the answer."""

from __future__ import annotations
