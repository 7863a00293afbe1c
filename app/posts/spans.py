"""What must hold in the times of an absence: half days, in order, not yet over."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.forms.shared_rules import password_faults
from app.people.halves import half_of, is_half
from app.posts.commands import EnterSudden, PlanAbsence
from app.posts.models import Absence

LONGEST = timedelta(days=3 * 366)
BACKDATED = timedelta(days=7)  # how long ago a sudden absence may have begun
MOST_WORDS = 500


def check_words(text: str, label: str) -> None:
    """Raise ``BadInput`` for words that are too long or that papers cannot show."""
    faults = (*text_faults(label, text, lines=True, longest=MOST_WORDS), *password_faults(label, text))
    if faults:
        raise BadInput.listing(tuple(Problem("", fault) for fault in faults))


def check_planned(command: PlanAbsence, *, own: bool, now: datetime) -> None:
    """Raise ``BadInput`` listing what is wrong with a planned absence."""
    problems = list(_spanned(command.starts, command.ends, now))
    if command.starts < half_of(now):
        problems.append(Problem("starts", "离岗不能从已经过去的时间开始；临时离岗由他人登记。"))
    if own and command.stopgap is not None:
        problems.append(Problem("substitute", "临时替代人由单位负责人指定，申请人不能自己指定。"))
    if problems:
        raise BadInput.listing(tuple(problems))


def check_sudden(command: EnterSudden, starts: datetime, now: datetime) -> None:
    """Raise ``BadInput`` listing what is wrong with a sudden absence, which has begun."""
    problems = list(_spanned(starts, command.ends, now))
    if starts > now:
        problems.append(Problem("starts", "还没有开始的离岗不是临时离岗，请由本人申请或由负责人安排。"))
    if starts < now - BACKDATED:
        problems.append(Problem("starts", f"临时离岗最多补登{BACKDATED.days}天内的。"))
    if problems:
        raise BadInput.listing(tuple(problems))


def check_longer(absence: Absence, ends: datetime | None, now: datetime) -> None:
    """Raise ``BadInput`` unless the end is later than the one the absence has, or is its first."""
    problems = list(_spanned(absence.starts, ends, now))
    if absence.ends == ends or (absence.ends is not None and ends is not None and ends < absence.ends):
        problems.append(Problem("ends", "延长后的结束时间须晚于现在的结束时间；提前回来请登记返岗。"))
    elif absence.ends is not None and absence.ends <= now:
        problems.append(Problem("ends", "这次离岗已经结束，请另行申请。"))
    if problems:
        raise BadInput.listing(tuple(problems))


def _spanned(starts: datetime, ends: datetime | None, now: datetime) -> list[Problem]:
    """Return what is wrong with a span: half days only, the end after the beginning and still to come."""
    problems = []
    if not is_half(starts) or (ends is not None and not is_half(ends)):
        problems.append(Problem("starts", "离岗按半天计：从上午（0:00）或下午（12:00）起止。"))
    if ends is not None and ends <= max(starts, now):
        problems.append(Problem("ends", "离岗的结束时间须晚于开始时间，也须晚于现在。"))
    if ends is not None and ends - starts > LONGEST:
        problems.append(Problem("ends", "离岗一次最长三年。"))
    return problems
