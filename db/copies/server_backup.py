"""Backup and restore of a PostgreSQL office, by the server's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from sqlalchemy.engine import URL

from app.errors import Refusal
from app.office.copying import Tell, silent
from db.copies.contents import Contents, server_contents
from db.copies.server_tools import Tool, Words, address, ended, read_from, run_told, server_major, tool
from db.lending import lent

_MAGIC = b"PGDMP"
_REVISION = re.compile(r"^COPY .*alembic_version .*;\n(\S+)$", re.MULTILINE)
# What a database has of itself, and the owner of an office's may not make.
_NOT_OURS = re.compile(r"^\d+; \d+ \d+ (EXTENSION|COMMENT - EXTENSION|COMMENT - SCHEMA|SCHEMA - public|ACL)\b")
_LOT = 1 << 20  # bytes
_DUMPED, _LOADED = "dumping contents of table", "processing data for table"
# Everything that stands there goes, and what comes takes its place, in one transaction that only we end.
_CLEARED = """\\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '10s';
SET LOCAL client_min_messages = error;
DROP SCHEMA IF EXISTS rules CASCADE;
DO $$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT format('DROP %s IF EXISTS %s CASCADE', kinds.word, c.oid::regclass) AS act
    FROM pg_class c JOIN (VALUES (1, 'v', 'VIEW'), (2, 'm', 'MATERIALIZED VIEW'), (3, 'r', 'TABLE'),
      (3, 'p', 'TABLE'), (4, 'S', 'SEQUENCE')) AS kinds (turn, kind, word) ON kinds.kind = c.relkind::text
    WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY kinds.turn LOOP
    EXECUTE each.act;
  END LOOP;
  FOR each IN SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', p.oid::regprocedure) AS act FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE each.act;
  END LOOP;
END $$;
"""
_KEPT = "\nCOMMIT;\n"


def dump(url: URL, target: Path, tell: Tell = silent) -> Contents:
    """Write a dump, and return what the office held at its moment; raises ``Unavailable``."""
    with lent(url) as engine, engine.connect() as connection:
        connection.execution_options(isolation_level="REPEATABLE READ")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        moment = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        held = server_contents(connection, tell, "读取各表")
        program = tool("pg_dump", url, server_major(connection))
        arguments = [
            "--format=custom", "--no-owner", "--no-acl", "--verbose", f"--snapshot={moment}",
            f"--file={target}", address(url),
        ]  # fmt: skip
        run_told(program, arguments, _Counting("写备份", _DUMPED, len(held.tables), tell))
    return held


def revision_in(url: URL, source: Path) -> str | None:
    """Return the form of the office in a dump, None for another program's; raises ``Refusal`` for no dump."""
    if not source.exists():
        raise Refusal(f"找不到文件“{source}”。请检查路径。")
    with source.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise Refusal(f"“{source}”不是数据库服务器的备份文件。请选择 .dump 备份。")
    arguments = ["--data-only", "--table=alembic_version", "--file=-", str(source)]
    found = _REVISION.search(read_from(tool("pg_restore", url, 0), arguments))
    return found[1] if found else None


def load(url: URL, source: Path, tell: Tell = silent) -> None:
    """Put a dump in the place of everything in the database: whole or, whatever happens, not at all."""
    with lent(url) as engine, engine.connect() as connection:
        server = server_major(connection)
    reader, writer = tool("pg_restore", url, server), tool("psql", url, server)
    listed = read_from(reader, ["--list", str(source)])
    wanted = [line for line in listed.splitlines() if not _NOT_OURS.match(line)]
    whole = sum(" TABLE DATA " in line for line in wanted)
    with tempfile.TemporaryDirectory(prefix="ew-list-") as folder:
        chosen = Path(folder) / "list"
        chosen.write_text("\n".join(wanted), encoding="utf-8")
        arguments = ["--no-owner", "--no-acl", "--verbose", f"--use-list={chosen}", "--file=-", str(source)]
        _pump(reader, arguments, writer, _Counting("恢复各表", _LOADED, whole, tell))


class _Counting:
    """Counts the tables a tool speaks of."""

    def __init__(self, what: str, words: str, whole: int, tell: Tell) -> None:
        self._what, self._words, self._whole, self._tell = what, words, whole, tell
        self._done = 0

    def __call__(self, line: str) -> None:
        self._done += self._words in line
        self._tell(self._what, min(self._done, self._whole), self._whole)


def _pump(reader: Tool, arguments: list[str], writer: Tool, told: Callable[[str], None]) -> None:
    """Let psql do what pg_restore reads; without our last word the server undoes it all."""
    quiet = ["--no-psqlrc", "--quiet", f"--output={os.devnull}", "--file=-", address(reader.url)]
    reading = reader.begin(arguments, stdout=subprocess.PIPE)
    writing = writer.begin(quiet, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    with ended(writing), ended(reading):
        said, answered = Words(reading), Words(writing)
        assert reading.stdout is not None
        assert writing.stdin is not None
        passing = _Passing(reading.stdout, writing.stdin)
        for line in said.each():
            told(line)
        passing.join()
        if reading.wait():
            raise reader.failed(said.lines, reading.returncode)
        code = _ended_well(writing, passing)
        lines = answered.all()
        if code or passing.fault is not None:
            raise writer.failed(lines, code)


def _ended_well(writing: subprocess.Popen[bytes], passing: _Passing) -> int:
    """Say the last word, and return what psql answers."""
    assert writing.stdin is not None
    try:
        if passing.fault is None:
            writing.stdin.write(_KEPT.encode())
        writing.stdin.close()
    except OSError:
        return writing.wait() or 1
    return writing.wait()


class _Passing(threading.Thread):
    """Passes on what one program writes to another that reads, after the clearing of what stood there."""

    def __init__(self, source: IO[bytes], target: IO[bytes]) -> None:
        super().__init__(name="restoring", daemon=True)
        self._source, self._target = source, target
        self.fault: OSError | ValueError | None = None
        self.start()

    def run(self) -> None:
        """Pass everything on; a reader that is gone is told afterwards."""
        try:
            self._target.write(_CLEARED.encode())
            shutil.copyfileobj(self._source, self._target, _LOT)
            self._target.flush()
        except (OSError, ValueError) as fault:
            self.fault = fault
            _drain(self._source)


def _drain(source: IO[bytes]) -> None:
    """Read to the end, so that who writes there ends too."""
    try:
        while source.read(_LOT):
            pass
    except (OSError, ValueError):
        return
