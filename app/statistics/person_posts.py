"""Which posts a person held in a year, from the posts as they stand and the ledger of their changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.clock import office_date
from app.ledger.models import Entry
from app.posts.models import Post
from app.statistics.models import Span

PLACES = {"a": "A岗", "b": "B岗", "second_b": "第二B岗"}
CHANGED, SET_UP = "change_post", "set_up_post"


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """A post held in one place from a day up to, not on, another (None: still)."""

    post: Post
    place: str
    since: date
    until: date | None

    def within(self, span: Span) -> bool:
        """Tell whether the post was held on a day of the span."""
        return self.since <= span.until and (self.until is None or self.until > span.since)


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whose posts are looked for; former holders are kept by name alone, so a ``shared`` one is not matched."""

    staff: int
    name: str
    shared: bool


def tenures_of(holder: Holder, posts: Iterable[Post], deeds: Iterable[Entry], span: Span) -> tuple[Tenure, ...]:
    """Return the posts the person held in the span, by beginning."""
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in deeds:
        told[each.subject].append(each)
    found = [
        tenure
        for post in posts
        for place in PLACES
        for tenure in _joined(_of_place(holder, post, place, told[f"post:{post.id}"]))
        if tenure.within(span)
    ]
    return tuple(sorted(found, key=lambda each: (each.since, each.post.id, each.place)))


def _of_place(holder: Holder, post: Post, place: str, deeds: list[Entry]) -> Iterator[Tenure]:
    """Yield each stretch between two changes of the post in which the person held the place."""
    changes = [each for each in deeds if each.act == CHANGED]
    holds = getattr(post, place) == holder.staff
    days = [office_date(each.at) for each in changes]
    begun = _begun(post, deeds, days)
    for number, change in enumerate(changes):
        before = json.loads(change.detail).get("before", {})
        since = days[number - 1] if number else begun
        if before.get(place) == holder.name and (holds or not holder.shared) and since < days[number]:
            yield Tenure(post=post, place=PLACES[place], since=since, until=days[number])
    if holds:
        since = max((post.effective_from, *days[-1:]))
        ends = post.effective_until
        if ends is None or since < ends:
            yield Tenure(post=post, place=PLACES[place], since=since, until=ends)


def _begun(post: Post, deeds: list[Entry], days: list[date]) -> date:
    """Return since when the post stood as it was set up, or was entered where that was changed later."""
    if not days or post.effective_from <= days[0]:
        return post.effective_from
    set_up = [office_date(each.at) for each in deeds if each.act == SET_UP]
    return set_up[0] if set_up else days[0]


def _joined(tenures: Iterable[Tenure]) -> Iterator[Tenure]:
    """Join stretches that follow upon each other: a change of the duties changes no holder."""
    last: Tenure | None = None
    for each in tenures:
        if last is not None and last.until == each.since:
            last = Tenure(post=each.post, place=each.place, since=last.since, until=each.until)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
