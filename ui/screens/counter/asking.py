"""What the counter asks reasons for."""

from __future__ import annotations

from ui.dialogs.reason import ReasonQuestion

WHY_CLOSED = ReasonQuestion(
    title="结束办件",
    text="只用于申请人撤回或不再咨询的办件；不予受理须经否定报备。",
    confirm="结束办件",
    hint="如：申请人撤回申请",
)


def override(doubt: str) -> ReasonQuestion:
    """Return the question why a doubtful certificate number is kept."""
    return ReasonQuestion(
        title="证件号码校验不通过",
        text=doubt,
        confirm="保留这个号码",
        hint="如：已核对原件，号码确系如此",
    )
