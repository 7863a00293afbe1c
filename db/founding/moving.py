"""Carries a whole office from a file to a server: row by row, verified by hashes, resumed where it stopped.

The file is only read. Until everything is there and proved the server holds no office anybody could open.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Row,
    Table,
    Text,
    func,
    inspect,
    select,
    text,
    tuple_,
)

from app.errors import Refusal, Unavailable
from app.office.copying import Tell
from app.office.health import Moved
from db.access import admit
from db.access.fitness import problems
from db.access.logins import ServerLogins
from db.engine import bare_engine, driver_of, file_of, moved_to, open_engine, parse_url, start_reading
from db.founding.upgrade import UnfitServer, finish
from db.models import metadata
from db.models.people import staff_rows
from db.revisions import HEAD

LOT = 2_000
_BEGUN = "CREATE TABLE moving (source text NOT NULL, table_name text PRIMARY KEY, moved bigint NOT NULL)"
_ACTIVE = select(staff_rows.c.login).where(staff_rows.c.active)


class OtherMove(Refusal):
    """Something else stands, or is being carried, where the office is to go."""


class DiffersFromSource(Unavailable):
    """What arrived is not what was sent: nothing is released."""


def move(source: str, target: str, tell: Tell) -> Moved:
    """Carry the office of a file to an empty database on a server, or go on with a carrying that broke off.

    Raises ``OtherMove``, ``UnfitServer``, ``DiffersFromSource``, ``Unavailable``; ends with a mark beside the
    file, which is opened no more.
    """
    path = file_of(parse_url(source))
    file, server = open_engine(source, read_only=True), bare_engine(target)
    try:
        with file.connect() as reading:
            start_reading(driver_of(reading))
            _prepare(server, _print_of(reading))
            for number, table in enumerate(metadata.sorted_tables, 1):
                said = f"搬运第{number}张表，共{len(metadata.sorted_tables)}张"
                _carry(reading, server, table, partial(tell, said))
            rows, digest = _proved(reading, server, tell)
            passwords = _release(server)
    finally:
        file.dispose()
        server.dispose()
    mark = {"to": parse_url(target).render_as_string(), "rows": sum(rows.values()), "sha256": digest}
    moved_to(path).write_text(json.dumps(mark, ensure_ascii=False), encoding="utf-8")
    return Moved(rows=rows, digest=digest, passwords=passwords)


def _print_of(reading: Connection) -> str:
    """Return what tells this office from every other: its settings and the chain of its ledger."""
    chain = reading.execute(text("SELECT chain FROM ledger_heads")).scalar_one()
    return hashlib.sha256(f"{HEAD}:{chain}".encode()).hexdigest()


def _prepare(server: Engine, source: str) -> None:
    """Make the tables without keys between them and without triggers, unless that was done before."""
    with server.begin() as connection:
        known = set(inspect(connection).get_table_names())
        if "moving" in known:
            _refuse_other(connection, source)
            return
        if known:
            raise OtherMove("这个数据库里已经有表，没有改动它。请换一个空的数据库。")
        if lacks := problems(connection, roles=True):
            raise UnfitServer("\n".join(lacks))
        for table in metadata.sorted_tables:
            table.create(connection, checkfirst=False)
        _drop_keys(connection)
        connection.exec_driver_sql(_BEGUN)
        for table in metadata.sorted_tables:
            row = {"source": source, "name": table.name}
            connection.execute(text("INSERT INTO moving VALUES (:source, :name, 0)"), row)


def _refuse_other(connection: Connection, source: str) -> None:
    begun = connection.execute(text("SELECT DISTINCT source FROM moving")).scalars().all()
    if begun != [source]:
        raise OtherMove(
            "这个数据库里有另一次没有搬完的数据，或原数据库在中断后又有改动，不能接着搬。"
            "请清空目标数据库（DROP DATABASE 后重建）再搬一次。"
        )


_KEYS = (
    "SELECT conrelid::regclass::text AS held, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS made"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
)


def _drop_keys(connection: Connection) -> None:
    """Take the keys between tables away for the time being, kept word by word."""
    connection.exec_driver_sql(f"CREATE TABLE moving_keys AS {_KEYS}")
    for row in connection.exec_driver_sql("SELECT held, name FROM moving_keys").all():
        connection.exec_driver_sql(f"ALTER TABLE {row.held} DROP CONSTRAINT {row.name}")


def _carry(reading: Connection, server: Engine, table: Table, tell: Callable[[int, int], None]) -> None:
    """Carry a table lot by lot in the order of its key; each lot arrives whole."""
    whole = int(reading.execute(select(func.count()).select_from(table)).scalar_one())
    with server.connect() as connection:
        asked = text("SELECT moved FROM moving WHERE table_name = :name")
        done = int(connection.execute(asked, {"name": table.name}).scalar_one())
    after = _key_at(reading, table, done)
    while done < whole:
        lot = _lot(reading, table, after)
        with server.begin() as connection:
            connection.execute(table.insert(), [_arriving(table, row._asdict()) for row in lot])
            done += len(lot)
            row = {"name": table.name, "done": done}
            connection.execute(text("UPDATE moving SET moved = :done WHERE table_name = :name"), row)
        after = tuple(getattr(lot[-1], column.name) for column in table.primary_key)
        tell(done, whole)


def _key_at(reading: Connection, table: Table, done: int) -> tuple[Any, ...] | None:
    """Return the key of the last row that was carried, None where none was."""
    if not done:
        return None
    keys = list(table.primary_key)
    return tuple(reading.execute(select(*keys).order_by(*keys).offset(done - 1).limit(1)).one())


def _lot(connection: Connection, table: Table, after: tuple[Any, ...] | None) -> Sequence[Row[Any]]:
    """Return the rows after a key, in the order of their bytes on either side."""
    keys = [_by_bytes(connection, column) for column in table.primary_key]
    found = select(table).order_by(*keys).limit(LOT)
    if after is not None:
        found = found.where(tuple_(*keys) > tuple_(*after))
    return connection.execute(found).all()


def _by_bytes(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    is_text = isinstance(column.type, Text) and connection.dialect.name == "postgresql"
    return column.collate("C") if is_text else column


def _arriving(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the server keeps it: passwords stay behind, for the server keeps its own."""
    return {**row, "password": None} if table is staff_rows else row


