"""PostgreSQL's own tools: found on this machine, new enough for the server, never told a password aloud."""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from app.errors import Unavailable

HEED = 0.2  # seconds after which we see whether the work was called off
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "C:/Program Files/PostgreSQL/*/bin")
_MAJOR = re.compile(r"\(PostgreSQL\)\D*(\d+)")
CUT_SHORT = "备份文件不完整，可能没有复制完或已损坏。请重新复制，或换一份备份。"
_SAID = (
    ("No space left on device", "磁盘已满。请腾出空间后再试。"),
    ("Permission denied", "没有写入权限。请另选文件夹，或检查权限。"),
    ("unsupported version", "备份文件是更新版本的 pg_dump 写的。请在本机安装更新的 PostgreSQL 客户端工具。"),
    ("could not read from input file", CUT_SHORT),
    ("could not uncompress", CUT_SHORT),
    ("password authentication failed", "数据库服务器不接受这个账号或密码。"),
    ("could not connect", "连不上数据库服务器。请检查网络和服务器。"),
    ("connection to server", "连不上数据库服务器，或账号、密码不对。"),
    ("permission denied", "这个数据库账号没有所需的权限；备份和恢复要用数据库所有者的账号。"),
    ("lock timeout", "有人正在使用这个数据库。请他们退出程序后再试。"),
)


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One of the tools for one server: its program and the address it is to reach."""

    name: str
    program: Path
    url: URL

    def begin(
        self, arguments: Sequence[str], stdout: int = subprocess.DEVNULL, stdin: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start it; its words are plain English, so that they can be read."""
        environment = {**os.environ, "LC_ALL": "C", "PGCLIENTENCODING": "UTF8"}
        if self.url.password:
            environment["PGPASSWORD"] = str(self.url.password)
        return subprocess.Popen(  # noqa: S603  # our own arguments
            [str(self.program), *arguments],
            env=environment,
            stderr=subprocess.PIPE,
            stdout=stdout,
            stdin=stdin,
        )

    def failed(self, said: Sequence[str], code: int) -> Unavailable:
        """Return what is to be raised where it did not succeed."""
        errors = [line for line in said if "error:" in line or "ERROR:" in line or "FATAL:" in line] or list(
            said
        )
        words = errors[0] if errors else str(code)
        known = next((chinese for english, chinese in _SAID if english in words), "")
        return Unavailable(
            f"{self.name} 没有成功。{known}（{words}）" if known else f"{self.name} 没有成功：{words}"
        )


def tool(name: str, url: URL, server: int) -> Tool:
    """Return the oldest tool that serves a server of a major version (0: any); raises ``Unavailable``."""
    found = sorted(_found(name))
    if not found:
        raise Unavailable(
            f"本机没有 {name}，不能备份或恢复服务器上的数据库。请安装 PostgreSQL {server or ''} 的客户端工具。"
        )
    fit = [each for each in found if each[0] >= server]
    if not fit:
        raise Unavailable(
            f"本机的 {name} 是 PostgreSQL {found[-1][0]} 的，服务器是 PostgreSQL {server}；工具不能比服务器旧。"
            f"请在本机安装 PostgreSQL {server} 的客户端工具。"
        )
    return Tool(name=name, program=fit[0][1], url=url)


def server_major(connection: Connection) -> int:
    """Return the server's major version."""
    return int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


def address(url: URL) -> str:
    """Return the address without its password, which nobody must read off the list of programs."""
    query = {name: value for name, value in url.query.items() if name != "password"}
    plain = URL.create(
        "postgresql", username=url.username, host=url.host, port=url.port, database=url.database, query=query
    )
    return plain.render_as_string()


def _found(name: str) -> Iterator[tuple[int, Path]]:
    """Yield the tools of this machine with their versions."""
    folders = [Path(place) for pattern in _PLACES for place in _matching(pattern)]
    first = shutil.which(name)
    programs = [Path(first)] if first else []
    programs += [folder / (f"{name}.exe" if sys.platform == "win32" else name) for folder in folders]
    for program in dict.fromkeys(programs):
        if program.exists() and (version := _version(program)):
            yield version, program


def _matching(pattern: str) -> Iterator[Path]:
    anchor = Path(pattern).anchor
    yield from Path(anchor).glob(pattern.removeprefix(anchor)) if Path(anchor).exists() else ()


def _version(program: Path) -> int:
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL's
        [str(program), "--version"], capture_output=True, check=False, text=True, errors="replace"
    )
    found = _MAJOR.search(done.stdout)
    return int(found[1]) if found else 0


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """See to it that a program is gone, however its work ends."""
    try:
        yield
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None and not pipe.closed:
                _close(pipe)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


class Words:
    """What a program says of itself, read by a thread so that it never waits for us."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.lines: list[str] = []
        self._said: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._stream = process.stderr
        self._thread = threading.Thread(target=self._read, name="listening to a tool", daemon=True)
        self._thread.start()

    def each(self) -> Iterator[str]:
        """Yield the lines as they come, "" after a while without any, until the program ends."""
        while True:
            try:
                line = self._said.get(timeout=HEED)
            except queue.Empty:
                yield ""
                continue
            if line is None:
                return
            self.lines.append(line)
            yield line

    def all(self) -> list[str]:
        """Wait for the end and return every line."""
        for _line in self.each():
            pass
        return self.lines

    def _read(self) -> None:
        if self._stream is not None:
            for line in self._stream:
                self._said.put(line.decode("utf-8", "replace").strip())
        self._said.put(None)


def run_told(made: Tool, arguments: Sequence[str], told: Callable[[str], None]) -> None:
    """Run a tool to its end, telling each of its lines ("" now and then); raises ``Unavailable``."""
    process = made.begin(arguments, stdout=subprocess.DEVNULL)
    with ended(process):
        words = Words(process)
        for line in words.each():
            told(line)
        if process.wait():
            raise made.failed(words.lines, process.returncode)


def read_from(made: Tool, arguments: Sequence[str]) -> str:
    """Run a tool and return what it writes; raises ``Unavailable``."""
    process = made.begin(arguments, stdout=subprocess.PIPE)
    with ended(process):
        out, said = process.communicate()
        if process.returncode:
            raise made.failed(said.decode("utf-8", "replace").splitlines(), process.returncode)
    return out.decode("utf-8", "replace")
