"""How quick the queue of 1,000,000 work orders is on both databases, beside the plain SQL that bounds it."""

from __future__ import annotations

import multiprocessing
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.hotline.models import OrderId, OrderType
from app.hotline.queue import AtLeast, Claim, OrderQuery, OrderSort, QueueView
from db.order_pages import page_of
from db.store import open_store
from tests.bench.many_orders import CONTENTS, NAMES, ORDERS, PLACES, TITLES, crowded, number_of, telephone_of
from tests.office import START

KINDS = ("sqlite", "postgresql")
ROUNDS, PAGE = 7, 200
CLAIMED, WORKERS, SEARCHES = 25_000, 8, 200
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
    for view, plain in PLAIN.items():
        one = replace(query, view=view)
        bound = _ms(lambda plain=plain: connection.exec_driver_sql(plain).all())
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
    return {
        "first": pages,
        "counts_ms": _ms(lambda: book.counts(query)),
        "counts_limit_ms": 5,
        "middle_ms": {
            sort.value: _ms(lambda sort=sort: book.find(replace(query, sort=sort), offset=middle, limit=PAGE))
            for sort in OrderSort
        },
        "middle_plain_offset_ms": _ms(
            lambda: connection.exec_driver_sql(PLAIN[QueueView.ALL] + f" OFFSET {middle}").all()
        ),
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
    with crowded(kind, searchable=True) as office, office.store.read() as unit:
        chance = random.Random(673)
        words = [_word(chance) for _ in range(SEARCHES)]
        query = OrderQuery(view=QueueView.ALL, staff=1, today=START, secret=True)
        took = [
            _timed(lambda word=word: unit.orders.find(replace(query, words=word), offset=0, limit=PAGE))
            for word in words
        ]
        connection, plain, missed = unit.orders._connection, [], 0
        for word in [each for each in words if not each.isdigit()][:10]:
            like = f"SELECT count(*) FROM search_texts WHERE kind = 5 AND words LIKE '%%{word.lower()}%%'"
            plain.append(_timed(lambda like=like: connection.exec_driver_sql(like).scalar()))
            found = unit.orders.count(replace(query, words=word))
            every = connection.exec_driver_sql(like).scalar()
            missed += found > every if isinstance(found, AtLeast) else found != every
        return {
            "searches": len(words),
            "p50_ms": _rank(took, 0.5),
            "p95_ms": _rank(took, 0.95),
            "limit_ms": 50,
            "like_p50_ms": _rank(plain, 0.5),
            "counts_unlike_like": missed,
            "load": os.getloadavg()[0],
        }


def _word(chance: random.Random) -> str:
    """Return something to look for: a name, two to four characters of a text, a number, a telephone's tail."""
    number = chance.randint(1, ORDERS)
    text = chance.choice((TITLES, CONTENTS, PLACES))[number % 997]
    start, length = chance.randrange(len(text) - 3), chance.randint(2, 4)
    kinds = (NAMES[number % 2003], text[start : start + length], number_of(number), telephone_of(number)[-4:])
    return chance.choices(kinds, (4, 4, 1, 2))[0]


def hotline_claims() -> dict[str, object]:
    """Eight processes take 25,000 orders one by one; none twice."""
    return {"orders": CLAIMED, "workers": WORKERS, **{kind: _claims(kind) for kind in KINDS}}


def _claims(kind: str) -> dict[str, object]:
    with crowded(kind, CLAIMED * 5) as office:
        office.store.close()
        began = time.perf_counter()
        with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
            taken = pool.starmap(_take, [(office.url, staff + 1, office.wall.at) for staff in range(WORKERS)])
        seconds = time.perf_counter() - began
    keys = [key for mine, _ in taken for key in mine]
    return {
        "taken": len(keys),
        "twice": len(keys) - len(set(keys)),
        "a_second": round(len(keys) / seconds),
        "goal_a_second": 4000,
        "worst_wait_ms": round(max(worst for _, worst in taken) * 1e3),
        "worst_wait_limit_ms": 300,
        "load": os.getloadavg()[0],
    }


def _take(url: str, staff: int, at) -> tuple[list[int], float]:
    """Take orders until there is none; return them, and the longest that one took."""
    store, keys, worst = open_store(url), [], 0.0
    query = OrderQuery(view=QueueView.DIVISION, staff=staff, today=START, secret=True)
    claim = Claim(order=OrderId(0), staff=staff, staff_name="员", since=at, until=at + timedelta(hours=9))
    while True:
        began = time.perf_counter()
        with store.begin() as unit:
            key = unit.claims.claim_next(query, claim)
        if key is None:
            store.close()
            return keys, worst
        worst = max(worst, time.perf_counter() - began)
        keys.append(int(key))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def _ms(work: Callable[[], object]) -> float:
    work()
    return round(statistics.median(_timed(work) for _ in range(ROUNDS)), 2)


def _rank(times: list[float], share: float) -> float:
    return round(sorted(times)[int(share * (len(times) - 1))], 1)


CASES = {"hotline_queue": hotline_queue, "hotline_search": hotline_search, "hotline_claims": hotline_claims}
