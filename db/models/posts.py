"""Tables of posts and absences; the goals of a post are JSON."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

post_rows = Table(
    "posts",
    metadata,
    identity(),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False, index=True),
    words("name"),
    words("duties"),
    text("section_duties"),
    words("goals"),
    Column("secret", Boolean, nullable=False),
    Column("a_id", Key, ForeignKey("staff.id"), nullable=False, index=True),
    Column("b_id", Key, ForeignKey("staff.id"), nullable=False, index=True),
    Column("second_b_id", Key, ForeignKey("staff.id")),
    Column("effective_from", Day, nullable=False),
    Column("effective_until", Day),
    text("approved_by_name"),
    Column("approved_on", Day),
    Column("filed_on", Day),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    # Nobody is twice on one post.
    CheckConstraint("a_id <> b_id AND a_id <> second_b_id AND b_id <> second_b_id", name="once"),
)

absence_rows = Table(
    "absences",
    metadata,
    identity(),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False),
    words("reason"),
    Column("sudden", Boolean, nullable=False),
    Column("starts_at", Moment, nullable=False),
    # When the person is back, so far as is known: the planned end, or that before its time.
    Column("until_at", Moment),
    Column("ends_at", Moment),
    Column("ended_at", Moment),
    words("state"),
    Column("entered_by_id", Key, ForeignKey("staff.id"), nullable=False),
    text("entered_by_name"),
    Column("entered_at", Moment, nullable=False),
    Column("decided_by_id", Key, ForeignKey("staff.id")),
    text("decided_by_name"),
    Column("decided_at", Moment),
    text("opinion"),
    Column("substitute_id", Key, ForeignKey("staff.id")),
    text("substitute_ground"),
    text("note"),
    Column("version", Integer, nullable=False),
    # Whoever stands in for himself stands in for nobody.
    CheckConstraint("substitute_id <> staff_id", name="other"),
    Index("ix_absences_span", "until_at", "starts_at"),
    Index("ix_absences_staff", "staff_id", "starts_at"),
)
