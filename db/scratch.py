"""Scratch databases: lent for a check and gone afterwards; what a killed run left goes before the next.

One on a server is kept by its connection, one in a file by SQLite's lock: what nobody holds is left over.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from app.errors import Unavailable
from db.engine import bare_engine, parse_url
from db.lending import lent

_FOLDER = "office-drill-"
_LOCK = "held.lock"
_HERE = """SELECT d.oid, d.datname, d.datcollate, d.datctype, r.rolcreatedb OR r.rolsuper AS makes,
  current_user AS login FROM pg_database d, pg_roles r
  WHERE d.datname = current_database() AND r.rolname = current_user"""
_LEFT = text(
    "SELECT quote_ident(datname) FROM pg_database WHERE datname ~ :named"
    " AND pg_get_userbyid(datdba) = current_user"
)
_ONE_SWEEPS = 0x45577363  # nobody sweeps between another's making a database and connecting to it


class NoScratch(Unavailable):
    """There is no room of one's own in which a copy could be restored and read."""


@contextmanager
def scratch(url: str, folder: Path) -> Iterator[str]:
    """Lend the address of a database without anything in it, beside the office's; gone afterwards.

    One in a file lies in the folder. Raises ``NoScratch`` where the account may not make one.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        with _file(folder) as made:
            yield f"sqlite:///{made}"
        return
    with _database(parsed) as name:
        yield parsed.set(database=name).render_as_string(hide_password=False)


@contextmanager
def _file(folder: Path) -> Iterator[Path]:
    for left in folder.glob(f"{_FOLDER}*"):
        if not _is_held(left):
            shutil.rmtree(left, ignore_errors=True)
    place = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=folder))
    try:
        with closing(sqlite3.connect(place / _LOCK, isolation_level=None)) as lock:
            _hold(lock)
            yield place / "office.db"
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _hold(lock: sqlite3.Connection) -> None:
    lock.execute("PRAGMA locking_mode = EXCLUSIVE")
    lock.execute("PRAGMA user_version = 1")


def _is_held(place: Path) -> bool:
    try:
        with closing(sqlite3.connect(place / _LOCK, isolation_level=None, timeout=0)) as lock:
            _hold(lock)
    except sqlite3.Error:
        return True
    return False


@contextmanager
def _database(office: URL) -> Iterator[str]:
    with _keeping(office) as keeping:
        keeping.exec_driver_sql(f"SELECT pg_advisory_lock({_ONE_SWEEPS})")
        try:
            name = _made(keeping)
            held = bare_engine(office.set(database=name))
            hold = held.connect()
        finally:
            keeping.exec_driver_sql(f"SELECT pg_advisory_unlock({_ONE_SWEEPS})")
        try:
            yield name
        finally:
            hold.close()
            held.dispose()
            _drop(office, name)


@contextmanager
def _keeping(office: URL) -> Iterator[Connection]:
    """Lend a connection on which databases are made and dropped."""
    with lent(office) as engine, engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("SET statement_timeout = 0")
        yield connection


def _made(connection: Connection) -> str:
    here = connection.exec_driver_sql(_HERE).one()
    if not here.makes:
        raise NoScratch(
            f'账号“{here.login}”不能建立临时库。请由数据库管理员执行：ALTER ROLE "{here.login}" CREATEDB。'
        )
    for left in connection.execute(_LEFT, {"named": f"^office_drill_{here.oid}_"}).scalars().all():
        with suppress(SQLAlchemyError, Unavailable):  # one in use is not dropped
            connection.exec_driver_sql(f"DROP DATABASE {left}")
    name = f"office_drill_{here.oid}_{uuid4().hex[:12]}"
    collate, ctype = (each.replace("'", "''") for each in (here.datcollate, here.datctype))
    connection.exec_driver_sql(
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE '{collate}' LC_CTYPE '{ctype}'"
    )
    connection.exec_driver_sql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    return name


def _drop(office: URL, name: str) -> None:
    """Drop it over a connection of its own: the one that made it may have been cut."""
    with _keeping(office) as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
