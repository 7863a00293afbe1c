"""Opens SQLite or PostgreSQL, the way the archive needs them, and says in Chinese why it cannot."""

from __future__ import annotations

import json
import os
import platform
import random
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from app.errors import BadInput, Refusal, Unavailable
from db.place import refuse_network
from db.plans import ONLY_MARKED, keep_plans
from db.revisions import refuse_other_than_head
from db.standing_form import change_alone
from db.trouble import (
    BUSY,
    CANNOT_OPEN,
    DAMAGED,
    NOT_A_DATABASE,
    READ_ONLY,
    explain,
    is_busy,
    unavailable,
)  # fmt: skip
from db.wire import proved

PATIENCE = 10.0  # seconds
_LONG, _VERY_LONG = 0.03, 2.0  # seconds
FRESH = 1.0  # seconds that a connection to a server is trusted without being asked
_RESTED = "rested since"
MET = "connected since"  # in a connection's record
_OURS = {"alembic_version", "ledger_heads"}
_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes
_SMALLEST_PAGE = 512
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
    "PRAGMA journal_size_limit = 67108864",
)
# Which program on which machine it is, so that a server's list tells one window from another.
SEAT = f"efficiency-workbench {re.sub('[^!-~]', '', platform.node())[:30]} {os.getpid()}"
_SERVER_OPTIONS = (
    "-c timezone=UTC -c client_min_messages=warning -c lock_timeout=10s -c statement_timeout=60s"
    " -c idle_in_transaction_session_timeout=60s"
    " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=15s"
    " -c jit=off"  # compiling a statement takes longer than any of ours runs
)
# A cut cable is noticed at both ends in 10 to 20 seconds, not in the hours of the system's own defaults: every
# 3 seconds after 10, three times; and after 15,000 ms without an answer.
_PULSE = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 15_000}


def open_engine(url: str, *, read_only: bool = False) -> Engine:
    """Open an office; raises ``Unavailable`` where the world is in the way.

    Raises ``Refusal`` for what is no office of ours, is newer or older than this program, or lies on a
    network drive.
    """
    engine = bare_engine(url, read_only=read_only)
    try:
        refuse_other_than_head(revision_of(engine))
        if engine.dialect.name == "sqlite" and not read_only:
            _use_log(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def bare_engine(url: str | URL, *, read_only: bool = False, new: bool = False) -> Engine:
    """Open a database without asking what it holds; ``new`` makes the SQLite file."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _file_engine(file_of(parsed), read_only=read_only, new=new)
    return _server_engine(parsed, read_only=read_only)


def parse_url(url: str | URL) -> URL:
    """Read a database address; raises ``BadInput`` for one that is neither SQLite nor PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput(
            "数据库地址写得不对，应如 sqlite:////文件夹/office.db 或 postgresql://用户@服务器/库名。"
        ) from error
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise BadInput(f"不支持这种数据库（{parsed.drivername}），只支持 sqlite 和 postgresql。")
    return proved(parsed)


def file_of(url: URL) -> Path:
    """Return the file an SQLite address names; raises ``BadInput`` where it names none."""
    name = url.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        raise BadInput("数据库地址要写出文件，如 sqlite:////文件夹/office.db。")
    return Path(os.path.abspath(name))  # noqa: PTH100  # resolve() would follow a mapped drive


def revision_of(engine: Engine) -> str | None:
    """Return the form the database is in, None where it is no office."""
    with engine.connect() as connection:
        if not set(inspect(connection).get_table_names()) >= _OURS:
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return str(found[0]) if len(found) == 1 else None


def moved_to(path: Path) -> Path:
    """Return where it is written down that the file's office was carried to a server."""
    return path.with_name(path.name + ".moved")


def start_writing(connection: sqlite3.Connection) -> None:
    """Take SQLite's one writer's place, asking again at short random intervals."""
    _patiently(connection, "BEGIN IMMEDIATE")


def start_reading(connection: sqlite3.Connection) -> None:
    """Start a reading that sees the database as it is now until its end."""
    _patiently(connection, "BEGIN")
    _patiently(connection, "SELECT 1 FROM sqlite_master LIMIT 1")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Lend a connection whose changes are kept as a whole or not at all, alone among writers."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            start_writing(driver_of(connection))
        with connection.begin():
            if connection.dialect.name == "postgresql":
                change_alone(connection)
            yield connection


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    """Run a statement, again while the database is busy; raises ``Unavailable``."""
    began = time.monotonic()
    while True:
        try:
            connection.execute(statement).fetchall()
        except sqlite3.Error as error:
            if not is_busy(error):
                raise unavailable(error) or error from error
            waited = time.monotonic() - began
            if waited > PATIENCE:
                raise Unavailable(BUSY) from error
            time.sleep(_pause(waited))
        else:
            return


def _pause(waited: float) -> float:
    """Return for how many seconds to wait before asking again.

    Who has waited long while others went before asks more often than they do, and so is next; against one who
    writes very long nothing helps.
    """
    longest = 0.0002 if _LONG < waited < _VERY_LONG else 0.002
    return random.uniform(longest / 10, longest)  # noqa: S311  # fairness, no secret


def _file_engine(path: Path, *, read_only: bool, new: bool) -> Engine:
    refuse_network(path)
    if not new:
        _look_at(path, read_only=read_only)
    mode = "ro" if read_only else "rwc" if new else "rw"
    address = f"{path.as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            _patiently(connection, pragma)
        return connection

    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, creator=connect, poolclass=QueuePool, hide_parameters=True)
    event.listen(engine, "handle_error", explain)
    return engine


