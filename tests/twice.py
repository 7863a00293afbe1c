"""Sends every act twice, as a window does that heard no answer: the archive is what one sending leaves."""

from __future__ import annotations

import pkgutil
import sqlite3
from contextlib import closing, contextmanager
from functools import wraps
from importlib import import_module
from uuid import uuid4

import app
from app.once import asked_now, sent_as


def every_act():
    """Yield room, name and method of every use case that is done once."""
    for found in pkgutil.walk_packages(app.__path__, "app."):
        if found.name.endswith("__main__"):
            continue
        for room in vars(import_module(found.name)).values():
            if isinstance(room, type) and room.__module__ == found.name:
                yield from (
                    (room, name, each) for name, each in vars(room).items() if hasattr(each, "done_once")
                )


def in_words(answer):
    """Return an answer as it can be compared: what it says, for not all compare by what they hold."""
    return repr(answer)


def sent_twice(method):
    """Return the use case as it is asked by one whose first answer was lost."""

    @wraps(method)
    def twice(room, actor, *given, **named):
        if asked_now() is not None:
            return method(room, actor, *given, **named)
        with sent_as(uuid4().hex):
            first = method(room, actor, *given, **named)
            with looked_at(room._store) as changes:
                before = changes()
                second = method(room, actor, *given, **named)
                assert changes() == before, f"{method.__qualname__} was done twice"
        assert in_words(second) == in_words(first)
        return second

    return twice


@contextmanager
def looked_at(store):
    """Lend what tells whether anybody else writes into the file, or how long a server's ledger is."""
    if store.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(store.engine.url.database)) as file:
            yield lambda: file.execute("PRAGMA data_version").fetchone()
        return

    def head():
        with store.read() as unit:
            return unit.ledger.head()

    yield head
