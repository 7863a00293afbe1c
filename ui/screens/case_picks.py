"""Cases as a line that finds while one types offers them."""

from __future__ import annotations

from app.cases.models import Case
from app.clock import chinese_date_weekday
from ui.parts.picking import Pick


def case_picks(found: tuple[Case, ...]) -> tuple[Pick, ...]:
    """Return cases as they are offered."""
    return tuple(
        Pick(
            text=f"{each.applicant.name}　{each.matter_name}",
            detail=f"{each.number} · {each.state.value} · {chinese_date_weekday(each.received_on)}收件",
            value=each,
        )
        for each in found
    )
