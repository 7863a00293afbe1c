"""A server tells orders who has them once for all segments that begin together."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TOGETHER = """BEGIN
  IF NOT EXISTS (SELECT FROM after n WHERE substr(n.open_key, 1, 6) = 'order:') THEN
    RETURN NULL;
  END IF;
  UPDATE orders o SET held_division_id = t.division_id, holder_id = t.staff_id, held_due_on = t.due_on
  FROM (SELECT CAST(substr(n.open_key, 7) AS bigint) AS id, n.division_id, n.staff_id, n.due_on
    FROM after n WHERE substr(n.open_key, 1, 6) = 'order:' OFFSET 0) t
  WHERE o.id = t.id;
  INSERT INTO order_claims (order_id, held_division_id, held_due_on)
  SELECT CAST(substr(n.open_key, 7) AS bigint), n.division_id, n.due_on
  FROM after n WHERE substr(n.open_key, 1, 6) = 'order:'
  ON CONFLICT (order_id) DO UPDATE
  SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on; RETURN NULL; END"""
ONE_BY_ONE = (
    "BEGIN UPDATE orders"
    " SET held_division_id = NEW.division_id, holder_id = NEW.staff_id, held_due_on = NEW.due_on"
    " WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER); "
    "INSERT INTO order_claims (order_id, held_division_id, held_due_on)"
    " VALUES (CAST(substr(NEW.open_key, 7) AS INTEGER), NEW.division_id, NEW.due_on)"
    " ON CONFLICT (order_id) DO UPDATE"
    " SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on;"
    " RETURN NULL; END"
)
WHEN_TOGETHER = "REFERENCING NEW TABLE AS after FOR EACH STATEMENT"
WHEN_ONE_BY_ONE = "FOR EACH ROW WHEN (substr(NEW.open_key, 1, 6) = 'order:')"


def put(deed: str, when: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        return
    head = "CREATE OR REPLACE FUNCTION orders_taken() RETURNS trigger LANGUAGE plpgsql AS"
    connection.exec_driver_sql("DROP TRIGGER orders_taken ON segments")
    connection.exec_driver_sql(f"{head} $$ {deed} $$")
    connection.exec_driver_sql(
        f"CREATE TRIGGER orders_taken AFTER INSERT ON segments {when} EXECUTE FUNCTION orders_taken()"
    )


def upgrade() -> None:
    put(TOGETHER, WHEN_TOGETHER)


def downgrade() -> None:
    put(ONE_BY_ONE, WHEN_ONE_BY_ONE)
