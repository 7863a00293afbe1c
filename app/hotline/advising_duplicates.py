"""Orders that may be the same: the same caller's open ones, and those that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.hotline.advising_models import Duplicate
from app.hotline.likeness import Pairs, folded, likeness, pairs_of
from app.hotline.models import OrderState, WorkOrder

MOST = 5
SAME = 0.5  # of the pairs of two texts in common: they say the same
RELATED = 0.22  # they are about the same
SAME_PLACE = 0.6
_GONE = (OrderState.MERGED, OrderState.SENT_BACK)
_COMMON = ("先生", "女士", "小姐", "匿名", "市民", "群众")


def said_of(order: WorkOrder) -> Pairs:
    """Return the pairs of what an order says."""
    return pairs_of(f"{order.title}\n{order.content}")


def same_place(one: WorkOrder, other: WorkOrder) -> bool:
    """Tell whether two orders are about one place, as far as it was written down."""
    return bool(one.place and other.place) and (
        folded(one.place) == folded(other.place)
        or likeness(pairs_of(one.place), pairs_of(other.place)) >= SAME_PLACE
    )


def same_caller(one: WorkOrder, other: WorkOrder) -> str:
    """Return in words why two orders come of the same person, "" where nothing says so.

    A name alone says so only where a telephone is missing, and never one that many bear.
    """
    mine, theirs = one.caller, other.caller
    if mine.telephone and mine.telephone == theirs.telephone:
        return "同一联系电话"
    named = mine.name and mine.name == theirs.name and not mine.name.endswith(_COMMON)
    return "诉求人同名" if named and not (mine.telephone and theirs.telephone) else ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """Another order as the person may see it, covered; ``caller`` says whether its caller may be told of."""

    order: WorkOrder
    shown: WorkOrder
    caller: bool


def duplicates_of(order: WorkOrder, others: Iterable[Known], linked: frozenset[str]) -> tuple[Duplicate, ...]:
    """Return those that may be the same, the surest first, with the reasons; not such as are linked already."""
    said, found = said_of(order), []
    for each in others:
        other = each.order
        if other.id == order.id or other.state in _GONE or other.number in linked:
            continue
        alike = likeness(said, said_of(other))
        caller = same_caller(order, other) if each.caller and other.is_open else ""
        if not caller and alike < SAME:
            continue
        place = same_place(order, other)
        reasons = [caller] if caller else []
        reasons += [f"内容相似{alike:.0%}"] if alike >= RELATED else []
        reasons += ["同一地点"] if place else []
        sure = alike + 0.5 * bool(caller) + 0.2 * place + 0.1 * other.is_open
        found.append((sure, Duplicate(order=each.shown, reasons=tuple(reasons))))
    found.sort(key=lambda pair: (-pair[0], -pair[1].order.id))
    return tuple(each for _, each in found[:MOST])
