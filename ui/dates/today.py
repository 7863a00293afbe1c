"""The office's date."""

from __future__ import annotations

from datetime import date

from app.clock import now, office_date


def office_today() -> date:
    """Return the date in the office now."""
    return office_date(now())
