"""PostgreSQL's own roles, grants and row policies: the server itself refuses what the program would refuse.

Nothing here is kept by migrations: it says anew, after every change of the tables, what holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from app.documents.catalogue import CATALOGUE
from app.people.permissions import ROLES
from db.access.about import about_statements
from db.access.estimates import estimate_statements
from db.access.filed import filed_statements
from db.access.holding import holding_statement
from db.access.leaving import leaving_statements
from db.access.logins import has_roles
from db.access.patience import KEPT_SHORT
from db.access.policies import grant_statements, policy_statements
from db.access.told import told_statements
from db.access.ways import keep_ways
from db.retention.keeping_back import server_functions

_SQL = (
    "rules.sql",
    "book.sql",
    "gates.sql",
    "numbers.sql",
    "callers.sql",
    "sight.sql",
    "works.sql",
    "hands.sql",
    "orders.sql",
    "deeds.sql",
    "shred.sql",
)
_VIEWS = ("rules.filed", "rules.contacts", "rules.handovers", "rules.held_things", "rules.had_orders")
# What the archive's own triggers keep is kept whoever's act calls them.
_OWN = """DO $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT oid::regprocedure AS called FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp', each.called);
  END LOOP;
END $$""".replace("%", "%%")
# Name, when it is asked, of which table, and whether at the transaction's end.
_GATES = (
    ("chain_entry", "BEFORE INSERT", "ledger_entries", False),
    ("tell_entry", "AFTER INSERT", "ledger_entries", True),
    (
        "note_hands",
        "AFTER INSERT OR UPDATE OF open_key, division_id, staff_id, why, title, party",
        "segments",
        False,
    ),
    ("gate_check", "BEFORE INSERT", "denial_checks", False),
    ("gate_denial", "BEFORE INSERT OR UPDATE", "denials", False),
    ("gate_file", "BEFORE INSERT OR DELETE", "attachments", False),
    ("gate_chain", "AFTER UPDATE", "denials", True),
    ("gate_denying", "BEFORE UPDATE", "denials", False),
    ("gate_paper", "BEFORE INSERT", "documents", False),
    ("gate_numbered", "BEFORE INSERT", "cases", False),
    ("gate_numbered", "BEFORE INSERT", "contacts", False),
    ("gate_numbered", "BEFORE INSERT", "talks", False),
    ("gate_issue", "BEFORE INSERT OR UPDATE", "documents", False),
    ("gate_entered", "AFTER INSERT", "documents", True),
    ("gate_refusal", "AFTER INSERT", "documents", True),
    ("gate_case", "AFTER INSERT OR UPDATE OF state", "cases", True),
    ("gate_work", "BEFORE UPDATE", "cases", False),
    ("gate_answered", "BEFORE UPDATE", "deferrals", False),
    ("gate_complaint", "BEFORE UPDATE", "complaints", False),
    ("gate_number", "AFTER INSERT OR UPDATE", "number_counters", True),
    ("gate_absence", "BEFORE INSERT OR UPDATE", "absences", False),
    ("gate_gain", "AFTER INSERT", "absences", False),
    ("gate_post", "BEFORE INSERT OR UPDATE", "posts", False),
    ("gate_grant", "BEFORE INSERT OR UPDATE OR DELETE", "grants", False),
    ("gate_account", "BEFORE UPDATE", "staff", False),
    ("gate_staff", "AFTER UPDATE", "staff", False),
    ("gate_disposal", "BEFORE INSERT OR UPDATE", "disposals", False),
    ("gate_item", "BEFORE INSERT", "disposal_items", False),
    ("gate_term", "BEFORE INSERT", "retention_rules", False),
    ("gate_hold", "BEFORE INSERT OR UPDATE", "retention_holds", False),
    ("gate_order", "BEFORE UPDATE OF secrecy, lead_id, handler_id", "orders", False),
    ("gate_given", "AFTER UPDATE OF handler_id", "orders", True),
    ("gate_course", "BEFORE UPDATE", "orders", False),
    ("gate_share", "BEFORE UPDATE", "order_shares", False),
    ("gate_custody", "BEFORE UPDATE", "segments", False),
    ("gate_held", "AFTER UPDATE OF open_key", "segments", True),
    ("gate_contact", "BEFORE UPDATE", "contacts", False),
    ("gate_answer", "BEFORE INSERT OR UPDATE", "answers", False),
    ("gate_talk", "BEFORE INSERT OR UPDATE", "talks", False),
    ("gate_handover", "BEFORE INSERT OR UPDATE", "handovers", False),
    ("gate_erased", "AFTER UPDATE OF destroyed_at", "documents", True),
    ("gate_content", "BEFORE DELETE", "file_contents", False),
    ("gate_left", "BEFORE INSERT", "left_behind", False),
    ("gate_cleared", "AFTER UPDATE OF cleared_at", "left_behind", True),
)

# What of a thing an act changes, when it goes on: noted for the rest of the transaction.
_GOES_ON = {
    "orders": ("state", "handler_id"),
    "order_shares": ("withdrawn", "replied_at", "due_on"),
    "cases": ("state", "extension"),
    "deferrals": ("answered_at",),
    "denials": ("state", "head_id", "leader_id"),
    "complaints": ("state",),
    "contacts": ("state", "responsible_id", "leader_id"),
    "talks": ("state", "notice_id"),
}
_NOTES = (
    ("note_made", "AFTER INSERT", "orders", False, "NEW.batch = 0"),
    ("gate_arrived", "AFTER INSERT", "orders", True, "NEW.batch = 0"),
    *(
        (
            name,
            f"AFTER UPDATE OF {', '.join(columns)}",
            table,
            name == "gate_gone_on",
            " OR ".join(f"NEW.{each} IS DISTINCT FROM OLD.{each}" for each in columns),
        )
        for name in ("note_move", "gate_gone_on")
        for table, columns in _GOES_ON.items()
    ),
)

_LIFT = """DO $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP POLICY %I ON %I', each.policyname, each.tablename);
  END LOOP;
  FOR each IN SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', each.relname);
  END LOOP;
  DROP VIEW IF EXISTS rules.contacts;
  DROP VIEW IF EXISTS rules.handovers;
  FOR each IN SELECT oid::regprocedure AS rule FROM pg_proc WHERE pronamespace = to_regnamespace('rules') LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', each.rule);
  END LOOP;
