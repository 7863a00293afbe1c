from __future__ import annotations

from contextlib import contextmanager

import psycopg
import pytest

from tests.roles import RolesOffice, admit_to_copy, login_url, set_up


@pytest.fixture(scope="module")
def office(server, tmp_path_factory):
    """The demo's people and matters on a server, each with a role of his own."""
    with server.fresh(set_up) as url:
        admit_to_copy(url)
        made = RolesOffice(url, tmp_path_factory.mktemp("roles"))
        yield made
        made.close()


@pytest.fixture
def sql(office):
    """Lend plain SQL as a member of staff, in transactions of its own."""

    @contextmanager
    def connected(login):
        with psycopg.connect(login_url(office.url, login)) as connection:
            yield connection

    return connected


@pytest.fixture
def tried(sql):
    """Try statements in one transaction as somebody; return the rows changed, or how the server says no."""

    def run(login, *statements):
        try:
            with sql(login) as connection, connection.transaction():
                counts = [connection.execute(statement).rowcount for statement in statements]
        except psycopg.Error as error:
            return f"{error.sqlstate} {error.diag.message_primary}"
        return counts[-1]

    return run


@pytest.fixture
def seen(sql):
    """Return the first column of what somebody reads by plain SQL."""

    def rows(login, statement, *values):
        with sql(login) as connection:
            return [row[0] for row in connection.execute(statement, values)]

    return rows
