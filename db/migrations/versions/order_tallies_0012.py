"""Tallies of work orders kept by triggers, and indices from which the queue is read alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011b"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTS = (
    "tally", "on_day", "lead_id", "division_id", "share_id", "held_id", "order_type", "state", "topic", "whole",
)  # fmt: skip
NARROWED = (
    "order_type", "state", "lead_id", "division_id", "handler_id", "holder_id", "secrecy", "topic",
)  # fmt: skip
HELD = "held_division_id IS NOT NULL"
RETURNED = f"{HELD} AND state IN ('退单待核实', '派单异议审核')"
SUPERVISED = f"{HELD} AND supervisions > 0"
BESIDE_STATE = tuple(name for name in NARROWED if name != "state")
# Name: columns before, columns now, and which orders are in it.
INDICES = {
    "ix_orders_arrived": (
        ["arrived_at", "id"],
        ["arrived_at", "id", *NARROWED, "due_on", "dispatched_at"],
        None,
    ),
    "ix_orders_dispatched": (["dispatched_at", "id"], ["dispatched_at", "id", *NARROWED, "arrived_at"], None),
    "ix_orders_due": (["due_on", "id"], ["due_on", "id", *NARROWED, "arrived_at"], None),
    "ix_orders_held": (
        ["held_division_id", "held_due_on", "id"],
        ["held_division_id", "held_due_on", "id", *NARROWED, "arrived_at"],
        HELD,
    ),
    "ix_orders_held_due": (
        ["held_due_on", "id"],
        ["held_due_on", "id", *NARROWED, "arrived_at", "held_division_id"],
        HELD,
    ),
    "ix_orders_state": (
        ["state", "held_due_on", "id"],
        ["state", "held_due_on", "id", *BESIDE_STATE],
        HELD,
    ),
    "ix_orders_returned": ([], ["held_due_on", "id", *NARROWED], RETURNED),
    "ix_orders_supervised": ([], ["held_due_on", "id", *NARROWED], SUPERVISED),
    "ix_orders_secret": (
        [],
        ["lead_id", "handler_id", "holder_id", "secrecy", "id"],
        "secrecy = '效能投诉保密'",
    ),
    "ix_orders_handler": ([], ["handler_id", "lead_id", "id"], None),
}
MONTH = "date_trunc('month', {}::timestamp)::date"
KINDS = " UNION ALL ".join(
    f"SELECT '{name}' AS tally" for name in ("all", "kind", "arrived", "answer", "held", "due", "supervised")
)
CHANGES = (
    "division_id", "lead_id", "held_division_id", "held_due_on", "state", "order_type", "topic", "secrecy",
    "supervisions", "due_on", "arrived_at",
)  # fmt: skip
SHARES = (
    "(SELECT 0 AS share_id UNION SELECT s.division_id FROM order_shares s WHERE s.order_id = {row}.id"
    " AND s.division_id <> {row}.division_id AND s.division_id <> coalesce({row}.lead_id, 0)) b"
)
NEW_SHARE = (
    "r.id = NEW.order_id AND NEW.division_id <> r.division_id AND NEW.division_id <> coalesce(r.lead_id, 0)"
    " AND NOT EXISTS (SELECT 1 FROM order_shares s WHERE s.order_id = NEW.order_id"
    " AND s.division_id = NEW.division_id AND s.id < NEW.id)"
)
INTO = f"({', '.join(PARTS)}, slot, items) SELECT {', '.join(PARTS)}"
PUT_DOWN = f"INSERT INTO order_tallies {INTO}"
SUMMED = f"GROUP BY {', '.join(PARTS)} HAVING sum(items) <> 0"
ADD_UP = f"ON CONFLICT ({', '.join(PARTS)}, slot) DO UPDATE SET items = order_tallies.items + excluded.items"
FOLD = f"""IF mod(beside, 64) = 0 AND pg_try_advisory_xact_lock(1163225442, 1) THEN
    WITH gone AS (DELETE FROM order_tallies t WHERE t.slot > 0 RETURNING t.*)
    {PUT_DOWN}, 0, sum(items) FROM gone {SUMMED} {ADD_UP};
  END IF"""  # noqa: S608 - nothing of it comes from outside


def counted(row: str, sign: int, source: str, *, month: str, where: str = "") -> str:
    """Return SQL for the kinds that a row counts among, once for each ``b.share_id`` of the source."""
    return f"""SELECT k.tally, CASE k.tally
      WHEN 'arrived' THEN {month.format(f"{row}.arrived_at")}
      WHEN 'answer' THEN coalesce({month.format(f"{row}.due_on")}, {month.format("'9999-12-01'")})
      WHEN 'due' THEN coalesce({row}.held_due_on, '9999-12-31') ELSE '9999-12-31' END AS on_day,
    coalesce({row}.lead_id, 0) AS lead_id, {row}.division_id, b.share_id,
    CASE k.tally WHEN 'held' THEN {row}.held_division_id ELSE 0 END AS held_id,
    CASE k.tally WHEN 'kind' THEN {row}.order_type ELSE '' END AS order_type,
    CASE WHEN k.tally IN ('kind', 'held') THEN {row}.state ELSE '' END AS state,
    CASE k.tally WHEN 'kind' THEN coalesce({row}.topic, '') ELSE '' END AS topic,
    CASE {row}.secrecy WHEN '效能投诉保密' THEN 1 ELSE 0 END AS whole, {sign} AS items
    FROM ({KINDS}) k, {source} WHERE {where or "true"} AND (k.tally IN ('all', 'kind', 'arrived', 'answer')
      OR {row}.held_division_id IS NOT NULL AND (k.tally <> 'supervised' OR {row}.supervisions > 0))"""  # noqa: S608 - nothing of it comes from outside


def in_file() -> tuple[str, ...]:
    """Return the triggers that count on in place."""
    month = "(substr({}, 1, 7) || '-01')"

    def count(row: str, sign: int) -> str:
        return counted(row, sign, SHARES.format(row=row), month=month)

    shared = counted("r", 1, "orders r, (SELECT NEW.division_id AS share_id) b", month=month, where=NEW_SHARE)
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in CHANGES)
    triggers = (
        ("order_tallies_added", "INSERT ON orders FOR EACH ROW", count("NEW", 1)),
        (
            "order_tallies_changed",
            f"UPDATE ON orders FOR EACH ROW WHEN {changed}",
            f"{count('NEW', 1)} UNION ALL {count('OLD', -1)}",
        ),
        ("order_tallies_shared", "INSERT ON order_shares FOR EACH ROW", shared),
    )
    return tuple(
        f"CREATE TRIGGER {name} AFTER {event} BEGIN INSERT INTO order_tallies {INTO}, 0, sum(items)"
        f" FROM ({rows}) WHERE true {SUMMED} {ADD_UP}; END"
        for name, event, rows in triggers
    )


def on_server() -> tuple[str, ...]:
    """Return the triggers that put a statement's changes down beside, and fold some of them in."""
    shares = f"CROSS JOIN LATERAL {SHARES.format(row='r')}"
    fields = ", ".join(f"{{0}}.{name}" for name in CHANGES)
    differs = f"ON o.id = r.id AND ({fields.format('o')}) IS DISTINCT FROM ({fields.format('r')})"
    added = counted("r", 1, f"after r {shares}", month=MONTH)
    changed = " UNION ALL ".join(
        counted("r", sign, f"{now} r JOIN {then} o {differs} {shares}", month=MONTH)
        for sign, now, then in ((1, "after", "before"), (-1, "before", "after"))
    )
    shared = counted(
        "r",
        1,
        "orders r CROSS JOIN LATERAL (SELECT NEW.division_id AS share_id) b",
        month=MONTH,
        where=NEW_SHARE,
    )
    new, both = "REFERENCING NEW TABLE AS after", "REFERENCING OLD TABLE AS before NEW TABLE AS after"
    triggers = (
        ("order_tallies_added", f"INSERT ON orders {new} FOR EACH STATEMENT", added),
        ("order_tallies_changed", f"UPDATE ON orders {both} FOR EACH STATEMENT", changed),
        ("order_tallies_shared", "INSERT ON order_shares FOR EACH ROW", shared),
    )
    made = [
        statement
        for name, event, rows in triggers
        for statement in (
            f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE beside bigint := nextval('order_tally_slots');
BEGIN
  {PUT_DOWN}, beside, sum(items) FROM ({rows}) x {SUMMED};
  {FOLD};
  RETURN NULL;
END $$""",
            f"CREATE TRIGGER {name} AFTER {event} EXECUTE FUNCTION {name}()",
        )
    ]
    return "CREATE SEQUENCE order_tally_slots", *made


def so_far(month: str) -> str:
    """Return SQL that counts what there is."""
    beside = "(SELECT DISTINCT order_id, division_id AS share_id FROM order_shares) b"
    other = "b.order_id = r.id AND b.share_id <> r.division_id AND b.share_id <> coalesce(r.lead_id, 0)"
    every = counted("r", 1, "orders r, (SELECT 0 AS share_id) b", month=month)
    shared = counted("r", 1, f"orders r, {beside}", month=month, where=other)
    return f"{PUT_DOWN}, 0, sum(items) FROM ({every} UNION ALL {shared}) x WHERE true {SUMMED}"


def make_index(name: str, columns: list[str], which: str | None) -> None:
    where = None if which is None else sa.text(which)
    op.create_index(name, "orders", columns, unique=False, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.create_table(
        "order_tallies",
        sa.Column("tally", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("lead_id", KEY, autoincrement=False, nullable=False),
        sa.Column("division_id", KEY, autoincrement=False, nullable=False),
        sa.Column("share_id", KEY, autoincrement=False, nullable=False),
        sa.Column("held_id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_type", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("whole", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*PARTS, "slot", name=op.f("pk_order_tallies")),
        sqlite_with_rowid=False,
    )
    delta = sa.text("slot > 0")
    op.create_index(
        "ix_order_tallies_slot", "order_tallies", ["slot"], sqlite_where=delta, postgresql_where=delta
    )
    for name, (before, now, which) in INDICES.items():
        if before:
            op.drop_index(name, table_name="orders")
        make_index(name, now, which)
    in_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(so_far("(substr({}, 1, 7) || '-01')" if in_sqlite else MONTH))
    for statement in in_file() if in_sqlite else on_server():
        op.execute(statement)


def downgrade() -> None:
    in_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in ("order_tallies_added", "order_tallies_changed", "order_tallies_shared"):
        op.execute(f"DROP TRIGGER {name}" if in_sqlite else f"DROP FUNCTION {name}() CASCADE")
    if not in_sqlite:
        op.execute("DROP SEQUENCE order_tally_slots")
    for name, (before, _now, which) in INDICES.items():
        op.drop_index(name, table_name="orders")
        if before:
            make_index(name, before, which)
    op.drop_table("order_tallies")