END $$""".replace("%", "%%")


def install(connection: Connection) -> None:
    """Put this program's rules, gates and policies in the place of any earlier ones, in one transaction."""
    for name in _SQL:
        connection.exec_driver_sql(_script(name))
    for statement in (*server_functions(), *leaving_statements(), *about_statements(), holding_statement()):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    for statement in _triggers():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_OWN)
    connection.exec_driver_sql("DELETE FROM rules.rights")
    rights = [{"name": right.name, "role": role.value} for right, roles in ROLES.items() for role in roles]
    connection.execute(text("INSERT INTO rules.rights (name, role) VALUES (:name, :role)"), rights)
    keep_ways(connection)
    connection.exec_driver_sql("DELETE FROM rules.terms")
    terms = [{"key": each.key, "term": each.retention} for each in CATALOGUE]
    connection.execute(text("INSERT INTO rules.terms (type_key, term) VALUES (:key, :term)"), terms)
    for statement in (*policy_statements(), *filed_statements(), *told_statements(), *estimate_statements()):
        connection.exec_driver_sql(statement)
    if has_roles(connection):
        _lend(connection)


def lift(connection: Connection) -> None:
    """Take policies and gates off the tables, so that a migration may change them in the same transaction."""
    connection.exec_driver_sql(_LIFT)


def forget(connection: Connection) -> None:
    """Take the rules away too: the office's tables are gone."""
    connection.exec_driver_sql("DROP SCHEMA IF EXISTS rules CASCADE")


def admit(connection: Connection) -> None:
    """Let staff connect with roles of their own from now on; needs an owner who may create roles."""
    if not has_roles(connection):
        connection.exec_driver_sql(f"CREATE ROLE {_staff_role(connection)} NOLOGIN")
    _lend(connection)


def _lend(connection: Connection) -> None:
    role = _staff_role(connection)
    database = connection.exec_driver_sql("SELECT quote_ident(current_database())").scalar_one()
    connection.exec_driver_sql(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")  # granted before PostgreSQL 15
    connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {database} TO {role}")
    for statement in KEPT_SHORT:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public, rules TO {role}")
    connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    for statement in grant_statements(role):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(_VIEWS)} TO {role}")


def _staff_role(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT quote_ident(rules.staff_role())").scalar_one())


def _triggers() -> Iterator[str]:
    for gate in _GATES:
        yield from _gate(*gate)
    for note in _NOTES:
        yield from _gate(*note)


def _gate(name: str, when: str, table: str, late: bool, told: str = "") -> tuple[str, str]:
    kind = "CONSTRAINT TRIGGER" if late else "TRIGGER"
    held = "DEFERRABLE INITIALLY DEFERRED " if late else ""
    only = f"WHEN ({told}) " if told else ""
    made = f"CREATE {kind} {name} {when} ON {table} {held}FOR EACH ROW {only}EXECUTE FUNCTION rules.{name}()"
    return f"DROP TRIGGER IF EXISTS {name} ON {table}", made


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").replace("%", "%%")
