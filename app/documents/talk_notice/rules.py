"""What must hold in the notice of a talk (厦资源规划〔2025〕673号 12345热线办理工作机制五（二）)."""

from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Values
from app.forms.orders import TALK_AFTER


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the notice: enough supervisions behind it, all of them before the talk."""
    return (*_enough_supervisions(values), *_talked_about_afterwards(values))


def _enough_supervisions(values: Values) -> tuple[Problem, ...]:
    count = len(values.get("supervisions") or ())
    if not 0 < count < TALK_AFTER:
        return ()
    text = f"“督办情况”只有 {count} 次，对同一单位连续督办满 {TALK_AFTER} 次的才约谈，请补全每一次督办。"
    return (Problem("supervisions", text),)


def _talked_about_afterwards(values: Values) -> tuple[Problem, ...]:
    at = values.get("talk_at")
    told = [(row.get("at") or "", place) for place, row in enumerate(values.get("supervisions") or (), 1)]
    last, place = max(told, default=("", 0))
    if not at or last <= at:
        return ()
    text = f"“约谈时间”早于“督办情况”第 {place} 行的“督办时间”{last.replace('T', ' ')}，请改为督办以后。"
    return (Problem("talk_at", text),)
