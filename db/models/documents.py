"""Tables of the register: counters, issued documents, prints, drafts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

counter_rows = Table(
    "number_counters",
    metadata,
    Column("type_key", words("type_key").type, primary_key=True),
    Column("division_id", Key, primary_key=True, autoincrement=False),
    Column("number_year", Integer, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
    Column("taken", Boolean, nullable=False),
)

document_rows = Table(
    "documents",
    metadata,
    identity(),
    words("type_key"),
    Column("type_version", Integer, nullable=False),
    words("title"),
    words("number_text", unique=True),
    text("number_mark"),
    Column("number_year", Integer, nullable=False),
    Column("number_sequence", Integer, nullable=False),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("division_name"),
    Column("case_id", Key, ForeignKey("cases.id"), index=True),
    text("case_number"),
    text("matter_name"),
    text("party"),
    text("telephone"),
    words("state"),
    Column("issued_on", Day, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("issued_by_id", Key, ForeignKey("staff.id"), nullable=False),
    text("issuer_name"),
    text("code"),
    words("request_key", unique=True),
    text("void_reason"),
    Column("voided_at", Moment),
    text("voided_by_name"),
    Column("served_on", Day),
    Column("version", Integer, nullable=False),
    words("fields"),
    words("imprint"),
    # Destroyed after its time: what it said is gone, and its hash stays.
    Column("destroyed_at", Moment),
    Column("disposal_id", Key),
    text("digest"),
    UniqueConstraint("type_key", "division_id", "number_year", "number_sequence"),
    Index("ix_documents_case_number", "case_number"),
    Index("ix_documents_list", "division_id", "state", "type_key", "issued_on"),
    Index("ix_documents_issued", "type_key", "issued_on", "state", "division_id", "issued_by_id", "case_id"),
)

print_rows = Table(
    "prints",
    metadata,
    identity(),
    Column("document_id", Key, ForeignKey("documents.id"), nullable=False, index=True),
    Column("printed_at", Moment, nullable=False),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False),
    text("staff_name"),
    Column("copies", Integer, nullable=False),
    text("printer"),
    Column("reprint", Boolean, nullable=False),
)

# No foreign key: a draft outside any case has case 0.
draft_rows = Table(
    "drafts",
    metadata,
    Column("staff_id", Key, ForeignKey("staff.id"), primary_key=True, autoincrement=False),
    Column("type_key", words("type_key").type, primary_key=True),
    Column("case_id", Key, primary_key=True, autoincrement=False),
    words("fields"),
    Column("saved_at", Moment, nullable=False),
)
