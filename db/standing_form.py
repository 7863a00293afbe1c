"""Keeps programs of two forms apart: a form is changed alone, and an act finds the form its program knows.

Who acts on a server shares one lock for his transaction; who changes the form takes it for himself. So no act
is half in the old form and half in the new, and a window that stood open under an upgrade writes no more.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection

from app.errors import Unavailable
from db.revisions import REVISIONS, NewerDatabase, refuse_other_than_head
from db.trouble import BUSY, unavailable

_CHANGE = 0x45576B62  # one change of the form at a time
_ACT = 0x45576B63  # no act while the form is changed
_WAITING = "SET LOCAL lock_timeout = '10min'"
_ALONE = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",  # the backup takes as long as it takes
    _WAITING,
    f"SELECT pg_advisory_xact_lock({_CHANGE})",
    f"SELECT pg_advisory_xact_lock({_ACT})",
)
# Each statement sees what was committed before it, so the form is read as it stands once the lock is ours.
_FORM = f"SELECT pg_advisory_xact_lock_shared({_ACT}); SELECT version_num FROM alembic_version"  # noqa: S608
BEING_UPGRADED = "数据库正在备份和升级，这一步没有做。请稍等几分钟再试；升级以后，旧版本的程序须先更新。"


def change_alone(connection: Connection) -> None:
    """Wait until nobody acts on the server, and let nobody act before this transaction ends."""
    for statement in _ALONE:
        connection.exec_driver_sql(statement)


def find_form(connection: Connection) -> None:
    """Begin an act: raises ``NewerDatabase`` where another program brought the database to a newer form."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        _find_in_file(driver)
        return
    try:
        answers = driver.execute(_FORM)
        answers.nextset()
        revision = answers.fetchone()
    except connection.dialect.loaded_dbapi.Error as fault:
        trouble = unavailable(fault)
        if trouble is not None and str(trouble) == BUSY:
            raise Unavailable(BEING_UPGRADED) from fault
        raise trouble or fault from fault
    refuse_other_than_head(revision[0] if revision else None)


def _find_in_file(driver: sqlite3.Connection) -> None:
    """Look at the number in the file's header; an older file is looked after when it is opened."""
    (form,) = driver.execute("PRAGMA user_version").fetchone()
    if form > len(REVISIONS):
        raise NewerDatabase
