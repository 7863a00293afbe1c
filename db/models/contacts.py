"""The table of first contacts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

contact_rows = Table(
    "contacts",
    metadata,
    identity(),
    words("contact_number", unique=True),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False, index=True),
    text("division_name"),
    Column("first_id", Key, ForeignKey("staff.id"), nullable=False, index=True),
    text("first_name"),
    Column("registered_at", Moment, nullable=False),
    words("channel"),
    words("kind"),
    text("visitor"),
    text("telephone"),
    text("address"),
    text("content"),
    words("materials"),
    words("outcome"),
    words("state"),
    Column("responsible_id", Key, ForeignKey("staff.id"), index=True),
    text("responsible_name"),
    Column("resp_division_id", Key, ForeignKey("divisions.id")),
    text("resp_division_name"),
    Column("handed_on", Day),
    Column("handed_at", Moment),
    Column("signed_at", Moment),
    Column("called_at", Moment),
    text("call_words"),
    Column("promised_on", Day),
    Column("major", Boolean, nullable=False),
    Column("leader_id", Key, ForeignKey("staff.id")),
    text("leader_name"),
    Column("reported_at", Moment),
    text("leader_opinion"),
    text("outside_organ"),
    text("outside_telephone"),
    text("guidance"),
    text("notice_number"),
    text("answer"),
    Column("answered_at", Moment),
    text("answered_by_name"),
    text("result"),
    Column("case_id", Key, ForeignKey("cases.id"), index=True),
    text("case_number"),
    Column("order_id", Key, index=True),
    text("order_number"),
    Column("record_id", Key, ForeignKey("documents.id")),
    Column("version", Integer, nullable=False),
    Index("ix_contacts_list", "resp_division_id", "state"),
    # Statistics are counted from these.
    Index(
        "ix_contacts_registered", "registered_at", "division_id", "first_id", "outcome", "state", "handed_on"
    ),
    Index("ix_contacts_handed", "handed_on"),
)
