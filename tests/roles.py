"""An office on a server whose people each connect with a database role of their own."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import fields, is_dataclass
from datetime import UTC
from pathlib import Path

import psycopg

from app.desk import Desk, HeadsDesk, HotlineDesk, OldPapersDesk, desk_for, never
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD, PEOPLE
from app.people.models import Actor
from db.access import admit
from db.engine import bare_engine
from db.founding.upgrade import create
from db.store import open_store
from tests.office import Copies, Office, Wall

# The server's clock is set by the tests as their wall is; its own says nothing of 2026.
CLOCK = """
CREATE TABLE rules.wall (stands timestamp NOT NULL);
INSERT INTO rules.wall VALUES ('2026-11-02 01:00');
CREATE OR REPLACE FUNCTION rules.moment() RETURNS timestamp LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS
$$ SELECT stands FROM rules.wall $$
"""


# Whose office is gone, and who was taken on there and is in no other: roles stay with the server.
_LET_GO = """DO $$
DECLARE
  gone record;
  each record;
BEGIN
  FOR gone IN SELECT r.oid, r.rolname FROM pg_roles r WHERE r.rolname LIKE '%\\_staff'
    AND NOT EXISTS (SELECT FROM pg_database d WHERE d.datname = left(r.rolname, -6)) LOOP
    FOR each IN SELECT r.rolname FROM pg_roles r WHERE r.rolname <> ALL (ARRAY[{known}])
      AND EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid AND m.roleid = gone.oid)
      AND NOT EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid AND m.roleid <> gone.oid) LOOP
      EXECUTE format('DROP ROLE %I', each.rolname);
    END LOOP;
    EXECUTE format('DROP ROLE %I', gone.rolname);
  END LOOP;
END $$"""


def set_up(url):
    """Make an office with the demo's people and matters, whose staff have roles, on the tests' clock."""
    create(url, roles=True)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(CLOCK)
    store = open_store(url)
    furnish(store, Wall())
    store.close()


def _kept_of_password(url):
    """Return what a server keeps of the demo's password."""
    with psycopg.connect(url) as connection:
        return connection.pgconn.encrypt_password(PASSWORD.encode(), b"", b"scram-sha-256").decode()


def admit_to_copy(url):
    """Let the same staff into a copy of such an office, with the demo's password."""
    engine, kept = bare_engine(url), _kept_of_password(url)
    with engine.begin() as connection:
        admit(connection)
        for person in PEOPLE:
            connection.exec_driver_sql(f'GRANT "{connection.engine.url.database}_staff" TO "{person.login}"')
            # Roles belong to the whole server: another office of it may have locked him or reset his password.
            connection.exec_driver_sql(f"ALTER ROLE \"{person.login}\" LOGIN PASSWORD '{kept}'")
    engine.dispose()


def login_url(url, login, password=PASSWORD):
    """Return the address by which a member of staff connects."""
    return url.replace("postgres@", f"{login}:{password}@", 1)


class ServerWall(Wall):
    """A wall clock that the server reads too."""

    def __init__(self, url, wall=None):
        self._told = None
        self._owner = psycopg.connect(url, autocommit=True)
        super().__init__()
        if wall is not None:
            self.at = wall.at

    def __call__(self):
        moment = super().__call__()
        if self._told is None or abs((moment - self._told).total_seconds()) > 60:
            self._owner.execute(
                "UPDATE rules.wall SET stands = %s", [moment.astimezone(UTC).replace(tzinfo=None)]
            )
            self._told = moment
        return moment

    def close(self):
        self._owner.close()


_DESKS = Desk | HeadsDesk | HotlineDesk | OldPapersDesk


class _Room:
    """A room of the desk; what somebody asks of it is asked with his own role."""

    def __init__(self, office, path):
        self._office = office
        self._path = path

    def __getattr__(self, name):
        found = getattr(self._office.reach(None, self._path), name)
        if callable(found):
            return lambda *given, **named: self._ask(name, given, named)
        plain = is_dataclass(found) and fields(found) and not isinstance(found, _DESKS)
        rooms = type(found).__module__.startswith("app.") and not plain
        return _Room(self._office, (*self._path, name)) if rooms else found

    def _ask(self, name, given, named):
        actors = [each for each in (*given, *named.values()) if isinstance(each, Actor)]
        login = actors[0].login if actors else None
        return getattr(self._office.reach(login, self._path), name)(*given, **named)


class RolesOffice(Office):
    """The tests' office, where every act goes over the connection of whoever does it."""

    def __init__(self, url, folder, wall=None):
        self.wall = ServerWall(url, wall)
        super().__init__(url, folder, self.wall)
        self._folder = Path(folder)
        self._own = self.desk
        self._stores = {}
        self.desk = _Room(self, ())

    def reach(self, login, path):
        """Return a room of the desk that belongs to a login (None: the owner's)."""
        found = self._own if login is None else self._desk_of(login)
        for name in path:
            found = getattr(found, name)
        return found

    def _desk_of(self, login):
        if login not in self._stores:
            store = open_store(login_url(self.url, login), clock=self.wall)
            desk = desk_for(store, self.wall, Copies(self.url, self.release), self._folder / "backups", never)
            self._stores[login] = store, desk
        return self._stores[login][1]

    def release(self):
        for store, _desk in self._stores.values():
            store.close()
        self._stores.clear()
        super().release()

    def close(self):
        super().close()
        self.wall.close()


class ServerTemplate:
    """An office whose copies stand on a server, one database each, gone when they are closed."""

    def __init__(self, server):
        self._server = server

    def copied(self, folder, wall=None):
        """Return an office on a database of its own."""
        lent = ExitStack()
        lent.callback(self._let_go_of_logins)
        url = lent.enter_context(self._server.fresh(set_up))
        admit_to_copy(url)
        return LentOffice(url, folder, wall, lent)

    def _let_go_of_logins(self):
        """Drop the logins of those who were taken on in offices that are gone: they stay with the server."""
        known = ", ".join(f"'{person.login}'" for person in PEOPLE)
        self._server.run(_LET_GO.format(known=known))


class LentOffice(RolesOffice):
    """An office whose database goes when it is closed for good."""

    def __init__(self, url, folder, wall, lent):
        super().__init__(url, folder, wall)
        self._lent = lent

    def close(self):
        super().close()
        self._lent.close()
