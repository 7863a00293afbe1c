"""After a restore people work in the office with the roles the server has, or with first passwords anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from app.clock import now
from app.desk import desk_for, never
from app.founding.opening import FoundOffice, found_office
from app.office.copying import OthersConnected
from app.people.acting import actor_of
from app.people.models import Grant, Role
from app.people.staffing import AddStaff
from db.copies.backup import backup
from db.founding.restoring import restore_office
from db.founding.upgrade import create
from db.guests import machine_of, owner_needed
from db.store import open_store

SECRET = "demo-2026"


class Hall:
    """An office with an administrator and a handler, each with a role of his own."""

    def __init__(self, server, folder):
        self.server = server
        self.url = self.of("house", "owner-2026", "hall")
        create(self.url, roles=True)
        self.store = open_store(self.url)
        founding = FoundOffice(
            bureau="示例市自然资源局", division_name="办公室", division_code="BG", division_mark="示资规办",
            login="guanshen", name="管慎", password=SECRET,
        )  # fmt: skip
        found_office(self.store, now, founding)
        self.staffing = desk_for(self.store, now, None, folder, never).staffing
        self.add("laicheng", "赖成")

    def of(self, login, password, name):
        return f"postgresql://{login}:{password}@/{name}?host={self.server.folder}"

    @property
    def chief(self):
        with self.store.read() as unit:
            return actor_of(unit.people, unit.people.find_by_login("guanshen"))

    def add(self, login, name):
        grants = (Grant(role=Role.HANDLER, division=self.chief.division),)
        command = AddStaff(login=login, name=name, division=self.chief.division, grants=grants, password=SECRET)
        return self.staffing.add(self.chief, command)

    def names(self, login, name="hall", password=SECRET):
        """Return whom the person reads of the staff's list, with his own role."""
        with psycopg.connect(self.of(login, password, name)) as connection:
            rows = connection.execute("SELECT login FROM staff ORDER BY login").fetchall()
            assert connection.execute("SELECT rules.me() IS NOT NULL").fetchone() == (True,)
        return [each for (each,) in rows]


@pytest.fixture(scope="module")
def owned(server):
    """A server with an owner who may create roles and databases."""
    server.run("CREATE ROLE house LOGIN CREATEROLE CREATEDB PASSWORD 'owner-2026'")
    return server


@pytest.fixture
def hall(owned, tmp_path):
    """An office of that owner, and an empty database of his; its people's roles go with it."""
    for name in ("hall", "hall_again"):
        owned.run(f"CREATE DATABASE {name} OWNER house TEMPLATE template0")
    made = Hall(owned, tmp_path)
    yield made
    made.store.close()
    for name in ("hall", "hall_again"):
        owned.run(f"DROP DATABASE {name} WITH (FORCE)")
    for login in ("guanshen", "laicheng", "houlai"):
        owned.run(f"DROP ROLE IF EXISTS {login}")


def test_a_restored_office_takes_its_people_as_the_copy_has_them(hall, tmp_path):
    proof = backup(hall.url, tmp_path / "office.dump")
    assert (proof.is_checked, proof.faults) == (True, ())
    hall.add("houlai", "侯来")
    with hall.store.read() as unit:
        locked = unit.people.find_by_login("laicheng").id
    hall.staffing.lock(hall.chief, locked)
    with pytest.raises(psycopg.OperationalError):
        hall.names("laicheng")

    with psycopg.connect(hall.of("houlai", SECRET, "hall")), pytest.raises(OthersConnected, match="侯来"):
        restore_office(proof.path, hall.url, tmp_path)
    restored = restore_office(proof.path, hall.url, tmp_path)
    assert restored.passwords == {}
    assert restored.safety.exists()
    everybody = ["guanshen", "laicheng"]
    assert hall.names("guanshen") == everybody  # with the password he had
    assert hall.names("laicheng") == everybody  # not locked in the copy
    with pytest.raises(psycopg.OperationalError):  # whom the copy does not know, it does not let in
        hall.names("houlai")


def test_a_person_of_the_staff_keeps_no_backups_with_his_own_role(hall):
    assert owner_needed(hall.url) == ""
    assert owner_needed(hall.of("guanshen", SECRET, "hall")) == "house"


def test_on_a_server_that_knows_nobody_everybody_gets_a_first_password(hall, tmp_path):
    copy = backup(hall.url, tmp_path / "office.dump").path
    hall.store.close()
    with psycopg.connect(hall.server.url("hall"), autocommit=True) as admin:  # as on a new server
        for login in ("guanshen", "laicheng"):
            admin.execute(f"REVOKE hall_staff FROM {login}")
            admin.execute(f"DROP ROLE {login}")
    url = hall.of("house", "owner-2026", "hall_again")
    done = subprocess.run(
        [sys.executable, "-m", "app", "--db", url, "--json", "restore", copy],
        env={**os.environ, "WORKBENCH_HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())},
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sheet = tmp_path / json.loads(done.stdout)["passwords"]
    assert sheet.stat().st_mode & 0o777 == 0o600
    passwords = dict(line.split(",") for line in sheet.read_text(encoding="utf-8-sig").splitlines()[1:])
    assert set(passwords) == {"guanshen", "laicheng"}
    assert hall.names("guanshen", "hall_again", passwords["guanshen"]) == ["guanshen", "laicheng"]
    with pytest.raises(psycopg.OperationalError):  # the old one is of the old server
        hall.names("guanshen", "hall_again")


def test_a_window_of_ours_says_on_which_machine_it_is():
    assert machine_of("efficiency-workbench counter3 4711") == "counter3"
    assert machine_of("psql") == ""
