"""Rows of orders by class (分档分类): divisions by how much they are given, types by what is asked; no ranking.

A class of rows is a row whose key names those of its members, each with a comma after it (国办函〔2025〕66号).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.hotline.models import OrderType
from app.statistics.models import Cut, Span
from app.statistics.naming import UNLISTED, Names, named

TYPE_CLASSES = (
    ("咨询求助类", (OrderType.ENQUIRY, OrderType.HELP)),
    ("建议类", (OrderType.SUGGESTION,)),
    ("投诉举报类", (OrderType.COMPLAINT, OrderType.REPORT)),
)
MANY, SOME = 100, 30  # dispatches to a division in a month
_TIERS = (f"月均派单超过{MANY}件", f"月均派单{SOME}至{MANY}件", f"月均派单不足{SOME}件")
_NOBODY = "-1"
_NOWHERE = {Cut.TOPIC: "未写业务分类", Cut.PLACE: "未写地点"}
_SEPARATOR = ","

Rows = tuple[tuple[str, str], ...]
Often = Callable[[str], int]


def class_key(keys: Iterable[str]) -> str:
    """Return the key of a class of rows."""
    return "".join(f"{key}{_SEPARATOR}" for key in keys)


def members_of(key: str, cut: Cut) -> tuple[str, ...]:
    """Return the rows of a class, of any other row itself."""
    return tuple(filter(None, key.split(_SEPARATOR))) if is_class(key, cut) else (key,)


def is_class(key: str, cut: Cut) -> bool:
    """Tell whether a row is a class of others."""
    return cut in (Cut.DIVISION, Cut.TYPE) and key.endswith(_SEPARATOR)


def order_rows(cut: Cut, span: Span, keys: frozenset[str], names: Names, *, given: Often, came: Often) -> Rows:
    """Return keys and names of the rows in order; ``given`` and ``came`` say how many orders a row had."""
    match cut:
        case Cut.DIVISION:
            return tuple(_divisions(span, keys, names, given))
        case Cut.TYPE:
            return tuple(_types(keys))
        case Cut.TOPIC | Cut.PLACE:
            hottest = sorted(keys, key=lambda key: (key == UNLISTED, -came(key), key))
            return tuple((key, _NOWHERE[cut] if key == UNLISTED else key) for key in hottest)
        case _:
            return named(cut, span, keys, names)


def _divisions(span: Span, keys: frozenset[str], names: Names, given: Often) -> Iterator[tuple[str, str]]:
    listed = named(Cut.DIVISION, span, keys - {_NOBODY}, names)
    for tier, title in enumerate(_TIERS):
        members = [row for row in listed if _tier(given(row[0]), len(span.months)) == tier]
        if members:
            yield class_key(key for key, _ in members), title
            yield from members
    if _NOBODY in keys:
        yield _NOBODY, "未分派"


def _tier(given: int, months: int) -> int:
    return 0 if given > MANY * months else 1 if given >= SOME * months else 2


def _types(keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    for title, types in TYPE_CLASSES:
        members = [each.value for each in types if each.value in keys]
        if len(types) > 1 and members:
            yield class_key(members), title
        yield from ((key, key) for key in members)
