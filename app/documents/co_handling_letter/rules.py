"""What must hold in a letter of co-handling (厦资源规划〔2025〕673号 12345热线办理工作机制三、四（二）2)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.order_rules import different_divisions
from app.forms.shared_rules import not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the letter: two units, and an answer while the lead can still use it."""
    return (
        *different_divisions(values, "co_handler", "lead", labels=("协办单位", "主办单位")),
        *not_before(values, "due", "reply_by", labels=("办理期限", "反馈期限")),
    )
