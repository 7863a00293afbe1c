"""The ladder of supervision (督办): how many in a row a division has had, and when a talk (约谈) is next.

Counted from what is on record: supervisions of a division one after another, without an order of the division
completed and called back with a good answer in between (厦资源规划〔2025〕673号 12345热线办理工作机制五（二）).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.forms.orders import TALK_AFTER
from app.hotline.models import Record, RecordKind
from app.hotline.ports import CourseBook

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)  # before any order on record


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """How a division stands: the supervisions since its last satisfactory completion, oldest first."""

    run: tuple[Record, ...]

    @property
    def consecutive(self) -> int:
        """How many there are in a row."""
        return len(self.run)

    @property
    def missing(self) -> int:
        """After how many more a talk is proposed, 0 where it is due."""
        return max(0, TALK_AFTER - len(self.run))


def run_since(supervisions: Sequence[Record], closed: datetime | None) -> tuple[Record, ...]:
    """Return the supervisions after the last satisfactory completion (None: there was none)."""
    return tuple(each for each in supervisions if closed is None or each.at > closed)


def ladder_of(course: CourseBook, division: int, until: datetime) -> Ladder:
    """Return how the division stood just before a moment."""
    closed = course.last_satisfied(division, until)
    found = course.records_of(RecordKind.SUPERVISION, since=closed or BEGINNING, until=until, division=division)
    return Ladder(run=run_since(found, closed))


def place_in_run(course: CourseBook, record: Record) -> int:
    """Return the how-manieth in a row a supervision was when it was made."""
    assert record.division is not None
    before = ladder_of(course, record.division, record.at).run
    return sum(1 for each in before if each.id != record.id) + 1


def to_talk_about(run: Sequence[Record], talked: frozenset[int]) -> tuple[Record, ...]:
    """Return the supervisions that ask for a talk: three that no talk was proposed for; () for fewer.

    ``talked`` are the supervisions that an earlier proposal rests on, whatever became of it.
    """
    fresh = tuple(each for each in run if each.id not in talked)
    return fresh if len(fresh) >= TALK_AFTER else ()
