"""Lets an office's people in again after it was restored: roles belong to the server, not to the copy."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.errors import Refusal
from db.access import admit, install
from db.access.fitness import problems
from db.access.logins import ServerLogins, has_roles
from db.models.people import staff_rows

_KEPT_BY_A_SERVER = (
    select(staff_rows.c.id).where(staff_rows.c.active, func.coalesce(staff_rows.c.password, "") == "").limit(1)
)
_NEW = """SELECT s.login FROM staff s WHERE s.active
  AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = s.login) ORDER BY s.login"""
# Each login as the copy has it; one the copy does not know may not connect here any more.
_ALIGNED = """DO $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT s.login, rules.works(s.active, s.locked_until) AS works FROM staff s
    WHERE rules.is_plain(s.login) LOOP
    EXECUTE format('GRANT %I TO %I', rules.staff_role(), each.login);
    EXECUTE format('ALTER ROLE %I %s', each.login, CASE WHEN each.works THEN 'LOGIN' ELSE 'NOLOGIN' END);
  END LOOP;
  FOR each IN SELECT r.rolname FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid
    JOIN pg_roles g ON g.oid = m.roleid AND g.rolname = rules.staff_role()
    WHERE NOT EXISTS (SELECT FROM staff s WHERE s.login = r.rolname) LOOP
    EXECUTE format('REVOKE %I FROM %I', rules.staff_role(), each.rolname);
  END LOOP;
END $$""".replace("%", "%%")


def readmit(connection: Connection) -> dict[str, str]:
    """Put today's rules in place and let the restored office's people connect.

    Whoever has a login on this server keeps it with its password; for the others one is made, and their first
    passwords are returned. An office whose people never had logins of their own gains none.
    """
    install(connection)
    if not has_roles(connection) and connection.execute(_KEPT_BY_A_SERVER).one_or_none() is None:
        return {}
    if lacks := problems(connection, roles=True):
        raise Refusal("\n".join(lacks))
    admit(connection)
    connection.exec_driver_sql(_ALIGNED)
    return ServerLogins(connection).give_first_passwords(connection.exec_driver_sql(_NEW).scalars().all())
