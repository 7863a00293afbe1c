"""Counts second notices by clerk and by matter (二次告知统计)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.cases.models import SecondNotice
from app.cases.ports import CaseStore
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require
from app.people.standing import standing


@dataclass(frozen=True, kw_only=True)
class SecondNoticeCount:
    """How many second notices a clerk issued for a matter."""

    clerk_name: str
    matter_name: str
    count: int


class SecondNotices:
    """What division heads and the efficiency office look at."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store

    def all(self, actor: Actor) -> tuple[SecondNotice, ...]:
        """Return the second notices of the actor's divisions, with reason and the head who stood for each."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.SEE_STATISTICS)
            return unit.cases.second_notices(reach_of(actor, Right.SEE_STATISTICS))

    def counts(self, actor: Actor) -> tuple[SecondNoticeCount, ...]:
        """Return the counts by clerk and matter, the most first."""
        tally = Counter((notice.clerk_name, notice.matter_name) for notice in self.all(actor))
        return tuple(
            SecondNoticeCount(clerk_name=clerk, matter_name=matter, count=count)
            for (clerk, matter), count in tally.most_common()
        )