def _proved(reading: Connection, server: Engine, tell: Tell) -> tuple[dict[str, int], str]:
    """Read everything on both sides and compare it row by row; return the counts and the hash."""
    rows: dict[str, int] = {}
    digest = hashlib.sha256()
    with server.connect() as connection:
        for number, table in enumerate(metadata.sorted_tables, 1):
            tell(f"核对第{number}张表，共{len(metadata.sorted_tables)}张", 0, 0)
            sent, arrived = _read(reading, table), _read(connection, table)
            count = 0
            for left, right in _together(sent, arrived):
                if left != right:
                    raise DiffersFromSource(
                        f"核对到表 {table.name} 第{count + 1}行时，服务器上的内容与原数据库不同，没有启用。"
                        "原数据库没有改动。请清空目标数据库后再搬一次；仍然如此时请联系管理员。"
                    )
                digest.update(left.encode())
                count += 1
            rows[table.name] = count
    return rows, digest.hexdigest()


def _together(sent: Iterator[str], arrived: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield both sides in step; where one ends before the other its part is empty."""
    for left in sent:
        yield left, next(arrived, "")
    for right in arrived:
        yield "", right


def _read(connection: Connection, table: Table) -> Iterator[str]:
    left_behind = {"password"} if table is staff_rows else set()
    after: tuple[Any, ...] | None = None
    while lot := _lot(connection, table, after):
        for row in lot:
            kept = {name: value for name, value in row._asdict().items() if name not in left_behind}
            yield json.dumps(kept, default=_plain, ensure_ascii=False, sort_keys=True)
        after = tuple(getattr(lot[-1], column.name) for column in table.primary_key)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(type(value))


def _release(server: Engine) -> dict[str, str]:
    """Put keys, triggers, counters and rules in place, give everybody a login, and let the office be opened."""
    with server.begin() as connection:
        for row in connection.exec_driver_sql("SELECT held, name, made FROM moving_keys").all():
            connection.exec_driver_sql(f"ALTER TABLE {row.held} ADD CONSTRAINT {row.name} {row.made}")
        for table in metadata.sorted_tables:
            _count_on(connection, table)
        finish(connection)
        admit(connection)
        active = connection.execute(_ACTIVE).scalars().all()
        passwords = ServerLogins(connection).give_first_passwords(active)
        connection.exec_driver_sql("DROP TABLE moving, moving_keys")
    return passwords


def _count_on(connection: Connection, table: Table) -> None:
    """Let the server count keys on after the last that was carried."""
    if "id" in table.columns and table.columns["id"].identity is not None:
        asked = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"  # noqa: S608
        connection.exec_driver_sql(asked)
