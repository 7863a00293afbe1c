"""Triggers that repeat on an order who has it by custody, and until when, at the moment custody says so."""

from __future__ import annotations

from db.models.tallies import tallies

_TAKEN = (
    "BEGIN UPDATE orders"
    " SET held_division_id = NEW.division_id, holder_id = NEW.staff_id, held_due_on = NEW.due_on"
    " WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
    " AND (held_division_id, holder_id, held_due_on) IS NOT (NEW.division_id, NEW.staff_id, NEW.due_on)"
)
_WAITS = (
    "INSERT INTO order_claims (order_id, held_division_id, held_due_on)"
    " VALUES (CAST(substr(NEW.open_key, 7) AS INTEGER), NEW.division_id, NEW.due_on)"
    " ON CONFLICT (order_id) DO UPDATE"
    " SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on"
)
_DATED = "BEGIN UPDATE orders SET held_due_on = NEW.due_on WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
_WAITS_UNTIL = (
    "UPDATE order_claims SET held_due_on = NEW.due_on WHERE order_id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
)
_ANSWERED_BY = (
    "UPDATE orders SET due_on = NEW.due_on, provisional = NEW.provisional"
    " WHERE id = CAST(substr(NEW.open_key, 7) AS INTEGER)"
    " AND state IN ('待分派', '待签收', '办理中', '退单待核实', '派单异议审核', '待审核')"
)
_ENDED = (
    "BEGIN UPDATE orders SET held_division_id = NULL, holder_id = NULL, held_due_on = NULL"
    " WHERE id = CAST(substr(OLD.open_key, 7) AS INTEGER)"
)
# Who works on it goes on with it: a claim ends by itself.
_WAITS_NO_MORE = (
    "DELETE FROM order_claims WHERE order_id = CAST(substr(OLD.open_key, 7) AS INTEGER) AND staff_id IS NULL;"
    " UPDATE order_claims SET held_division_id = NULL, held_due_on = NULL"
    " WHERE order_id = CAST(substr(OLD.open_key, 7) AS INTEGER)"
)
# What came in with who has it is not told so again: thousands do.
# A server repeats a whole statement's worth in one go: so tallies are counted once for all that came together.
_TAKEN_TOGETHER = """BEGIN
  IF NOT EXISTS (SELECT FROM after n WHERE substr(n.open_key, 1, 6) = 'order:') THEN
    RETURN NULL;
  END IF;
  UPDATE orders o SET held_division_id = t.division_id, holder_id = t.staff_id, held_due_on = t.due_on
  FROM (SELECT CAST(substr(n.open_key, 7) AS bigint) AS id, n.division_id, n.staff_id, n.due_on
    FROM after n WHERE substr(n.open_key, 1, 6) = 'order:' OFFSET 0) t
  WHERE o.id = t.id AND (o.held_division_id, o.holder_id, o.held_due_on)
    IS DISTINCT FROM (t.division_id, t.staff_id, t.due_on);
  INSERT INTO order_claims (order_id, held_division_id, held_due_on)
  SELECT CAST(substr(n.open_key, 7) AS bigint), n.division_id, n.due_on
  FROM after n WHERE substr(n.open_key, 1, 6) = 'order:'
  ON CONFLICT (order_id) DO UPDATE
  SET held_division_id = excluded.held_division_id, held_due_on = excluded.held_due_on"""
# Name, what is caught on segments, when, and what is done.
_MIRRORS = (
    ("orders_taken", "INSERT", "substr(NEW.open_key, 1, 6) = 'order:'", f"{_TAKEN}; {_WAITS}"),
    (
        "orders_dated",
        "UPDATE OF due_on",
        "substr(NEW.open_key, 1, 6) = 'order:'",
        f"{_DATED}; {_ANSWERED_BY}; {_WAITS_UNTIL}",
    ),
    (
        "orders_ended",
        "UPDATE OF open_key",
        "substr(OLD.open_key, 1, 6) = 'order:' AND NEW.open_key IS NULL",
        f"{_ENDED}; {_WAITS_NO_MORE}",
    ),
)


def mirrors(dialect: str) -> tuple[str, ...]:
    """Return the statements that set up the triggers on ``sqlite`` or ``postgresql``."""
    make = _in_file if dialect == "sqlite" else _on_server
    kept = tuple(statement for mirror in _MIRRORS for statement in make(*mirror))
    return (*kept, *tallies(dialect))


def _in_file(name: str, event: str, when: str, deed: str) -> tuple[str, ...]:
    return (f"CREATE TRIGGER {name} AFTER {event} ON segments FOR EACH ROW WHEN {when} {deed}; END",)


def _on_server(name: str, event: str, when: str, deed: str) -> tuple[str, ...]:
    if event == "INSERT":
        return _together(name)
    function = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {deed}; RETURN NULL; END $$"
    body = f"EXECUTE FUNCTION {name}()"
    return function, f"CREATE TRIGGER {name} AFTER {event} ON segments FOR EACH ROW WHEN ({when}) {body}"


def _together(name: str) -> tuple[str, ...]:
    body = f"{_TAKEN_TOGETHER}; RETURN NULL; END"
    when = "AFTER INSERT ON segments REFERENCING NEW TABLE AS after FOR EACH STATEMENT"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
    )
