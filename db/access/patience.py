"""How long one login may hold up the others, and what of a server no member of staff needs.

Whoever sets more for his own session does so on purpose; a program sets less for itself, a backup more.
"""

from __future__ import annotations

# A forgotten question, a lock that is waited for, a transaction left open at a terminal.
_PATIENCE = """DO $$
DECLARE
  each record;
BEGIN
  IF pg_has_role((SELECT d.datdba FROM pg_database d WHERE d.datname = current_database()), 'USAGE') THEN
    FOR each IN SELECT * FROM (VALUES ('idle_in_transaction_session_timeout', '5min'), ('lock_timeout', '1min'),
        ('statement_timeout', '10min')) AS v (name, span) LOOP
      EXECUTE format('ALTER DATABASE %I SET %I = %L', current_database(), each.name, each.span);
    END LOOP;
  END IF;
END $$"""
# Locks that outlive their transaction, or shut out all who act; and files kept beside the tables. Whoever owns
# the server alone takes them away.
_NOT_FOR_STAFF = """DO $$
DECLARE
  owner text := (SELECT relowner::regrole::text FROM pg_class WHERE oid = 'public.staff'::regclass);
  each record;
BEGIN
  FOR each IN SELECT p.oid::regprocedure AS called FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND pg_has_role(p.proowner, 'USAGE') AND p.proname IN (
      'pg_advisory_lock', 'pg_advisory_lock_shared', 'pg_try_advisory_lock', 'pg_try_advisory_lock_shared',
      'pg_advisory_xact_lock', 'pg_try_advisory_xact_lock',
      'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64'
    ) LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', each.called);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', each.called, owner);
  END LOOP;
END $$"""
KEPT_SHORT = tuple(each.replace("%", "%%") for each in (_PATIENCE, _NOT_FOR_STAFF))
