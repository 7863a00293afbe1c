"""Tables of the search: the texts a thing is found by, and their neighbouring pairs of characters."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, SmallInteger, Table

from db.models.columns import Key, metadata, text

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
