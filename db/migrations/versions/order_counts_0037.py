"""What one holds, parts owed and given, and orders under supervision are read from indices alone."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

HELD = "held_division_id IS NOT NULL"
OWED = "replied_at IS NULL AND NOT withdrawn"
GIVEN = "open_key LIKE 'order_share:%'"
HOLDER = ["holder_id", "held_due_on", "id"]
SUPERVISED = f"{HELD} AND supervisions > 0"
PLACED = [
    "held_due_on", "id", "order_type", "state", "lead_id", "division_id", "handler_id", "holder_id", "secrecy",
    "topic",
]  # fmt: skip
OPEN = ["division_id", "due_on", "order_id"]


def upgrade() -> None:
    _anew("ix_orders_holder", "orders", [*HOLDER, "lead_id", "division_id", "held_division_id"], HELD)
    _anew("ix_orders_supervised", "orders", [*PLACED, "supervisions", "held_division_id"], SUPERVISED)
    _anew("ix_order_shares_open", "order_shares", [*OPEN, "replied_at", "withdrawn"], OWED)
    _made("ix_segments_share", "segments", ["staff_id", "open_key"], GIVEN)


def downgrade() -> None:
    op.drop_index("ix_segments_share", "segments")
    _anew("ix_order_shares_open", "order_shares", OPEN, OWED)
    _anew("ix_orders_supervised", "orders", PLACED, SUPERVISED)
    _anew("ix_orders_holder", "orders", HOLDER, HELD)


def _anew(name: str, table: str, columns: Sequence[str], where: str) -> None:
    op.drop_index(name, table)
    _made(name, table, columns, where)


def _made(name: str, table: str, columns: Sequence[str], where: str) -> None:
    which = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=which, postgresql_where=which)
