"""Tables of denials: the denial itself, its checks, its files and their contents, and complaints."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

denial_rows = Table(
    "denials",
    metadata,
    identity(),
    Column("case_id", Key, ForeignKey("cases.id"), nullable=False, index=True),
    words("case_number"),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    text("division_name"),
    text("matter_name"),
    text("party"),
    words("situation"),
    words("ground"),
    words("kind"),
    words("fields"),
    words("state"),
    Column("prepared_by_id", Key, ForeignKey("staff.id"), nullable=False),
    text("prepared_by_name"),
    Column("opened_at", Moment, nullable=False),
    Column("told_before", Boolean, nullable=False),
    Column("report_by", Day),
    Column("handler_id", Key, ForeignKey("staff.id")),
    text("handler_name"),
    Column("head_id", Key, ForeignKey("staff.id")),
    Column("leader_id", Key, ForeignKey("staff.id")),
    Column("submitted_at", Moment),
    Column("filed_at", Moment),
    Column("archived_at", Moment),
    text("archived_by_name"),
    Column("form_id", Key, ForeignKey("documents.id")),
    Column("notice_id", Key, ForeignKey("documents.id")),
    Column("unmet_id", Key, ForeignKey("documents.id")),
    text("case_state_before"),
    Column("version", Integer, nullable=False),
    Index("ix_denials_list", "division_id", "state"),
)

check_rows = Table(
    "denial_checks",
    metadata,
    identity(),
    Column("denial_id", Key, ForeignKey("denials.id"), nullable=False, index=True),
    words("station"),
    Column("staff_id", Key, ForeignKey("staff.id"), nullable=False),
    text("staff_name"),
    words("opinion"),
    text("check_text"),
    Column("checked_at", Moment, nullable=False),
)

attachment_rows = Table(
    "attachments",
    metadata,
    identity(),
    Column("denial_id", Key, ForeignKey("denials.id"), nullable=False, index=True),
    words("name"),
    Column("size", BigInteger, nullable=False),
    words("digest"),
    Column("added_at", Moment, nullable=False),
    text("added_by_name"),
)

# A table of their own: a list of files never reads what is in them.
content_rows = Table(
    "file_contents",
    metadata,
    Column("attachment_id", Key, ForeignKey("attachments.id"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

complaint_rows = Table(
    "complaints",
    metadata,
    identity(),
    Column("denial_id", Key, ForeignKey("denials.id"), nullable=False, index=True),
    Column("received_on", Day, nullable=False),
    text("channel"),
    text("content"),
    Column("taken_by_id", Key, ForeignKey("staff.id"), nullable=False),
    text("taken_by_name"),
    Column("due_on", Day, nullable=False),
    words("state"),
    text("answer"),
    Column("answered_by_id", Key, ForeignKey("staff.id")),
    text("answered_by_name"),
    Column("answered_at", Moment),
    Column("version", Integer, nullable=False),
)
