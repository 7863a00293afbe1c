"""Local closures: working days on which this office does not work, each with who said so."""

from __future__ import annotations

from datetime import date

from app.calendar.days import Closure
from app.calendar.dues import FIRST_DAY, LAST_DAY
from app.errors import BadInput, Problem

LONGEST = 60
_LONGEST_WORDS = 100


def make_closure(first: date, last: date, reason: str, source: str) -> Closure:
    """Return a closure from first to last day inclusive; ``BadInput`` lists what is wrong."""
    closure = Closure(first, last, reason.strip(), source.strip())
    problems = [*_date_problems(closure), *_word_problems(closure)]
    if problems:
        raise BadInput.listing(tuple(problems))
    return closure


def _date_problems(closure: Closure) -> list[Problem]:
    if not FIRST_DAY <= closure.first <= closure.last <= LAST_DAY:
        return [Problem("last", "停止办公的末日不能早于首日，且须在2000年至2100年之间。")]
    if (closure.last - closure.first).days >= LONGEST:
        return [Problem("last", f"停止办公一次不能超过{LONGEST}天，请核对首日和末日。")]
    return []


def _word_problems(closure: Closure) -> list[Problem]:
    told = (("reason", "停止办公的原因", closure.reason), ("source", "依据", closure.source))
    return [
        Problem(field, f"{title}须填写，不超过{_LONGEST_WORDS}字。")
        for field, title, words in told
        if not 0 < len(words) <= _LONGEST_WORDS
    ]
