"""A server asks once for all records of a statement whose they are; staff and divisions are never deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

HANDLER = ["handler_id", "lead_id", "id"]
HANDLED = sa.text("handler_id IS NOT NULL")
KNOWN = {"division_id": "divisions", "staff_id": "staff"}
KEPT = {
    "staff": "人员不得删除，只能停用",
    "divisions": "单位不得删除，只能停用",
}
EVENTS = {"key": "UPDATE OF id", "delete": "DELETE"}
FUNCTION = """CREATE FUNCTION order_records_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT division_id AS id FROM after WHERE division_id IS NOT NULL) n\
 WHERE NOT EXISTS (SELECT FROM divisions k WHERE k.id = n.id))\
 OR EXISTS (SELECT FROM (SELECT DISTINCT staff_id AS id FROM after WHERE staff_id IS NOT NULL) n\
 WHERE NOT EXISTS (SELECT FROM staff k WHERE k.id = n.id)) THEN
    RAISE EXCEPTION USING MESSAGE = '工单的办理记录须写明登记在册的人员和单位',\
 ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$"""
TRIGGER = (
    "CREATE TRIGGER order_records_known AFTER INSERT ON order_records REFERENCING NEW TABLE AS after"
    " FOR EACH STATEMENT EXECUTE FUNCTION order_records_known()"
)


def upgrade() -> None:
    op.drop_index("ix_orders_handler", "orders")
    op.create_index("ix_orders_handler", "orders", HANDLER, sqlite_where=HANDLED, postgresql_where=HANDLED)
    in_file = op.get_bind().dialect.name == "sqlite"
    for table, sentence in KEPT.items():
        for name, event in EVENTS.items():
            body = (
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                if in_file
                else f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
            )
            op.execute(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW {body}")
    if not in_file:
        op.execute(FUNCTION)
        op.execute(TRIGGER)
        for name in KNOWN:
            op.drop_constraint(f"fk_order_records_{name}", "order_records")


def downgrade() -> None:
    in_file = op.get_bind().dialect.name == "sqlite"
    if not in_file:
        for name, table in KNOWN.items():
            op.create_foreign_key(f"fk_order_records_{name}", "order_records", table, [name], ["id"])
        op.execute("DROP TRIGGER order_records_known ON order_records")
        op.execute("DROP FUNCTION order_records_known()")
    for table in KEPT:
        for name in EVENTS:
            op.execute(f"DROP TRIGGER {table}_{name}" + ("" if in_file else f" ON {table}"))
    op.drop_index("ix_orders_handler", "orders")
    op.create_index("ix_orders_handler", "orders", HANDLER)
