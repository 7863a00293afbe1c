"""A PostgreSQL server of the tests' own, started from the installed programs, gone with the tests."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path

import psycopg

INSTALL = "没有找到 PostgreSQL 服务器程序（initdb、postgres）。请安装：apt-get install -y postgresql"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "log_min_messages": "log",
    "max_connections": "60",
    "shared_buffers": "64MB",
}
MEMORY = "/dev/shm"
# Staff of an office show their passwords, the administrator of the tests none.
WHO_CONNECTS = "local all postgres trust\nlocal all all scram-sha-256\nhost all all samenet scram-sha-256\n"
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}
READY = "ready to accept"  # a standby accepts "read-only connections"


def programs():
    """Return the folder of the server's programs."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise FileNotFoundError(INSTALL)


def ordinary_user():
    """Return whom the server runs as: it refuses root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def die_with_parent():
    """Ask the kernel to stop the server when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def free_port():
    """Return a port nobody listens at."""
    with socket.socket() as line:
        line.bind(("", 0))
        return line.getsockname()[1]


class Server:
    """A running server; ``fresh`` makes a database in no time from a template.

    ``inside`` is entered wherever the server is started: it lives where it was started.
    """

    def __init__(self, folder, settings=SETTINGS, inside=nullcontext):
        self.folder = folder
        self._settings = settings
        self._inside = inside
        self._numbers = count(1)
        self._templates = set()
        self._idle = []
        self._running = None

    def start(self):
        """Start the server, and wait until it answers; the children of one that was killed go first."""
        while self._running is None:
            try:
                self._start()
            except RuntimeError as fault:
                self.end(signal.SIGQUIT)
                if "shared memory" not in str(fault):
                    raise

    def _start(self):
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with self._inside():
            self._running = subprocess.Popen(
                [programs() / "postgres", "-D", self.folder / "files", "-k", self.folder, *settings],
                stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, preexec_fn=die_with_parent,  # noqa: PLW1509
                env=ENVIRONMENT, cwd=self.folder, **ordinary_user(),
            )  # fmt: skip
        wait_until_ready(self._running)

    @property
    def ended(self):
        """Whether it ended by itself."""
        return self._running is not None and self._running.poll() is not None

    def end(self, sign):
        """Send the server a signal that ends it, and wait until it is gone."""
        if self._running is not None:
            self._running.send_signal(sign)
            self._running.wait()
            self._running.stderr.close()
            self._running = None

    def stop(self):
        """Stop the server as an administrator does, who waits for nobody."""
        self.end(signal.SIGINT)

    def kill(self):
        """End the server as a power cut does; its children see it and go."""
        self.end(signal.SIGKILL)

    def url(self, name):
        """Return the address of a database as an administrator writes it."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def run(self, statement):
        """Run one statement of administration."""
        with self._connect("postgres") as admin:
            admin.execute(statement)

    def connect(self, url):
        """Open a connection of administration to a database by its address."""
        return psycopg.connect(url, autocommit=True)

    def _connect(self, name):
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)

    def _contents(self, name):
        """Return the rows of every table of a new office."""
        with self._connect(name) as admin:
            tables = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return {table: admin.execute(f"SELECT * FROM {table}").fetchall() for (table,) in tables}

    @contextmanager
    def office(self, build):
        """Lend the address of an empty office; its tables are emptied afterwards and lent again."""
        if not self._idle:
            name = f"lent_{next(self._numbers)}"
            self.run(f"CREATE DATABASE {name} TEMPLATE template0")
            build(self.url(name))
            self._idle.append((name, self._contents(name)))
        name, contents = self._idle.pop()
        yield self.url(name)
        with self._connect(name) as admin:
            # Neither triggers nor foreign keys stand in the way of a replica.
            admin.execute("SET session_replication_role = replica")
            admin.execute("".join(f"DELETE FROM {table};" for table in contents))
            for table, rows in contents.items():
                for row in rows:
                    admin.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row)
            admin.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")
        self._idle.append((name, contents))

    @contextmanager
    def fresh(self, build=None):
        """Lend the address of a new database; ``build(url)`` fills a template once."""
        template = "template0"
        if build is not None:
            template = f"made_by_{build.__name__}"
            if template not in self._templates:
                self.run(f"CREATE DATABASE {template} TEMPLATE template0")
                build(self.url(template))
                self._templates.add(template)
        name = f"office_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_server(folder=MEMORY, *, inside=nullcontext, segment=16, **settings):
    """Start a server on a socket in a folder of its own, and stop it at the end; ``segment``: MB of its log."""
    user = ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=folder if os.access(folder, os.W_OK) else None))
    if user:
        os.chown(folder, user["user"], user["group"])
    try:
        initdb = [
            programs() / "initdb",
            "-D",
            folder / "files",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "-N",
            f"--wal-segsize={segment}",
        ]
        subprocess.run(initdb, check=True, capture_output=True, env=ENVIRONMENT, cwd=folder, **user)
        (folder / "files" / "pg_hba.conf").write_text(WHO_CONNECTS)
        server = Server(folder, SETTINGS | settings, inside)
        try:
            server.start()
            yield server
        finally:
            server.end(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(server):
    """Read what the server says until it is ready, and let it talk on."""
    said = []
    for line in server.stderr:
        said.append(line)
        if READY in line:
            break
    else:
        raise RuntimeError("".join(said))

    def listen():
        with suppress(ValueError):
            for _ in server.stderr:
                pass

    threading.Thread(target=listen, daemon=True).start()
