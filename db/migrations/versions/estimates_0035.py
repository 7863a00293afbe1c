"""A server forgets what it kept of people to plan by; the rules laid down with this upgrade keep no more."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

# A column whose type is set anew, though it stays the same, loses its estimates; no row is written for it.
FORGET = """DO $$
DECLARE
  each record;
  guard text := (SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'documents_erased');
BEGIN
  DROP TRIGGER documents_erased ON documents;
  FOR each IN SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS kind
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = 'public'::regnamespace
    JOIN (VALUES ('cases', 'applicant'), ('contacts', 'visitor'), ('contacts', 'telephone'),
      ('contacts', 'address'), ('deferrals', 'party'), ('deferrals', 'telephone'), ('denials', 'party'),
      ('documents', 'party'), ('documents', 'telephone'), ('order_callers', 'name'),
      ('order_callers', 'telephone'), ('order_callers', 'certificate'), ('order_callers', 'address'),
      ('orders', 'caller'), ('orders', 'telephone'), ('orders', 'certificate'), ('orders', 'address'),
      ('search_texts', 'words'), ('search_texts', 'tails'), ('search_texts', 'initials'),
      ('segments', 'party'), ('segments', 'title')
    ) AS people (of_table, of_column) ON c.relname = of_table AND a.attname = of_column LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE %s', each.relname, each.attname, each.kind);
  END LOOP;
  EXECUTE guard;
END $$"""


def upgrade() -> None:
    """Forget the estimates of a server; a file tells nobody anything."""
    if op.get_bind().dialect.name == "postgresql":
        op.get_bind().exec_driver_sql(FORGET.replace("%", "%%"))


def downgrade() -> None:
    """Leave the tables as they are."""
