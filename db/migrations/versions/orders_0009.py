"""12345 work orders, their co-handling shares, what is on record of them, and who works on one now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008b"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Name: table, columns, and whether only what somebody holds is in it.
INDICES = {
    "ix_orders_arrived": ("orders", ["arrived_at", "id"], False),
    "ix_orders_dispatched": ("orders", ["dispatched_at", "id"], False),
    "ix_orders_due": ("orders", ["due_on", "id"], False),
    "ix_orders_held": ("orders", ["held_division_id", "held_due_on", "id"], True),
    "ix_orders_held_due": ("orders", ["held_due_on", "id"], True),
    "ix_orders_holder": ("orders", ["holder_id", "held_due_on", "id"], True),
    "ix_orders_lead": ("orders", ["lead_id", "dispatched_at", "id"], False),
    "ix_orders_main_id": ("orders", ["main_id"], False),
    "ix_orders_state": ("orders", ["state", "held_due_on", "id"], True),
    "ix_orders_telephone": ("orders", ["telephone", "id"], False),
    "ix_order_shares_division": ("order_shares", ["division_id", "order_id"], False),
    "ix_order_shares_order_id": ("order_shares", ["order_id"], False),
    "ix_order_records_kind": ("order_records", ["kind", "recorded_at", "division_id"], False),
    "ix_order_records_order_id": ("order_records", ["order_id"], False),
}
GUARDS = (
    ("orders_delete", "DELETE ON orders", "工单不得删除"),
    ("order_records_update", "UPDATE ON order_records", "工单的办理记录不得改动或删除"),
    ("order_records_delete", "DELETE ON order_records", "工单的办理记录不得改动或删除"),
)
TAKEN = (
    "BEGIN UPDATE orders"
    " SET held_division_id = NEW.division_id, holder_id = NEW.staff_id, held_due_on = NEW.due_on"
    " WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
)
DATED = "BEGIN UPDATE orders SET held_due_on = NEW.due_on WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
ANSWERED_BY = (
    "UPDATE orders SET due_on = NEW.due_on, provisional = NEW.provisional"
    " WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
    " AND state IN ('待分派', '待签收', '办理中', '退单待核实', '派单异议审核', '待审核')"
)
ENDED = (
    "BEGIN UPDATE orders SET held_division_id = NULL, holder_id = NULL, held_due_on = NULL"
    " WHERE id = CAST(substr(OLD.open_key, 7) AS INTEGER)"
)
MIRRORS = (
    ("orders_taken", "INSERT", "substr(NEW.open_key, 1, 6) = 'order:'", TAKEN),
    ("orders_dated", "UPDATE OF due_on", "substr(NEW.open_key, 1, 6) = 'order:'", f"{DATED}; {ANSWERED_BY}"),
    (
        "orders_ended",
        "UPDATE OF open_key",
        "substr(OLD.open_key, 1, 6) = 'order:' AND NEW.open_key IS NULL",
        ENDED,
    ),
)


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("order_type", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("secrecy", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("query_code", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("city_dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("city_due_on", sa.Date(), nullable=True),
        sa.Column("lead_id", KEY, nullable=True),
        sa.Column("lead_name", sa.Text(), nullable=True),
        sa.Column("handler_id", KEY, nullable=True),
        sa.Column("handler_name", sa.Text(), nullable=True),
        sa.Column("first_dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("dispatched_at", sa.DateTime(), nullable=True),
        sa.Column("limit_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("contacted_at", sa.DateTime(), nullable=True),
        sa.Column("reply_content", sa.Text(), nullable=True),
        sa.Column("reply_basis", sa.Text(), nullable=True),
        sa.Column("reply_result", sa.Text(), nullable=True),
        sa.Column("reply_attitude", sa.Text(), nullable=True),
        sa.Column("reviewer_name", sa.Text(), nullable=True),
        sa.Column("completed_at", sa.DateTime(), nullable=True),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("reworks", sa.Integer(), nullable=False),
        sa.Column("supervisions", sa.Integer(), nullable=False),
        sa.Column("called_back_at", sa.DateTime(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("main_id", KEY, nullable=True),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("held_division_id", KEY, nullable=True),
        sa.Column("holder_id", KEY, nullable=True),
        sa.Column("held_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_orders_division_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["divisions.id"], name=op.f("fk_orders_lead_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name=op.f("fk_orders_handler_id")),
        sa.ForeignKeyConstraint(["main_id"], ["orders.id"], name=op.f("fk_orders_main_id")),
        sa.ForeignKeyConstraint(
            ["held_division_id"], ["divisions.id"], name=op.f("fk_orders_held_division_id")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name=op.f("fk_orders_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("order_number", name=op.f("uq_orders_order_number")),
    )
    op.create_table(
        "order_shares",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("replied_by_name", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_shares_order_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_order_shares_division_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_shares")),
    )
    op.create_table(
        "order_records",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("division_id", KEY, nullable=True),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("staff_name", sa.Text(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_records_order_id")),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_order_records_division_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_order_records_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_records")),
    )
    op.create_table(
        "order_claims",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("staff_name", sa.Text(), nullable=True),
        sa.Column("since_at", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_claims_order_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_order_claims_staff_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_claims")),
    )
    held = sa.text("held_division_id IS NOT NULL")
    for name, (table, columns, is_held) in INDICES.items():
        where = held if is_held else None
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
    in_file = op.get_bind().dialect.name == "sqlite"
    for name, event, sentence in GUARDS:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        body = refuse if in_file else f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW {body}")
    for name, event, when, deed in MIRRORS:
        trigger = f"CREATE TRIGGER {name} AFTER {event} ON segments FOR EACH ROW"
        if in_file:
            op.execute(f"{trigger} WHEN {when} {deed}; END")
            continue
        head = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        op.execute(f"{head} $$ {deed}; RETURN NULL; END $$")
        op.execute(f"{trigger} WHEN ({when}) EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    in_file = op.get_bind().dialect.name == "sqlite"
    for name, *_rest in MIRRORS:
        op.execute(f"DROP TRIGGER {name}" if in_file else f"DROP FUNCTION {name}() CASCADE")
    for table in ("order_claims", "order_records", "order_shares", "orders"):
        op.drop_table(table)
    op.execute("DELETE FROM search_pairs WHERE kind IN (5, 6)")
    op.execute("DELETE FROM search_texts WHERE kind IN (5, 6)")
