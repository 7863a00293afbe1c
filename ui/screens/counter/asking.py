"""What the counter asks reasons for."""

from __future__ import annotations

from ui.dialogs.reason import ReasonQuestion


def override(doubt: str) -> ReasonQuestion:
    """Return the question why a doubtful certificate number is kept."""
    return ReasonQuestion(
        title="证件号码校验不通过",
        text=doubt,
        confirm="保留这个号码",
        hint="如：已核对原件，号码确系如此",
    )
