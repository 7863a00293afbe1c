"""Every order that waits has its row among the claims, kept by triggers: what is taken is not free."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013b"
branch_labels = None
depends_on = None

# ruff: noqa: S608 - nothing of it comes from outside
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FREE = "staff_id IS NULL AND held_division_id IS NOT NULL"
INDICES = {
    "ix_order_claims_free": (["held_due_on", "order_id"], FREE),
    "ix_order_claims_free_in": (["held_division_id", "held_due_on", "order_id"], FREE),
    "ix_order_claims_until": (["until_at"], "staff_id IS NOT NULL"),
}
NEW = "CAST(substr(NEW.open_key, 7) AS INTEGER)"
OLD = "CAST(substr(OLD.open_key, 7) AS INTEGER)"
TAKEN = (
    "BEGIN UPDATE orders"
    " SET held_division_id = NEW.division_id, holder_id = NEW.staff_id, held_due_on = NEW.due_on"
    f" WHERE id = {NEW}"
)
WAITS = (
    "INSERT INTO order_claims (order_id, held_division_id, held_due_on)"
    f" VALUES ({NEW}, NEW.division_id, NEW.due_on)"
    " ON CONFLICT (order_id) DO UPDATE"
    " SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on"
)
DATED = (
    f"BEGIN UPDATE orders SET held_due_on = NEW.due_on WHERE id = {NEW}; "
    "UPDATE orders SET due_on = NEW.due_on, provisional = NEW.provisional"
    f" WHERE id = {NEW}"
    " AND state IN ('待分派', '待签收', '办理中', '退单待核实', '派单异议审核', '待审核')"
)
WAITS_UNTIL = f"UPDATE order_claims SET held_due_on = NEW.due_on WHERE order_id = {NEW}"
ENDED = (
    f"BEGIN UPDATE orders SET held_division_id = NULL, holder_id = NULL, held_due_on = NULL WHERE id = {OLD}"
)
WAITS_NO_MORE = (
    f"DELETE FROM order_claims WHERE order_id = {OLD} AND staff_id IS NULL;"
    f" UPDATE order_claims SET held_division_id = NULL, held_due_on = NULL WHERE order_id = {OLD}"
)
# Name, what is caught on segments, when, what was done, and what is done beside it now.
MIRRORS = (
    ("orders_taken", "INSERT", "substr(NEW.open_key, 1, 6) = 'order:'", TAKEN, WAITS),
    ("orders_dated", "UPDATE OF due_on", "substr(NEW.open_key, 1, 6) = 'order:'", DATED, WAITS_UNTIL),
    (
        "orders_ended",
        "UPDATE OF open_key",
        "substr(OLD.open_key, 1, 6) = 'order:' AND NEW.open_key IS NULL",
        ENDED,
        WAITS_NO_MORE,
    ),
)


def set_mirrors(*, beside: bool) -> None:
    in_file = op.get_bind().dialect.name == "sqlite"
    for name, event, when, before, now in MIRRORS:
        deed = f"{before}; {now}" if beside else before
        if in_file:
            op.execute(f"DROP TRIGGER {name}")
            op.execute(f"CREATE TRIGGER {name} AFTER {event} ON segments FOR EACH ROW WHEN {when} {deed}; END")
        else:
            head = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            op.execute(f"{head} $$ {deed}; RETURN NULL; END $$")


def make_claims(*, waiting: bool) -> None:
    columns: list[sa.Column[Any]] = [
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("staff_id", KEY, nullable=waiting),
        sa.Column("staff_name", sa.Text(), nullable=True),
        sa.Column("since_at", sa.DateTime(), nullable=waiting),
        sa.Column("until_at", sa.DateTime(), nullable=waiting),
    ]
    places: list[sa.Column[Any]] = [sa.Column("held_division_id", KEY), sa.Column("held_due_on", sa.Date())]
    op.create_table(
        "order_claims",
        *([*columns[:1], *places, *columns[1:]] if waiting else columns),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_claims_order_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_order_claims_staff_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_claims")),
    )


def put_back(claims: list[dict[str, object]]) -> None:
    for claim in claims:
        op.execute(
            sa.text(
                "INSERT INTO order_claims (order_id, staff_id, staff_name, since_at, until_at)"
                " VALUES (:order_id, :staff_id, :staff_name, :since_at, :until_at)"
                " ON CONFLICT (order_id) DO UPDATE SET staff_id = excluded.staff_id,"
                " staff_name = excluded.staff_name, since_at = excluded.since_at, until_at = excluded.until_at"
            ).bindparams(**claim)
        )


def taken_out() -> list[dict[str, object]]:
    claimed = "SELECT order_id, staff_id, staff_name, since_at, until_at FROM order_claims"
    found = op.get_bind().execute(sa.text(f"{claimed} WHERE staff_id IS NOT NULL"))
    claims = [dict(row) for row in found.mappings()]
    op.drop_table("order_claims")
    return claims


def upgrade() -> None:
    claims = taken_out()
    make_claims(waiting=True)
    op.execute(
        "INSERT INTO order_claims (order_id, held_division_id, held_due_on)"
        " SELECT id, held_division_id, held_due_on FROM orders WHERE held_division_id IS NOT NULL"
    )
    put_back(claims)
    for name, (columns, which) in INDICES.items():
        where = sa.text(which)
        op.create_index(name, "order_claims", columns, sqlite_where=where, postgresql_where=where)
    set_mirrors(beside=True)


def downgrade() -> None:
    set_mirrors(beside=False)
    claims = taken_out()
    make_claims(waiting=False)
    put_back(claims)
