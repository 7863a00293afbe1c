"""Tables of the search: the texts a thing is found by, and their neighbouring pairs of characters."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Integer, SmallInteger, Table, event

from db.models.columns import Key, metadata, text, words

SPAN = 20_000  # keys at most from the first thing of a lot to its last

text_rows = Table(
    "search_texts",
    metadata,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("id", Key, primary_key=True, autoincrement=False),
    text("words"),
    text("tails"),
    text("initials"),
    sqlite_with_rowid=False,
)

pair_rows = Table(
    "search_pairs",
    metadata,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("pair", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Key, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Of things that came together, all that have a pair: as distances from the first of them (",0,5,77,").
lot_rows = Table(
    "search_lots",
    metadata,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("pair", BigInteger, primary_key=True, autoincrement=False),
    Column("first", Key, primary_key=True, autoincrement=False),
    Column("many", Integer, nullable=False),
    words("places"),
    sqlite_with_rowid=False,
)


@event.listens_for(lot_rows, "after_create")
def _keep_as_they_are(_table: Table, connection: Connection, **_said: object) -> None:
    """Keep lists as they are: compressed by a server they are hardly shorter, and every search waits for it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE search_lots ALTER COLUMN places SET STORAGE EXTERNAL")
