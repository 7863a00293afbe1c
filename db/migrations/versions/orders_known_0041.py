"""A server asks once for all new orders of a statement for their divisions, and for a division that changes."""

from __future__ import annotations

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

REFUSES = """ FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {unknown} THEN
    RAISE EXCEPTION USING MESSAGE = '{told}', ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$"""
TOGETHER = (
    "EXISTS (SELECT FROM (SELECT DISTINCT {name} AS id FROM after) n"
    " WHERE n.id IS NOT NULL AND NOT EXISTS (SELECT FROM {whose} k WHERE k.id = n.id))"
)
BEFORE = (
    "EXISTS (SELECT FROM (SELECT DISTINCT {name} AS id FROM after WHERE {name} IS NOT NULL) n"
    " WHERE NOT EXISTS (SELECT FROM {whose} k WHERE k.id = n.id))"
)
ALONE = "NEW.{name} IS NOT NULL AND NOT EXISTS (SELECT FROM {whose} k WHERE k.id = NEW.{name})"
ORDERS = {"division_id": "divisions", "lead_id": "divisions"}
RECORDS = {"division_id": "divisions", "staff_id": "staff"}
TOLD = "工单及其办理记录须写明登记在册的人员和单位"
TOLD_BEFORE = "工单的办理记录须写明登记在册的人员和单位"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    _refuse("CREATE OR REPLACE", "order_records_known", TOGETHER, RECORDS, TOLD)
    _refuse("CREATE", "orders_known", TOGETHER, ORDERS, TOLD)
    op.execute(
        "CREATE TRIGGER orders_known AFTER INSERT ON orders REFERENCING NEW TABLE AS after"
        " FOR EACH STATEMENT EXECUTE FUNCTION orders_known()"
    )
    _refuse("CREATE", "orders_known_still", ALONE, ORDERS, TOLD)
    op.execute(
        "CREATE TRIGGER orders_known_still AFTER UPDATE OF division_id, lead_id ON orders FOR EACH ROW"
        " WHEN (NEW.division_id IS DISTINCT FROM OLD.division_id OR NEW.lead_id IS DISTINCT FROM OLD.lead_id)"
        " EXECUTE FUNCTION orders_known_still()"
    )
    for name in ORDERS:
        op.drop_constraint(f"fk_orders_{name}", "orders")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for name, whose in ORDERS.items():
        op.create_foreign_key(f"fk_orders_{name}", "orders", whose, [name], ["id"])
    for name in ("orders_known_still", "orders_known"):
        op.execute(f"DROP TRIGGER {name} ON orders")
        op.execute(f"DROP FUNCTION {name}()")
    _refuse("CREATE OR REPLACE", "order_records_known", BEFORE, RECORDS, TOLD_BEFORE)


def _refuse(create: str, name: str, unknown: str, keys: dict[str, str], told: str) -> None:
    every = " OR ".join(unknown.format(name=key, whose=whose) for key, whose in keys.items())
    op.execute(create + REFUSES.format(name=name, unknown=every, told=told))
