"""Backup and restore of a PostgreSQL office, by the server's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import URL

from app.errors import Refusal, Unavailable

_MAGIC = b"PGDMP"
_REVISION = re.compile(r"^COPY .*alembic_version .*;\n(\S+)$", re.MULTILINE)


def dump(url: URL, target: Path) -> None:
    """Write a dump and read its contents list again; raises ``Unavailable`` where the tools fail."""
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-acl", f"--file={target}", _address(url)], url)
    _run("pg_restore", ["--list", f"--file={os.devnull}", str(target)], url)


def revision_in(url: URL, source: Path) -> str | None:
    """Return the form of the office in a dump, None for another program's; raises ``Refusal`` for no dump."""
    if not source.exists():
        raise Refusal(f"找不到文件“{source}”。请检查路径。")
    with source.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise Refusal(f"“{source}”不是数据库服务器的备份文件。请选择 .dump 备份。")
    told = _run("pg_restore", ["--data-only", "--table=alembic_version", "--file=-", str(source)], url)
    found = _REVISION.search(told)
    return found[1] if found else None


def load(url: URL, source: Path) -> None:
    """Put a dump in the place of everything in the database, in one transaction."""
    options = ["--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner"]
    _run("pg_restore", [*options, f"--dbname={_address(url)}", str(source)], url)


def _address(url: URL) -> str:
    """Return the address without its password, which nobody must read off the list of programs."""
    plain = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=url.query,
    )
    return plain.render_as_string()


def _run(tool: str, arguments: Sequence[str], url: URL) -> str:
    program = shutil.which(tool)
    if program is None:
        raise Unavailable(f"本机没有 {tool}，不能备份或恢复服务器上的数据库。请安装 PostgreSQL 客户端工具。")
    environment = {**os.environ, "PGPASSWORD": url.password} if url.password else dict(os.environ)
    done = subprocess.run(  # noqa: S603  # our own arguments
        [program, *arguments], env=environment, capture_output=True, check=False, text=True, errors="replace"
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Unavailable(f"{tool} 没有成功：{said[0] if said else done.returncode}")
    return done.stdout
