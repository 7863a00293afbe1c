"""Looks at the database itself: its version, size, form and connections."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from app.office.health import Health
from db.access.logins import logins_of
from db.engine import bare_engine, revision_of
from db.models.ledger import head_rows
from db.revisions import HEAD

_HEAD = select(head_rows.c.entry_count, head_rows.c.last_at).where(head_rows.c.id == 1)
_SERVER = """SELECT current_setting('server_version') AS version,
  current_setting('server_encoding') AS encoding,
  pg_database_size(current_database()) AS size,
  coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
  (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
  current_setting('max_connections')::integer AS most_connections,
  (SELECT count(*) FROM pg_stat_replication) AS replicas,
  coalesce(current_setting('auth_delay.milliseconds', true), '0') NOT IN ('0', '0ms', '') AS slows_guessing,
  current_setting('log_connections') NOT IN ('off', '') AS logs_connections"""
_FILE = """SELECT sqlite_version() AS version, (SELECT encoding FROM pragma_encoding) AS encoding,
  (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS size"""


def health_of(url: str) -> Health:
    """Return how the database stands; raises ``Unavailable``."""
    engine = bare_engine(url)
    try:
        form = revision_of(engine) or "不是本单位的数据库"
        with engine.connect() as connection:
            head = connection.execute(_HEAD).one()
            common: dict[str, Any] = {
                "form": form,
                "program_form": HEAD,
                "entries": int(head.entry_count),
                "last_entry": head.last_at,
            }
            if engine.dialect.name == "sqlite":
                return Health(kind="SQLite", **connection.exec_driver_sql(_FILE).one()._asdict(), **common)
            return Health(kind="PostgreSQL", on_server=True, **_server(connection), **common)
    finally:
        engine.dispose()


def _server(connection: Connection) -> dict[str, Any]:
    found = connection.exec_driver_sql(_SERVER).one()._asdict()
    return {**found, "roles": logins_of(connection) is not None}
