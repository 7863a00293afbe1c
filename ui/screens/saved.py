"""What was saved to be gone on with: the key of a new case's entry, and since when in words."""

from __future__ import annotations

from app.clock import local
from app.register.models import Draft

ENTRY = "open_case"


def saved_words(draft: Draft) -> str:
    """Return when a draft was saved: 11月22日 10:42."""
    at = local(draft.saved_at)
    return f"{at.month}月{at.day}日 {at.hour}:{at.minute:02d}"
