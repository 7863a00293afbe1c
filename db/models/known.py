"""Keys of rows that come by the thousand: a server asks for those of a whole statement at once, not row by row.

What they mean is never deleted (``guards``), so what was known once stays so. A file has plain constraints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import DDL, ForeignKeyConstraint, Table, event

# Of each table: its column, and whose key it is.
KNOWN = {
    "orders": {"division_id": "divisions", "lead_id": "divisions"},
    "order_records": {"division_id": "divisions", "staff_id": "staff"},
}
_CHANGED_LATER = ("orders",)
_TOGETHER = (
    "EXISTS (SELECT FROM (SELECT DISTINCT {name} AS id FROM after) n"
    " WHERE n.id IS NOT NULL AND NOT EXISTS (SELECT FROM {whose} k WHERE k.id = n.id))"
)
_ALONE = "NEW.{name} IS NOT NULL AND NOT EXISTS (SELECT FROM {whose} k WHERE k.id = NEW.{name})"
_UNKNOWN = "工单及其办理记录须写明登记在册的人员和单位"


def known(table: Table) -> None:
    """Let a table refuse rows whose keys nobody has; raises ``IntegrityError``, as a constraint does."""
    keys = KNOWN[table.name]
    for name, whose in keys.items():
        table.append_constraint(ForeignKeyConstraint([name], [f"{whose}.id"]).ddl_if(dialect="sqlite"))
    for statement in _on_server(table.name, keys):
        on_server = DDL(statement).execute_if(dialect="postgresql")  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", on_server)


def _on_server(table: str, keys: Mapping[str, str]) -> Iterator[str]:
    together = (_TOGETHER.format(name=name, whose=whose) for name, whose in keys.items())
    yield _refusing(f"{table}_known", together)
    yield _calling(f"{table}_known", f"INSERT ON {table} REFERENCING NEW TABLE AS after FOR EACH STATEMENT")
    if table not in _CHANGED_LATER:
        return
    alone = (_ALONE.format(name=name, whose=whose) for name, whose in keys.items())
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in keys)
    yield _refusing(f"{table}_known_still", alone)
    when = f"UPDATE OF {', '.join(keys)} ON {table} FOR EACH ROW WHEN ({changed})"
    yield _calling(f"{table}_known_still", when)


def _refusing(name: str, unknown: Iterator[str]) -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {" OR ".join(unknown)} THEN
    RAISE EXCEPTION USING MESSAGE = '{_UNKNOWN}', ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$"""


def _calling(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name} AFTER {when} EXECUTE FUNCTION {name}()"
