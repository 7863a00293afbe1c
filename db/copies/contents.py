"""What a database holds: how many rows in each table, and a hash of them all; the same rows, the same hash."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from sqlalchemy import Connection

from app.office.copying import Tell

# A row is written the same way on either side, whatever the account or the database prefers.
_PLAIN = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL extra_float_digits = 3",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL statement_timeout = 0",
)
_TABLES = """SELECT n.nspname || '.' || c.relname AS name, format('%%I.%%I', n.nspname, c.relname) AS quoted
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'rules') AND c.relkind = 'r' AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e' AND d.classid = 'pg_class'::regclass)
  ORDER BY 1"""
# Order does not matter: two sums over halves of each row's hash.
_SUMS = """SELECT count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint::numeric), 0),
  coalesce(sum(('x' || right(h, 16))::bit(64)::bigint::numeric), 0)
  FROM (SELECT md5(held::text) AS h FROM {table} held) hashed"""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """By table its rows and their hash."""

    tables: dict[str, tuple[int, str]]

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(count for count, _hash in self.tables.values())

    @property
    def digest(self) -> str:
        """One hash of everything."""
        lines = (f"{name}:{count}:{hashed}" for name, (count, hashed) in sorted(self.tables.items()))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def count(self, table: str) -> int:
        """Return how many rows a table of the office has, 0 where its form does not know the table."""
        return next((rows for name, (rows, _hash) in self.tables.items() if name.split(".")[-1] == table), 0)

    def differing(self, other: Contents) -> tuple[str, ...]:
        """Return the tables that are not the same in both."""
        names = sorted({*self.tables, *other.tables})
        return tuple(name for name in names if self.tables.get(name) != other.tables.get(name))


def server_contents(connection: Connection, tell: Tell, what: str) -> Contents:
    """Read every table of an office on a server, within the connection's transaction."""
    for statement in _PLAIN:
        connection.exec_driver_sql(statement)
    found: dict[str, tuple[int, str]] = {}
    tables = connection.exec_driver_sql(_TABLES).all()
    for place, table in enumerate(tables, 1):
        count, left, right = connection.exec_driver_sql(_SUMS.format(table=table.quoted)).one()
        found[table.name] = (int(count), f"{left}.{right}")
        tell(what, place, len(tables))
    return Contents(tables=found)


def file_contents(connection: sqlite3.Connection, tell: Tell, what: str) -> Contents:
    """Read every table of an office in a file, within the connection's transaction."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY 1"
    names = [name for (name,) in connection.execute(asked)]
    found: dict[str, tuple[int, str]] = {}
    for place, name in enumerate(names, 1):
        count, hashed = 0, hashlib.sha256()
        for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608  # a table's own name
            hashed.update(repr(row).encode("utf-8", "surrogatepass"))
            count += 1
        found[name] = (count, hashed.hexdigest())
        tell(what, place, len(names))
    return Contents(tables=found)
