"""Where a server can be broken: at the far end of a cable of its own, on a small disk of its own."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from tests.postgres import ENVIRONMENT, die_with_parent, running_server

NEW_NET = 0x40000000  # CLONE_NEWNET
SMALL_DISK = "512m"  # room for what 200 runs write: only the film is to fill it
PATHS = ENVIRONMENT | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
SAFE = {"fsync": "on", "full_page_writes": "on"}  # outlives power cuts
SHORT_LOG = {"max_wal_size": "8MB", "min_wal_size": "2MB"}  # so that a full disk meets it often


class Cable:
    """A cable between this machine and a server of its own network."""

    def __init__(self) -> None:
        number = os.getpid() % 16_000
        self._near, self._far = f"ewn{number}", f"ewf{number}"
        subnet = f"10.{193 + number // 64 % 60}.{number % 256}"
        self.address, self._own = f"{subnet}.2", f"{subnet}.1"
        self._room = subprocess.Popen(
            ["unshare", "--net", "cat"], stdin=subprocess.PIPE, env=PATHS, preexec_fn=die_with_parent  # noqa: PLW1509
        )  # fmt: skip

    def lay(self) -> None:
        """Lay it, with the server's end in a network where nothing else is."""
        while _network(self._room.pid) == _network("self"):
            assert self._room.poll() is None
        self._drop()  # what a program of the same number left
        _ip("link", "add", self._near, "type", "veth", "peer", "name", self._far, "netns", str(self._room.pid))
        _ip("addr", "add", f"{self._own}/24", "dev", self._near)
        self._ip_there("addr", "add", f"{self.address}/24", "dev", self._far)
        _ip("link", "set", self._near, "up")
        self._ip_there("link", "set", self._far, "up")
        self._ip_there("link", "set", "lo", "up")

    @contextmanager
    def there(self):
        """Be at the far end: what is started here lives there."""
        with Path("/proc/self/task/", str(_thread()), "ns/net").open() as home:
            with Path(f"/proc/{self._room.pid}/ns/net").open() as room:
                _enter(room.fileno())
            try:
                yield
            finally:
                _enter(home.fileno())

    @contextmanager
    def cut(self, *, near: bool):
        """Pull it at one end, and plug it in again."""
        pull = (lambda state: _ip("link", "set", self._near, state)) if near else (
            lambda state: self._ip_there("link", "set", self._far, state)
        )  # fmt: skip
        pull("down")
        try:
            yield
        finally:
            pull("up")

    def take_up(self) -> None:
        """Take it up again at once: with its network it would go some time later."""
        self._drop()
        self._room.stdin.close()
        self._room.wait()

    def _drop(self) -> None:
        subprocess.run(["ip", "link", "del", self._near], check=False, capture_output=True, env=PATHS)

    def _ip_there(self, *words: str) -> None:
        subprocess.run(
            ["nsenter", "--net", "-t", str(self._room.pid), "ip", *words],
            check=True, capture_output=True, env=PATHS,
        )  # fmt: skip


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, env=PATHS)


def _network(program) -> str:
    return str(Path(f"/proc/{program}/ns/net").readlink())


def _thread() -> int:
    return ctypes.CDLL(None).gettid()


def _enter(network: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(network, NEW_NET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


@contextmanager
def cable():
    """Lend a cable."""
    laid = Cable()
    try:
        laid.lay()
        yield laid
    finally:
        laid.take_up()


@contextmanager
def small_disk():
    """Lend a small disk of its own."""
    folder = Path(tempfile.mkdtemp(prefix="disk"))
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK},mode=0755", "tmpfs", str(folder)],
            check=True, capture_output=True, env=PATHS,
        )  # fmt: skip
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True, env=PATHS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def why_no_cable() -> str:
    """Return why this machine lays no cable, "" where it does."""
    return _why_not(cable)


@cache
def why_no_disk() -> str:
    """Return why this machine lends no disk, "" where it does."""
    return _why_not(small_disk)


def _why_not(lent) -> str:
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs root on Linux"
    try:
        with lent():
            return ""
    except (OSError, subprocess.CalledProcessError) as trouble:
        return f"this machine does not allow it: {getattr(trouble, 'stderr', None) or trouble}"


@contextmanager
def breakable_server(*, cabled: bool, on_small_disk: bool):
    """Lend a server that can be broken, its cable and its disk."""
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk()) if on_small_disk else None
        line = stack.enter_context(cable()) if cabled else None
        settings = SAFE | (SHORT_LOG if disk else {}) | ({"listen_addresses": line.address} if line else {})
        place = {"inside": line.there} if line else {}
        server = running_server(disk or tempfile.gettempdir(), segment=1 if disk else 16, **place, **settings)
        yield stack.enter_context(server), line, disk


def url_over(line: Cable | None, url: str) -> str:
    """Return a database's address as a client at this end of the cable knows it."""
    return url if line is None else f"{url.partition('?')[0].replace('@/', f'@{line.address}/')}"
