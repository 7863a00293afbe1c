"""Databases lent for a while, and let go of afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Engine

from db.engine import bare_engine


@contextmanager
def lent(url: str | URL, *, read_only: bool = False, new: bool = False) -> Iterator[Engine]:
    """Lend a database without asking what it holds; ``new`` makes the SQLite file."""
    engine = bare_engine(url, read_only=read_only, new=new)
    try:
        yield engine
    finally:
        engine.dispose()
