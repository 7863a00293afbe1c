"""Makes an empty office, and brings an older one up to today's form."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from app.errors import Refusal, Unavailable, why
from app.office.copying import OwnersUpgrade
from app.people.signing_in import WrongPassword
from db.access import admit, forget, install, lift
from db.access.fitness import problems
from db.access.logins import has_login, is_admitted
from db.copies.backup import backup_before
from db.engine import bare_engine, file_of, parse_url, revision_of, writing
from db.lending import lent
from db.models import metadata
from db.models.guards import guards
from db.models.mirrors import mirrors
from db.revisions import APPLICATION_ID, HEAD, REVISIONS, refuse_unknown
from db.store import Store, open_store

if TYPE_CHECKING:
    from alembic.config import Config

_OWNS = """SELECT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class
  WHERE oid = to_regclass('public.alembic_version')"""
MIGRATIONS = Path(__file__).parents[1] / "migrations"


class OfficeExists(Refusal):
    """There is a database at this place already."""


class UnfitServer(Refusal):
    """The server or the account lacks something that an office needs; every lack is named."""


def head() -> str:
    """Return today's form."""
    return HEAD


def current(engine: Engine) -> str | None:
    """Return the form the database is in, None where it is no office."""
    return revision_of(engine)


def create(url: str, *, roles: bool = False) -> None:
    """Make an empty office, whole or not at all; raises ``Refusal`` where something is there already.

    With ``roles`` the staff of an office on a server connect with database roles of their own.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        _create_file(file_of(parsed))
    else:
        _create_on_server(url, roles=roles)


def upgrade(url: str, backups: Path) -> Path | None:
    """Bring an older office up to today's form; return the backup made before, None where nothing was to do.

    One does it at a time: meanwhile others read, and whoever would write waits. Raises ``Refusal`` for a
    database that is newer or no office of ours, ``OwnersUpgrade`` where its owner must do it.
    """
    with lent(url) as engine:
        if not _is_older(engine):
            return None
        _refuse_staff(engine)
        with writing(engine) as connection:
            if _present(connection) == HEAD:  # another window did it while we waited
                return None
            kept = backup_before(url, backups)
            migrate(connection, HEAD)
    return kept


def _is_older(engine: Engine) -> bool:
    revision = revision_of(engine)
    refuse_unknown(revision)
    return revision != HEAD


def _refuse_staff(engine: Engine) -> None:
    """Leave a server's tables to their owner: no member of staff may change them."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            if not connection.exec_driver_sql(_OWNS).scalar_one():
                raise OwnersUpgrade(
                    "服务器上的数据库是旧版本的，本机的程序较新，没有改动它。"
                    "请系统管理员用数据库所有者的账号升级（office upgrade，先备份再升级），之后就能登录。"
                )


def open_office(url: str, backups: Path) -> Store:
    """Open an office, brought up to today's form after a backup if need be; raises as ``upgrade`` does."""
    engine = bare_engine(url)
    try:
        revision = revision_of(engine)
    except BaseException:
        engine.dispose()
        raise
    if revision == HEAD and engine.dialect.name == "postgresql":
        return Store(engine)
    engine.dispose()
    upgrade(url, backups)
    return open_store(url)


def migrate(connection: Connection, revision: str) -> None:
    """Take the database up or down to a form (``base`` is before the first) within a transaction."""
    from alembic import command  # noqa: PLC0415  # slow to load, hardly ever needed

    config = _config(connection)
    known = ("base", *REVISIONS)
    down = known.index(revision) < known.index(_present(connection))
    if connection.dialect.name == "postgresql":
        lift(connection)
    (command.downgrade if down else command.upgrade)(config, revision)
    mark(connection)


def mark(connection: Connection) -> None:
    """Write into an SQLite file's header whose it is and how old its form is; give a server today's rules."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS)}")
    elif _present(connection) == HEAD:
        install(connection)
    elif _present(connection) == "base":
        forget(connection)


def _config(connection: Connection) -> Config:
    from alembic.config import Config as AlembicConfig  # noqa: PLC0415

    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _present(connection: Connection) -> str:
    from alembic.migration import MigrationContext  # noqa: PLC0415

    return MigrationContext.configure(connection).get_current_revision() or "base"


def _create_file(path: Path) -> None:
    """Build the file under another name, so that a file of this name is whole."""
    if path.exists() and path.stat().st_size:
        raise OfficeExists(f"“{path}”已经存在，没有改动它。请换一个文件名，或直接打开它。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unavailable(f"建不了文件夹“{path.parent}”：{why(fault)}。") from fault
    unborn = path.with_name(f"{path.name}.{os.getpid()}.new")
    unborn.unlink(missing_ok=True)
    with lent(f"sqlite:///{unborn}", new=True) as engine:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        with writing(engine) as connection:
            _build(connection)
    unborn.replace(path)


def _create_on_server(url: str, *, roles: bool) -> None:
    with lent(url) as engine, writing(engine) as connection:
        if inspect(connection).get_table_names():
            raise OfficeExists("这个数据库里已经有表，没有改动它。请换一个空的数据库，或直接打开它。")
        if lacks := problems(connection, roles=roles):
            raise UnfitServer("\n".join(lacks))
        _build(connection)
        if roles:
            admit(connection)


def _build(connection: Connection) -> None:
    """Make today's tables at once: the same as every migration in turn, and much quicker."""
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql("INSERT INTO ledger_heads (id, entry_count, chain) VALUES (1, 0, '')")
    connection.exec_driver_sql("INSERT INTO calendar_versions (id, version) VALUES (1, 0)")
    finish(connection)


def finish(connection: Connection) -> None:
    """Give whole tables of today's form what keeps them so, and the mark by which they are an office."""
    for statement in (*guards(connection.dialect.name), *mirrors(connection.dialect.name)):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
    mark(connection)


def seat(url: str, login: str, password: str) -> str:
    """Return the address by which the person connects to an office whose server knows him.

    Any other office's address is as it was. Raises ``WrongPassword`` where the server does not let him in.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return url
    if parsed.username not in {None, login} and not _knows(url, login):
        return url
    if not is_admitted(parsed, login, password):
        raise WrongPassword("登录名或密码不正确。")
    return parsed.set(username=login, password=password).render_as_string(hide_password=False)


def _knows(url: str, login: str) -> bool:
    with lent(url) as engine, engine.connect() as connection:
        return has_login(connection, login)


def is_office(url: str) -> bool:
    """Tell whether something stands at the address already (an office, or a file in its place)."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = file_of(parsed)
        return path.exists() and path.stat().st_size > 0
    with lent(url) as engine:
        return revision_of(engine) is not None
