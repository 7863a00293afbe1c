"""Every test opens an office anew: statements compiled for one serve the next, as in a day of one window."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

KEPT = 4_000  # statements


def what_compiles(dialect):
    """Return what a statement's words depend on beside itself."""
    known = getattr(dialect, "server_version_info", None)
    return type(dialect), dialect.paramstyle, dialect.positional, known


def keep_compiled():
    """Let all engines of these tests share what they compiled."""
    shared = LRUCache(KEPT)
    Engine._compiled_cache = property(lambda _engine: shared, lambda _engine, _own: None)
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        dialect.__eq__ = lambda self, other: what_compiles(self) == what_compiles(other)
        dialect.__hash__ = lambda self: hash(what_compiles(self))
