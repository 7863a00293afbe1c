"""The bureau's particulars that every paper shows, and wordings with their days of effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from app.forms.wording import Wording

__all__ = ["OfficeSettings", "Wording"]


@dataclass(frozen=True, kw_only=True)
class OfficeSettings:
    """What the whole office decides: name, seal hours, start rule, locking.

    ``cut_off`` is the hour after which a receipt counts as the next working day's (None: no such rule);
    ``next_day_start`` True counts a receipt on a rest day or after the cut-off as the next working day's.
    ``idle_minutes`` locks the screen, ``failures_allowed`` wrong passwords lock the login for ``lock_minutes``.
    """

    bureau: str = "示例市自然资源和规划局"
    cut_off: time | None = None
    next_day_start: bool = False
    idle_minutes: int = 10
    failures_allowed: int = 5
    lock_minutes: int = 15
    demo: bool = False
    backups_kept: int = 14
