from __future__ import annotations

import pytest

from app.errors import Refusal, Unavailable
from app.office.copying import OthersConnected
from db.copies.backup import SpoiltBackup, backup, contents_of, restore
from db.copies.contents import Contents
from db.copies.server_backup import load
from db.copies.server_tools import Tool, tool
from db.engine import bare_engine
from db.founding.drill import drill
from db.founding.upgrade import create
from db.guests import guests_of
from db.scratch import NoScratch, scratch
from db.store import open_store
from tests.db.things import furnish, issue


@pytest.fixture
def served(server, tmp_path):
    """A server's office with one paper, its address and its backup."""
    with server.fresh(create) as url:
        store = open_store(url)
        issue(store, furnish(store))
        store.close()
        yield url, backup(url, tmp_path / "copy.dump").path


def test_nobodys_office_is_replaced_under_his_hands_and_he_is_named(served, server, tmp_path):
    url, source = served
    with server.connect(url) as admin:
        admin.execute("SET application_name = 'another window'")
        assert [each.program for each in guests_of(url)] == ["another window"]
        with pytest.raises(OthersConnected, match="postgres"):
            restore(source, url)
    assert not list(tmp_path.glob("before-restore*"))
    assert restore(source, url).exists()


def test_what_the_copy_does_not_know_is_gone_and_a_restoring_that_breaks_changes_nothing(
    served, server, tmp_path
):
    url, source = served
    with server.connect(url) as admin:
        admin.execute("CREATE TABLE later (a int)")
        admin.execute("INSERT INTO later VALUES (1)")
    before = contents_of(url)
    cut = tmp_path / "cut.dump"
    cut.write_bytes(source.read_bytes()[:-20_000])
    with pytest.raises(Unavailable, match="备份文件不完整"):
        load(bare_engine(url).url, cut)
    assert contents_of(url).differing(before) == ()
    load(bare_engine(url).url, source)
    assert "public.later" not in contents_of(url).tables


def test_an_account_that_may_make_no_database_leaves_the_backup_unchecked_and_says_so(server, tmp_path):
    server.run("CREATE ROLE plain LOGIN CREATEROLE PASSWORD 'plain-2026'")
    server.run("CREATE DATABASE plain OWNER plain TEMPLATE template0")
    url = server.url("plain").replace("postgres@", "plain:plain-2026@", 1)
    create(url)
    proof = backup(url, tmp_path / "copy.dump")
    assert not proof.is_checked
    assert "CREATEDB" in proof.unchecked
    with pytest.raises(NoScratch, match="CREATEDB"), scratch(url, tmp_path):
        pass
    server.run("ALTER ROLE plain CREATEDB")
    assert backup(url, tmp_path / "again.dump").is_checked
    assert drill(url, proof.path, tmp_path).is_sound
    server.run("DROP DATABASE plain WITH (FORCE)")
    server.run("DROP ROLE plain")


def test_only_the_owner_copies_an_office_whole(served, server, tmp_path):
    url, source = served
    server.run("CREATE ROLE guest LOGIN PASSWORD 'guest-2026'")
    asked = url.replace("postgres@", "guest:guest-2026@", 1)
    for act in (lambda: backup(asked, tmp_path / "x.dump"), lambda: drill(asked, source, tmp_path)):
        with pytest.raises(Refusal, match="所有者“postgres”"):
            act()
    assert not (tmp_path / "x.dump").exists()
    server.run("DROP ROLE guest")


def test_tools_older_than_the_server_are_refused_by_name(server, tmp_path, monkeypatch):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 12.1'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("db.copies.server_tools._PLACES", ())
    url = bare_engine(server.url("postgres")).url
    with pytest.raises(Unavailable, match="是 PostgreSQL 12 的，服务器是 PostgreSQL 15"):
        tool("pg_dump", url, 15)
    assert tool("pg_dump", url, 12).program == old
    with pytest.raises(Unavailable, match="本机没有 pg_restore"):
        tool("pg_restore", url, 15)


def test_the_password_stands_on_no_command_line(server, tmp_path):
    spy = tmp_path / "pg_dump"
    spy.write_text(f'#!/bin/sh\necho "$0 $@" > {tmp_path}/said\necho "$PGPASSWORD" > {tmp_path}/kept\nexit 1\n')
    spy.chmod(0o755)
    from sqlalchemy import make_url

    from db.copies.server_tools import address, run_told

    url = make_url("postgresql://owner:secret-2026@server/office?sslmode=verify-full&password=secret-2026")
    with pytest.raises(Unavailable):
        run_told(Tool(name="pg_dump", program=spy, url=url), ["--verbose", address(url)], lambda _line: None)
    said = (tmp_path / "said").read_text()
    assert "secret-2026" not in said
    assert "sslmode=verify-full" in said
    assert (tmp_path / "kept").read_text() == "secret-2026\n"


def test_a_copy_that_does_not_hold_what_the_office_held_is_refused(served, monkeypatch, tmp_path):
    url, _source = served
    other = Contents(tables={"public.orders": (1, "0")})
    monkeypatch.setattr("db.copies.backup.put_into", lambda *_given: other)
    with pytest.raises(SpoiltBackup, match="不一致"):
        backup(url, tmp_path / "x.dump")
    assert not (tmp_path / "x.dump").exists()