def _look_at(path: Path, *, read_only: bool) -> None:
    """Raise where the file is missing, barred, no database, another program's, or cut short."""
    if not read_only and (mark := moved_to(path)).exists():
        raise Refusal(_moved_words(path, mark))
    if not path.exists():
        raise Refusal(f"找不到数据库文件“{path}”。请检查路径，或先用 office init 建立。")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise Unavailable(CANNOT_OPEN) from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise Refusal(NOT_A_DATABASE)
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise Unavailable(READ_ONLY)
    _refuse_cut_short(path, header)


def _moved_words(path: Path, mark: Path) -> str:
    try:
        place = f"搬到 {json.loads(mark.read_text(encoding='utf-8'))['to']}"
    except (OSError, ValueError, KeyError, TypeError):
        place = "搬到数据库服务器"
    return f"这个单位的数据已经{place}，本机文件“{path}”只留作存档，不再使用。请改用服务器的地址。"


def _refuse_cut_short(path: Path, header: bytes) -> None:
    """Raise where the file has fewer pages than it says; a log not yet folded in may hold the rest."""
    size = int.from_bytes(header[16:18], "big")
    page = 65536 if size == 1 else size
    log = path.with_name(path.name + "-wal")
    if page < _SMALLEST_PAGE or page & (page - 1):
        raise Unavailable(DAMAGED)
    if log.exists() and log.stat().st_size:
        return
    if path.stat().st_size < page * int.from_bytes(header[28:32], "big"):
        raise Unavailable(DAMAGED)


def _use_log(engine: Engine) -> None:
    """Keep the write-ahead log on; a restored file may have come without."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _server_engine(url: URL, *, read_only: bool) -> Engine:
    return to_server(url, execution_options={"postgresql_readonly": True} if read_only else {})


def to_server(url: URL, *, settings: str = "", prepare_threshold: int = ONLY_MARKED, **options: Any) -> Engine:
    """Reach a server; a plan is kept where that is marked, or from the ``prepare_threshold``-th time on.

    A kept plan serves all that is asked alike, the rare and the common: searches are never kept.
    """
    reached: dict[str, Any] = {
        "connect_timeout": 5,
        "application_name": SEAT,
        "client_encoding": "UTF8",  # what a database without an encoding of its own answers in
        **_PULSE,
        "options": f"{_SERVER_OPTIONS} {settings}",
        "prepare_threshold": prepare_threshold,
    }
    try:
        engine = create_engine(url, connect_args=reached, hide_parameters=True, **options)
    except (ImportError, NoSuchModuleError) as error:
        raise Unavailable("本机没有安装 PostgreSQL 的连接组件（psycopg），请联系管理员。") from error
    event.listen(engine, "handle_error", explain)
    keep_plans(engine)
    _ask_rested(engine)
    return engine


def _ask_rested(engine: Engine) -> None:
    """Ask a connection that has rested whether it still stands; one just used costs no way there and back."""

    def met(_connection: Any, record: Any) -> None:
        record.info[MET] = time.monotonic()

    def rest(_connection: Any, record: Any) -> None:
        record.info[_RESTED] = time.monotonic()

    def ask(connection: Any, record: Any, _lent: Any) -> None:
        since = record.info.get(_RESTED)
        if since is None or time.monotonic() - since < FRESH:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as error:
            raise DisconnectionError from error

    event.listen(engine, "connect", met)
    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", ask)
