"""Orders are tallied by month of dispatch and beginning of number; indices for every order of the queue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NARROWED = [
    "order_type", "state", "lead_id", "division_id", "handler_id", "holder_id", "secrecy", "topic",
]  # fmt: skip
HELD = "held_division_id IS NOT NULL"
HOLDING = ["supervisions", "held_division_id", "held_due_on"]
INDICES = {
    "ix_orders_held_arrived": (["arrived_at", "id", *NARROWED, *HOLDING], HELD),
    "ix_orders_held_sent": (["dispatched_at", "id", *NARROWED, *HOLDING], HELD),
    "ix_orders_held_number": (["order_number", "id", *NARROWED, *HOLDING], HELD),
    "ix_orders_number": (["order_number", "id", *NARROWED, "arrived_at"], None),
}
TRIGGERS = ("order_tallies_added", "order_tallies_changed", "order_tallies_shared")
WITH, WITHOUT = "'answer', 'sent', 'number')", "'answer')"
KINDS_WITH = "SELECT 'sent' AS tally UNION ALL SELECT 'number' AS tally UNION ALL SELECT 'held' AS tally"
KINDS_WITHOUT = "SELECT 'held' AS tally"
IN_SQLITE = "(substr({}, 1, 7) || '-01')"
ON_SERVER = "date_trunc('month', {}::timestamp)::date"
OF_ROW = r"\1.dispatched_at"
NEVER = "'9999-12-01'"


def widened(statement: str, month: str) -> str:
    """Return what sets up a trigger so that it counts by dispatch and number too."""
    sent = f"WHEN 'sent' THEN coalesce({month.format(OF_ROW)}, {month.format(NEVER)})"
    statement = re.sub(r"(?=WHEN 'due' THEN coalesce\((\w+)\.held)", sent + "\n      ", statement)
    number = r"\1\n      WHEN 'number' THEN substr(\2.order_number, 1, 8) ELSE '' END AS topic"
    statement = re.sub(r"(coalesce\((\w+)\.topic, ''\)) ELSE '' END AS topic", number, statement)
    statement = statement.replace(KINDS_WITHOUT, KINDS_WITH).replace(WITHOUT, WITH)
    statement = re.sub(r"\b([or])\.arrived_at\)(?! IN)", r"\1.arrived_at, \1.dispatched_at)", statement)
    differs = "NEW.arrived_at IS NOT OLD.arrived_at"
    return statement.replace(differs, f"{differs} OR NEW.dispatched_at IS NOT OLD.dispatched_at")


def narrowed(statement: str, _month: str) -> str:
    """Return what sets up a trigger as it was before."""
    statement = re.sub(r"WHEN 'sent' THEN .*\n      ", "", statement)
    statement = re.sub(r"\n      WHEN 'number' THEN substr\(\w+\.order_number, 1, 8\)", "", statement)
    statement = statement.replace(KINDS_WITH, KINDS_WITHOUT).replace(WITH, WITHOUT)
    statement = re.sub(r"\.arrived_at, [or]\.dispatched_at\)", ".arrived_at)", statement)
    return statement.replace(" OR NEW.dispatched_at IS NOT OLD.dispatched_at", "")


def alter(change: Callable[[str, str], str]) -> None:
    connection = op.get_bind()
    in_sqlite = connection.dialect.name == "sqlite"
    for name in TRIGGERS:
        said = (
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name"
            if in_sqlite
            else "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = :name"
        )
        statement = str(connection.execute(sa.text(said), {"name": name}).scalar_one())
        if in_sqlite:
            op.execute(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(change(statement, IN_SQLITE if in_sqlite else ON_SERVER))


def so_far(month: str) -> Iterator[str]:
    """Yield SQL that counts what there is."""
    day = f"coalesce({month.format('r.dispatched_at')}, {month.format(NEVER)})"
    never = "'9999-12-31'" if month == IN_SQLITE else "DATE '9999-12-31'"
    shared = (
        "(SELECT DISTINCT order_id, division_id AS share_id FROM order_shares) b"
        " JOIN orders r ON b.order_id = r.id AND b.share_id <> r.division_id"
        " AND b.share_id <> coalesce(r.lead_id, 0)"
    )
    for tally, on_day, topic in (("sent", day, "''"), ("number", never, "substr(r.order_number, 1, 8)")):
        for source, share in (("orders r", "0"), (shared, "b.share_id")):
            yield (
                "INSERT INTO order_tallies (tally, on_day, lead_id, division_id, share_id, held_id, order_type,"  # noqa: S608 - nothing of it comes from outside
                f" state, topic, whole, slot, items) SELECT '{tally}', {on_day}, coalesce(r.lead_id, 0),"
                f" r.division_id, {share}, 0, '', '', {topic},"
                " CASE r.secrecy WHEN '效能投诉保密' THEN 1 ELSE 0 END AS whole, 0, count(*)"
                f" FROM {source} GROUP BY 1, 2, 3, 4, 5, 9, 10"
            )


def upgrade() -> None:
    for name, (columns, which) in INDICES.items():
        where = None if which is None else sa.text(which)
        op.create_index(name, "orders", columns, unique=False, sqlite_where=where, postgresql_where=where)
    alter(widened)
    for statement in so_far(IN_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_SERVER):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.execute("DELETE FROM order_tallies WHERE tally IN ('sent', 'number')")
    alter(narrowed)
    for name in INDICES:
        op.drop_index(name, table_name="orders")
