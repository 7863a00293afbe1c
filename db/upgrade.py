"""Makes an empty office, and brings an older one up to today's form."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from app.errors import Refusal
from db.engine import bare_engine, file_of, parse_url, revision_of
from db.models import metadata
from db.models.guards import guards
from db.revisions import APPLICATION_ID, HEAD, REVISIONS


class OfficeExists(Refusal):
    """There is a database at this place already."""


def head() -> str:
    """Return today's form."""
    return HEAD


def current(engine: Engine) -> str | None:
    """Return the form the database is in, None where it is no office."""
    return revision_of(engine)


def create(url: str) -> None:
    """Make an empty office; raises ``Refusal`` where something is there already."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = file_of(parsed)
        if path.exists() and path.stat().st_size:
            raise OfficeExists(f"“{path}”已经存在，没有改动它。请换一个文件名，或直接打开它。")
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = bare_engine(url, new=True)
    try:
        _build(engine)
    finally:
        engine.dispose()


def _build(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        metadata.create_all(connection, checkfirst=False)
        for guard in guards(engine.dialect.name):
            connection.exec_driver_sql(guard)
        _first_rows(connection)
        mark(connection)


def _first_rows(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO ledger_heads (id, entry_count, chain) VALUES (1, 0, '')")
    connection.exec_driver_sql("INSERT INTO calendar_versions (id, version) VALUES (1, 0)")
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def mark(connection: Connection) -> None:
    """Write into an SQLite file's header whose it is and how old its form is."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS)}")
