"""Tables of cases, deferred answers and second notices."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table
from sqlalchemy import text as sa_text

from db.models.columns import Day, Key, Moment, identity, metadata, text, words

# An application taken back, by the first words of why it ended (app.cases.act_fields.WITHDRAWALS).
TAKEN_BACK = "state = '已结束' AND substr(closed_why, 1, 4) IN ('申请人书', '重复登记', '来文（交')"

case_rows = Table(
    "cases",
    metadata,
    identity(),
    words("case_number", unique=True),
    Column("matter_id", Key, ForeignKey("matters.id"), nullable=False),
    words("matter_code"),
    words("matter_name"),
    words("kind"),
    words("regime"),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    Column("clerk_id", Key, ForeignKey("staff.id"), nullable=False),
    text("clerk_name"),
    text("counter"),
    text("channel"),
    Column("received_on", Day, nullable=False),
    Column("created_at", Moment, nullable=False),
    words("state"),
    Column("accepted_on", Day),
    text("closed_why"),
    Column("version", Integer, nullable=False),
    words("applicant"),
    words("materials"),
    text("reference"),
    Column("committed", Integer, nullable=False, server_default="0"),
    Column("statutory", Integer, nullable=False, server_default="0"),
    words("pauses", server_default="[]"),
    text("extension"),
    text("result"),
    Column("completed_on", Day),
    Column("due_on", Day),
    Column("served_on", Day),
    Index("ix_cases_list", "division_id", "state"),
    # Statistics are counted from these alone.
    Index(
        "ix_cases_received",
        "received_on",
        "state",
        "division_id",
        "clerk_id",
        "matter_id",
        "kind",
        "accepted_on",
        "completed_on",
    ),
    Index(
        "ix_cases_completed",
        "completed_on",
        "due_on",
        "committed",
        "accepted_on",
        "division_id",
        "clerk_id",
        "matter_id",
        "kind",
    ),
    Index(
        "ix_cases_withdrawn",
        "division_id",
        sqlite_where=sa_text(TAKEN_BACK),
        postgresql_where=sa_text(TAKEN_BACK),
    ),
)

deferred_rows = Table(
    "deferrals",
    metadata,
    identity(),
    Column("division_id", Key, ForeignKey("divisions.id"), nullable=False),
    Column("clerk_id", Key, ForeignKey("staff.id"), nullable=False),
    text("clerk_name"),
    text("party"),
    text("telephone"),
    text("matter_name"),
    Column("case_id", Key, ForeignKey("cases.id")),
    text("question"),
    Column("asked_at", Moment, nullable=False),
    Column("promised_at", Moment, nullable=False),
    text("answer"),
    Column("answered_at", Moment),
    text("answered_by"),
    Column("version", Integer, nullable=False),
    Index("ix_deferrals_open", "answered_at"),
)

second_notice_rows = Table(
    "second_notices",
    metadata,
    identity(),
    Column("case_id", Key, ForeignKey("cases.id")),
    Column("document_id", Key, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("clerk_id", Key, ForeignKey("staff.id"), nullable=False),
    text("clerk_name"),
    text("matter_name"),
    Column("head_id", Key, ForeignKey("staff.id"), nullable=False),
    text("head_name"),
    text("reason"),
    words("added"),
    Column("noticed_at", Moment, nullable=False),
)
