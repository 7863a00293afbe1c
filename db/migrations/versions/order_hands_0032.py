"""Orders that come in with who has them are not told so again; which were merged is kept of these alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

OTHERWISE = {
    "sqlite": " AND (held_division_id, holder_id, held_due_on)"
    " IS NOT (NEW.division_id, NEW.staff_id, NEW.due_on)",
    "postgresql": " AND (o.held_division_id, o.holder_id, o.held_due_on)\n"
    "    IS DISTINCT FROM (t.division_id, t.staff_id, t.due_on)",
}
IN_FILE = (
    "CREATE TRIGGER orders_taken AFTER INSERT ON segments FOR EACH ROW"
    " WHEN substr(NEW.open_key, 1, 6) = 'order:' BEGIN UPDATE orders"
    " SET held_division_id = NEW.division_id, holder_id = NEW.staff_id, held_due_on = NEW.due_on"
    " WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER){otherwise}; "
    "INSERT INTO order_claims (order_id, held_division_id, held_due_on)"
    " VALUES (CAST(substr(NEW.open_key, 7) AS INTEGER), NEW.division_id, NEW.due_on)"
    " ON CONFLICT (order_id) DO UPDATE"
    " SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on; END"
)
ON_SERVER = """BEGIN
  IF NOT EXISTS (SELECT FROM after n WHERE substr(n.open_key, 1, 6) = 'order:') THEN
    RETURN NULL;
  END IF;
  UPDATE orders o SET held_division_id = t.division_id, holder_id = t.staff_id, held_due_on = t.due_on
  FROM (SELECT CAST(substr(n.open_key, 7) AS bigint) AS id, n.division_id, n.staff_id, n.due_on
    FROM after n WHERE substr(n.open_key, 1, 6) = 'order:' OFFSET 0) t
  WHERE o.id = t.id{otherwise};
  INSERT INTO order_claims (order_id, held_division_id, held_due_on)
  SELECT CAST(substr(n.open_key, 7) AS bigint), n.division_id, n.due_on
  FROM after n WHERE substr(n.open_key, 1, 6) = 'order:'
  ON CONFLICT (order_id) DO UPDATE
  SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on; RETURN NULL; END"""


def tell(otherwise: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER orders_taken")
        connection.exec_driver_sql(IN_FILE.format(otherwise=otherwise))
        return
    body = ON_SERVER.format(otherwise=otherwise)
    head = "CREATE OR REPLACE FUNCTION orders_taken() RETURNS trigger LANGUAGE plpgsql AS"
    connection.exec_driver_sql(f"{head} $$ {body} $$")


def upgrade() -> None:
    tell(OTHERWISE[op.get_bind().dialect.name])
    merged = sa.text("main_id IS NOT NULL")
    op.drop_index("ix_orders_main_id", "orders")
    op.create_index(
        "ix_orders_main_id", "orders", ["main_id"], unique=False, sqlite_where=merged, postgresql_where=merged
    )


def downgrade() -> None:
    tell("")
    op.drop_index("ix_orders_main_id", "orders")
    op.create_index("ix_orders_main_id", "orders", ["main_id"], unique=False)
