"""Looks at the database itself: its version, size, form, connections, standbys, slow statements and copies."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text

from app.office.backups import BACKUP, COPIED
from app.office.health import Health, LastCopy, Pace, Replication, Slot, SlowQuery, Standby
from db.access.logins import logins_of
from db.engine import file_of, parse_url, revision_of
from db.lending import lent
from db.models.ledger import entry_rows, head_rows
from db.revisions import HEAD

_HEAD = select(head_rows.c.entry_count, head_rows.c.last_at).where(head_rows.c.id == 1)
_LAST = select(entry_rows.c.entered_at, entry_rows.c.actor_name, entry_rows.c.detail).order_by(
    entry_rows.c.seq.desc()
)
_SERVER = """SELECT current_setting('server_version') AS version,
  current_setting('server_encoding') AS encoding,
  pg_database_size(current_database()) AS size,
  coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
  current_setting('ssl') = 'on' AS offers_tls,
  coalesce(inet_client_addr() = inet_server_addr(), true) AS beside,
  (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
  current_setting('max_connections')::integer AS most_connections,
  (SELECT count(*) FROM pg_stat_replication) AS replicas,
  coalesce(current_setting('auth_delay.milliseconds', true), '0') NOT IN ('0', '0ms', '') AS slows_guessing,
  current_setting('log_connections') NOT IN ('off', '') AS logs_connections,
  pg_has_role(current_user, 'pg_read_all_stats', 'MEMBER') AS sees_all"""
_FILE = """SELECT sqlite_version() AS version, (SELECT encoding FROM pragma_encoding) AS encoding,
  (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS size"""
_FOLLOWS = """SELECT pg_is_in_recovery() AS standby,
  CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp()) END::float8 AS behind"""
_STANDBYS = """SELECT coalesce(nullif(application_name, ''), host(client_addr), '?') AS name, state,
  pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint AS bytes,
  extract(epoch FROM replay_lag)::float8 AS seconds
  FROM pg_stat_replication WHERE state IS NOT NULL ORDER BY 1"""
_SLOTS = """SELECT slot_name, active,
  pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint AS kept FROM pg_replication_slots ORDER BY 1"""
_LOADED = "SELECT setting FROM pg_settings WHERE name = 'shared_preload_libraries'"
_HAS_STATEMENTS = "SELECT to_regclass('pg_stat_statements') IS NOT NULL"
_STATEMENTS = """SELECT query, mean_exec_time AS ms, calls, '' AS who FROM pg_stat_statements s
  JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database()
  WHERE mean_exec_time > 100 AND query <> '<insufficient privilege>'
  ORDER BY mean_exec_time DESC LIMIT 20"""
_RUNNING = """SELECT query, extract(epoch FROM clock_timestamp() - query_start)::float8 * 1000 AS ms,
  1 AS calls, usename AS who FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
  AND pid <> pg_backend_pid() AND query_start < clock_timestamp() - interval '1 second'
  ORDER BY 2 DESC LIMIT 20"""


def health_of(url: str) -> Health:
    """Return how the database stands; raises ``Unavailable``."""
    with lent(url) as engine:
        form = revision_of(engine) or "不是本单位的数据库"
        with engine.connect() as connection:
            head = connection.execute(_HEAD).one()
            common: dict[str, Any] = {
                "form": form,
                "program_form": HEAD,
                "entries": int(head.entry_count),
                "last_entry": head.last_at,
                "last_backup": _last(connection, *COPIED),
                "last_drill": _last(connection, "restore_drill"),
            }
            if engine.dialect.name == "sqlite":
                found = connection.exec_driver_sql(_FILE).one()._asdict()
                return Health(kind="SQLite", disk_free=_free(url), **found, **common)
            return Health(kind="PostgreSQL", on_server=True, **_server(connection), **common)


def _free(url: str) -> int | None:
    try:
        return shutil.disk_usage(file_of(parse_url(url)).parent).free
    except OSError:
        return None


def _last(connection: Connection, *acts: str) -> LastCopy | None:
    """Return what the ledger tells last of such deeds."""
    asked = _LAST.where(entry_rows.c.subject == BACKUP, entry_rows.c.act.in_(acts)).limit(1)
    row = connection.execute(asked).one_or_none()
    return None if row is None else _copy(row)


def _copy(row: Any) -> LastCopy:
    """Read an entry; one of an older program tells less."""
    detail = json.loads(row.detail or "{}")
    sound = bool(detail.get("ok", detail.get("checked", False)))
    faults = [str(each) for each in detail.get("faults", ())]
    why = str(detail.get("unchecked") or "") or (f"单位数据有问题：{faults[0]}" if faults else "")
    if not why and not sound and "findings" not in detail:
        why = "没有恢复核对的记录，请再备份一次"
    return LastCopy(
        at=datetime.fromisoformat(detail["written"]) if detail.get("written") else row.entered_at,
        file=str(detail.get("file", "")),
        size=int(detail.get("size", 0)),
        by=row.actor_name or "",
        sound=sound,
        why=why,
    )


def _server(connection: Connection) -> dict[str, Any]:
    found = connection.exec_driver_sql(_SERVER).one()._asdict()
    return {
        **found,
        "roles": logins_of(connection) is not None,
        "replication": _replication(connection),
        "pace": _pace(connection, sees_all=bool(found["sees_all"])),
    }


def _replication(connection: Connection) -> Replication:
    here = connection.exec_driver_sql(_FOLLOWS).one()
    if here.standby:
        return Replication(standby=True, behind_seconds=here.behind)
    standbys = tuple(
        Standby(name=row.name, state=row.state, lag_bytes=row.bytes, lag_seconds=row.seconds)
        for row in connection.exec_driver_sql(_STANDBYS)
    )
    slots = tuple(
        Slot(name=row.slot_name, active=row.active, kept_bytes=row.kept)
        for row in connection.exec_driver_sql(_SLOTS)
    )
    return Replication(standbys=standbys, slots=slots)


def _pace(connection: Connection, *, sees_all: bool) -> Pace:
    """Ask what the server remembers, else what runs now; an account without the right sees neither."""
    if not sees_all:
        return Pace()
    source = "activity"
    if connection.exec_driver_sql(_HAS_STATEMENTS).scalar_one() and _remembers(connection):
        source = "statements"
    rows = connection.execute(text(_STATEMENTS if source == "statements" else _RUNNING))
    slow = tuple(
        SlowQuery(
            text=" ".join(row.query.split()), milliseconds=row.ms, calls=int(row.calls), who=row.who or ""
        )
        for row in rows
    )
    return Pace(source=source, slow=slow)


def _remembers(connection: Connection) -> bool:
    """Tell whether pg_stat_statements was loaded when the server began; made without, it only raises."""
    return "pg_stat_statements" in str(connection.exec_driver_sql(_LOADED).scalar())
