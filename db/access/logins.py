"""The staff's database roles: whose password the server takes, and how it is set without being told to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import cast

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from app.errors import Unavailable
from app.people.passwords import first_password
from app.people.signing_in import LockedOut
from db.engine import MET
from db.trouble import SERVER_LOCKED, SERVER_SIGN_IN, unavailable

_IS_OURS = text("SELECT rules.is_ours(:login)")
_SET = text("SELECT rules.set_password(:login, :secret)")
_HAS_RULES = text("SELECT to_regprocedure('rules.staff_role()') IS NOT NULL")
_HAS_ROLES = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = rules.staff_role())")
_SCRAM = b"scram-sha-256"
JUST_NOW = 10.0  # seconds


@dataclass(frozen=True)
class ServerLogins:
    """The logins of an office whose server keeps the passwords."""

    connection: Connection

    def admits(self, login: str, password: str) -> bool:
        """Tell whether the server lets the person in; raises ``Unavailable`` where it cannot be asked.

        It is not asked again where it let this very connection in with that password a moment ago.
        """
        url, met = self.connection.engine.url, self.connection.connection.info.get(MET)
        if (url.username, url.password) == (login, password) and met and monotonic() - met < JUST_NOW:
            return True
        return is_admitted(url, login, password)

    def set_password(self, login: str, password: str) -> None:
        """Give the person a role with this password; only what SCRAM makes of it leaves this machine."""
        driver = cast("psycopg.Connection", self.connection.connection.dbapi_connection)
        secret = driver.pgconn.encrypt_password(password.encode(), login.encode(), _SCRAM)
        self.connection.execute(_SET, {"login": login, "secret": secret.decode()})

    def give_first_passwords(self, logins: Iterable[str]) -> dict[str, str]:
        """Give each of them a role with a password to be changed, and return the passwords."""
        made = {login: first_password() for login in logins}
        for login, password in made.items():
            self.set_password(login, password)
        return made


def logins_of(connection: Connection) -> ServerLogins | None:
    """Return the server's logins, None where the office keeps the passwords itself."""
    if connection.dialect.name != "postgresql" or not connection.execute(_HAS_RULES).scalar_one():
        return None
    return ServerLogins(connection) if has_roles(connection) else None


def has_roles(connection: Connection) -> bool:
    """Tell whether staff have database roles of their own on this server."""
    return bool(connection.execute(_HAS_ROLES).scalar_one())


def has_login(connection: Connection, login: str) -> bool:
    """Tell whether the person connects with a role of his own."""
    return logins_of(connection) is not None and bool(
        connection.execute(_IS_OURS, {"login": login}).scalar_one()
    )


def is_admitted(url: URL, login: str, password: str) -> bool:
    """Tell whether the server lets the person into the database; raises ``LockedOut``, ``Unavailable``."""
    options = {name: str(value) for name, value in url.query.items()}
    place = {"host": url.host, "port": url.port, "dbname": url.database} | options
    try:
        psycopg.connect(make_conninfo("", **place, user=login, password=password, connect_timeout=5)).close()
    except UnicodeError:  # nobody's password: half a character cannot be set
        return False
    except psycopg.OperationalError as error:
        trouble = unavailable(error)
        if trouble is not None and str(trouble) == SERVER_LOCKED:
            raise LockedOut(SERVER_LOCKED) from error
        if trouble is not None and str(trouble) == SERVER_SIGN_IN:
            return False
        raise trouble or Unavailable(str(error)) from error
    return True
