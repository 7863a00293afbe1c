"""A standby follows the server, shows on the health page, and takes the office over when the server is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from app.clock import now
from app.ledger.reading import LedgerReading
from app.office.judging import Care, judged
from db.copies.server_tools import tool
from db.founding.upgrade import create
from db.health import health_of
from db.store import open_store
from tests.db.things import furnish, issue
from tests.postgres import ENVIRONMENT, MEMORY, WHO_CONNECTS, Server, ordinary_user, running_server


@contextmanager
def standby_of(main):
    """Start a standby of a server as the help describes it."""
    user = ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    if user:
        os.chown(folder, user["user"], user["group"])
    program = tool("pg_basebackup", make_url(main.url("postgres")), 0).program
    copied = [
        program, "-h", main.folder, "-U", "postgres", "-D", folder / "files",
        "-R", "-C", "-S", "standby1", "-X", "stream", "-c", "fast", "--no-sync",
    ]  # fmt: skip
    made = Server(folder)
    try:
        subprocess.run(copied, check=True, capture_output=True, env=ENVIRONMENT, cwd=folder, **user)
        assert (folder / "files" / "standby.signal").exists()
        made.start()
        yield made
    finally:
        made.end(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def caught_up(main, standby):
    """Wait until everything written so far is on the standby."""
    with main.connect(main.url("postgres")) as admin:
        (written,) = admin.execute("SELECT pg_current_wal_lsn()::text").fetchone()
    with standby.connect(standby.url("postgres")) as reader:
        asked = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        while not reader.execute(asked, [written]).fetchone()[0]:
            reader.execute("SELECT pg_sleep(0.02)")


def care_of(health):
    return {each.title: each.care for each in judged(health, now())}["备用服务器"]


def test_the_office_goes_on_where_the_server_is_lost():
    with running_server() as main:
        (main.folder / "files" / "pg_hba.conf").write_text(f"{WHO_CONNECTS}local replication postgres trust\n")
        main.run("SELECT pg_reload_conf()")
        main.run("CREATE DATABASE office TEMPLATE template0")
        create(main.url("office"))
        store = open_store(main.url("office"))
        office = furnish(store)
        with standby_of(main) as standby:
            issue(store, office)
            store.close()
            caught_up(main, standby)
            followed, following = health_of(main.url("office")), health_of(standby.url("office"))
            assert [each.state for each in followed.replication.standbys] == ["streaming"]
            assert care_of(followed) is Care.GOOD
            assert following.replication.standby
            assert care_of(following) is Care.LOOK

            main.kill()
            standby.run("SELECT pg_promote()")
            store = open_store(standby.url("office"))
            issue(store, office)
            verdict = LedgerReading(store, now).verify()
            store.close()
            assert (verdict.entries, verdict.faults) == (2, ())
            assert not health_of(standby.url("office")).replication.standby
