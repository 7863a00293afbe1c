"""Tables of the office's settings (one row of JSON) and wordings."""

from __future__ import annotations

from sqlalchemy import Column, Table, UniqueConstraint

from db.models.columns import Day, Key, identity, metadata, text, words

settings_rows = Table(
    "office_settings",
    metadata,
    Column("id", Key, primary_key=True, autoincrement=False),
    words("settings"),
)

wording_rows = Table(
    "wordings",
    metadata,
    identity(),
    words("word_key"),
    text("word_text"),
    Column("effective_from", Day, nullable=False),
    text("basis"),
    UniqueConstraint("word_key", "effective_from"),
)
