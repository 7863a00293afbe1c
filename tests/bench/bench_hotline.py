"""How quick the queue of 1,000,000 work orders is on both databases, beside the plain SQL that bounds it."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.hotline.models import OrderType
from app.hotline.queue import AtLeast, OrderQuery, OrderSort, QueueView
from db.hotline.pages import page_of
from tests.bench.many_orders import CONTENTS, NAMES, ORDERS, PLACES, TITLES, crowded, number_of, telephone_of
from tests.office import START

KINDS = ("sqlite", "postgresql")
ROUNDS, PAGE = 7, 200
SEARCHES, LIKES = 200, 10
_HELD = "SELECT id FROM orders WHERE held_division_id IS NOT NULL"
PLAIN = {
    QueueView.DIVISION: f"{_HELD} ORDER BY held_due_on, id LIMIT 200",
    QueueView.ARRIVED: f"{_HELD} AND state = '待分派' ORDER BY held_due_on, id LIMIT 200",
    QueueView.TODAY: f"{_HELD} AND held_due_on = '{START}' ORDER BY held_due_on, id LIMIT 200",
    QueueView.LATE: f"{_HELD} AND held_due_on < '{START}' ORDER BY held_due_on, id LIMIT 200",
    QueueView.RETURNED: (
        f"{_HELD} AND state IN ('退单待核实', '派单异议审核') ORDER BY held_due_on, id LIMIT 200"
    ),
    QueueView.SUPERVISED: f"{_HELD} AND supervisions > 0 ORDER BY held_due_on, id LIMIT 200",
    QueueView.TO_CALL_BACK: f"{_HELD} AND state = '待回访' ORDER BY held_due_on, id LIMIT 200",
    QueueView.ALL: "SELECT id FROM orders WHERE due_on IS NOT NULL ORDER BY due_on, id LIMIT 200",
}


# What a division owes of orders that others lead stands among what it has.
PLAIN_OWN = """SELECT id FROM (
  SELECT * FROM (SELECT id, held_due_on AS due FROM orders WHERE held_division_id IN ({own})
    ORDER BY held_due_on, id LIMIT 200) AS held
  UNION ALL SELECT o.id, min(s.due_on) FROM order_shares s JOIN orders o ON o.id = s.order_id
    WHERE s.division_id IN ({own}) AND s.replied_at IS NULL AND NOT s.withdrawn
      AND o.held_division_id IS NOT NULL AND o.held_division_id NOT IN ({own}) GROUP BY o.id
) AS every ORDER BY due, id LIMIT 200"""


def _plainly(query: OrderQuery) -> str:
    """Return a view as somebody would write it who knows its indices; by day, parts are left out."""
    if query.divisions is None:
        return PLAIN[query.view]
    own = ", ".join(map(str, sorted(query.divisions)))
    if query.view is QueueView.DIVISION:
        return PLAIN_OWN.format(own=own)
    shared = f"id IN (SELECT order_id FROM order_shares WHERE division_id IN ({own}))"
    reached = f"(coalesce(lead_id, lead_id) IN ({own}) OR division_id IN ({own}) OR {shared})"
    return PLAIN[query.view].replace(" ORDER BY", f" AND {reached} ORDER BY")


def hotline_queue() -> dict[str, object]:
    """First pages, a jump to the middle, counts, another order and filter: seeing all, and one division."""
    return {"orders": ORDERS, **{kind: _queue(kind) for kind in KINDS}}


def _queue(kind: str) -> dict[str, object]:
    began = time.perf_counter()
    with crowded(kind) as office:
        built = time.perf_counter() - began
        query = OrderQuery(view=QueueView.ALL, staff=1, today=START, secret=True)
        handler = office.actor("l07p2")
        narrow = replace(query, staff=handler.id, divisions=frozenset({handler.division}), secret=False)
        three = frozenset(office.actor(f"l0{number}p2").division for number in (7, 8, 9))
        with office.store.read() as unit:
            return {
                "built_s": round(built),
                "load": os.getloadavg()[0],
                "whole": _asked(unit, query),
                "division": _asked(unit, narrow),
                "three_divisions": _asked(unit, replace(narrow, divisions=three)),
            }


def _asked(unit, query: OrderQuery) -> dict[str, object]:
    book, connection = unit.orders, unit.orders._connection

    pages = {}
    for view in PLAIN:
        one = replace(query, view=view)
        plain = _plainly(one)
        bound = _ms(lambda plain=plain: connection.exec_driver_sql(plain).all())
        if view is QueueView.DIVISION:  # the two must answer alike to be compared
            alike = page_of(connection, one, offset=0, limit=PAGE)
            assert alike == list(connection.exec_driver_sql(plain).scalars())
        ids = _ms(lambda one=one: page_of(connection, one, offset=0, limit=PAGE))
        whole = _ms(lambda one=one: book.find(one, offset=0, limit=PAGE))
        pages[view.value] = {"plain_ms": bound, "ids_ms": ids, "ratio": round(ids / bound, 1), "rows_ms": whole}
    middle = book.count(query) // 2
    narrowed = {
        "type": replace(query, types=(OrderType.COMPLAINT,)),
        "topic": replace(query, topic="海洋"),
        "since": replace(query, since=START - timedelta(days=90)),
        "open_type": replace(query, view=QueueView.DIVISION, types=(OrderType.COMPLAINT,)),
    }
    plain_middle = PLAIN[QueueView.ALL] + f" OFFSET {middle}"
    return {
        "first": pages,
        "counts_ms": _ms(lambda: book.counts(query)),
        "counts_limit_ms": 5,
        "middle_ms": {
            sort.value: _ms(lambda sort=sort: book.find(replace(query, sort=sort), offset=middle, limit=PAGE))
            for sort in OrderSort
        },
        "middle_plain_offset_ms": _ms(lambda: connection.exec_driver_sql(plain_middle).all()),
        "middle_limit_ms": 25,
        "sorted_ms": {
            sort.value: _ms(lambda sort=sort: _shown(book, replace(query, sort=sort, descending=True)))
            for sort in OrderSort
        },
        "filtered_ms": {name: _ms(lambda one=one: _shown(book, one)) for name, one in narrowed.items()},
        "filtered_limit_ms": 100,
    }


def _shown(book, query: OrderQuery) -> None:
    """Read what the window shows: the number, and the first page."""
    book.count(query)
    book.find(query, offset=0, limit=PAGE)


def hotline_search() -> dict[str, object]:
    """Find words of every kind; every one by the number of matches that LIKE over the same texts finds."""
    return {"orders": ORDERS, **{kind: _search(kind) for kind in KINDS}}


def _search(kind: str) -> dict[str, object]:
    with crowded(kind, searchable=True) as office:
        chance = random.Random(673)
        words = [_word(chance) for _ in range(SEARCHES)]
        query = OrderQuery(view=QueueView.ALL, staff=1, today=START, secret=True)
        handler = office.actor("l07p2")
        narrow = replace(query, staff=handler.id, divisions=frozenset({handler.division}), secret=False)
        with office.store.read() as unit:
            like, unlike = _liked(unit, query, [each for each in words if not each.isdigit()][:LIKES])
            return {
                "searches": len(words),
                "limit_ms": 50,
                "whole": _found(unit.orders, query, words, like),
                "division": _found(unit.orders, narrow, words, like),
                "like_p50_ms": like,
                "counts_unlike_like": unlike,
                "load": os.getloadavg()[0],
            }


def _found(book, query: OrderQuery, words: list[str], like: float) -> dict[str, float]:
    """Find the first page of every word; beside how long LIKE takes."""
    took = [
        _timed(lambda word=word: book.find(replace(query, words=word), offset=0, limit=PAGE)) for word in words
    ]
    p50 = _rank(took, 0.5)
    return {"p50_ms": p50, "p95_ms": _rank(took, 0.95), "ratio_to_like": round(p50 / like, 2)}


def _liked(unit, query: OrderQuery, words: list[str]) -> tuple[float, int]:
    """Return how long LIKE takes over the same texts, and for how many words it counts otherwise."""
    connection, took, unlike = unit.orders._connection, [], 0
    for word in words:
        said = f"words LIKE '%%{word.lower()}%%'"
        like = f"SELECT count(*) FROM search_texts WHERE kind = 5 AND {said}"
        took.append(_timed(lambda like=like: connection.exec_driver_sql(like).scalar()))
        all_of_it = f"SELECT count(DISTINCT id) FROM search_texts WHERE kind IN (5, 8) AND {said}"
        found = unit.orders.count(replace(query, words=word))
        every = connection.exec_driver_sql(all_of_it).scalar()
        unlike += found > every if isinstance(found, AtLeast) else found != every
    return _rank(took, 0.5), unlike


def _word(chance: random.Random) -> str:
    """Return something to look for: a name, two to four characters of a text, a number, a telephone's tail."""
    number = chance.randint(1, ORDERS)
    text = chance.choice((TITLES, CONTENTS, PLACES))[number % 997]
    start, length = chance.randrange(len(text) - 3), chance.randint(2, 4)
    kinds = (NAMES[number % 2003], text[start : start + length], number_of(number), telephone_of(number)[-4:])
    return chance.choices(kinds, (4, 4, 1, 2))[0]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def _ms(work: Callable[[], object]) -> float:
    work()
    return round(statistics.median(_timed(work) for _ in range(ROUNDS)), 2)


def _rank(times: list[float], share: float) -> float:
    return round(sorted(times)[int(share * (len(times) - 1))], 1)


CASES = {"hotline_queue": hotline_queue, "hotline_search": hotline_search}
