"""Tables of the ledger: entries, the head, the seals."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint
from sqlalchemy import text as sa_text

from db.models.columns import Day, Key, Moment, metadata, text, words

entry_rows = Table(
    "ledger_entries",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    Column("place", Integer, nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("actor_id", Key),
    text("actor_name"),
    Column("behalf_id", Key),
    text("behalf_name"),
    text("ground"),
    words("act"),
    words("subject"),
    text("summary"),
    text("detail"),
    text("previous_hash"),
    words("entry_hash"),
    UniqueConstraint("subject", "place"),
    # What was done in somebody's place is little beside the rest of the book.
    Index(
        "ix_ledger_entries_behalf",
        "behalf_id",
        "entered_at",
        sqlite_where=sa_text("behalf_id IS NOT NULL"),
        postgresql_where=sa_text("behalf_id IS NOT NULL"),
    ),
)

# One row: locking it keeps entries in single file.
head_rows = Table(
    "ledger_heads",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=False),
    Column("entry_count", Key, nullable=False),
    text("chain"),
    Column("last_at", Moment),
)

seal_rows = Table(
    "ledger_seals",
    metadata,
    Column("sealed_day", Day, primary_key=True),
    Column("last_seq", Key, nullable=False),
    words("chain"),
    text("previous_hash"),
    words("seal_hash"),
)
