"""Tables of divisions, staff and grants."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, UniqueConstraint

from db.models.columns import Key, Moment, identity, metadata, text, words

division_rows = Table(
    "divisions",
    metadata,
    identity(),
    words("code", unique=True),
    words("name"),
    words("kind"),
    text("mark"),
    text("counter_telephone"),
    text("supervision_telephone"),
    Column("active", Boolean, nullable=False),
)

staff_rows = Table(
    "staff",
    metadata,
    identity(),
    words("login", unique=True),
    words("name"),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("counter"),
    text("password"),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

grant_rows = Table(
    "grants",
    metadata,
    identity(),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False),
    words("role"),
    Column("division_id", Key, ForeignKey("divisions.id")),
    UniqueConstraint("staff_id", "role", "division_id"),
)
