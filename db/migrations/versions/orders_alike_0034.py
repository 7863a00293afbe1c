"""On a server new orders that are alike in all that is counted are counted together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# No order has shares before it is there.
ONE_BY_ONE = {
    "items": ", 1 AS items",
    "source": "after r CROSS JOIN LATERAL (SELECT 0 AS share_id UNION"
    " SELECT s.division_id FROM order_shares s WHERE s.order_id = r.id"
    " AND s.division_id <> r.division_id AND s.division_id <> coalesce(r.lead_id, 0)) b",
}
TOGETHER = {
    "items": ", r.many AS items",
    "source": "(SELECT division_id, lead_id, held_division_id, held_due_on, state, order_type, topic, secrecy,"
    " supervisions, substr(order_number, 1, 8) AS order_number,"
    " date_trunc('month', due_on::timestamp)::date AS due_on,"
    " date_trunc('month', arrived_at::timestamp)::date AS arrived_at,"
    " date_trunc('month', dispatched_at::timestamp)::date AS dispatched_at, count(*) AS many"
    " FROM after GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13) r, (SELECT 0 AS share_id) b",
}


def alter(before: dict[str, str], now: dict[str, str]) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        return
    said = sa.text("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'order_tallies_added'")
    statement = str(connection.execute(said).scalar_one())
    for part, old in before.items():
        statement = statement.replace(old, now[part])
    connection.exec_driver_sql(statement)


def upgrade() -> None:
    alter(ONE_BY_ONE, TOGETHER)


def downgrade() -> None:
    alter(TOGETHER, ONE_BY_ONE)
