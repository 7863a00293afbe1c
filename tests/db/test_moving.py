"""An office goes from a file to a server as a whole, proved row by row, and is resumed where it stopped."""

from __future__ import annotations

import shutil

import psycopg
import pytest
from sqlalchemy import text

from app.errors import Refusal, Unavailable
from app.founding.demo import furnish
from app.ledger.verifying import verify
from db.engine import bare_engine, open_engine
from db.founding import moving
from db.founding.moving import DiffersFromSource, OtherMove, move
from db.founding.upgrade import create
from db.models import metadata
from db.store import open_store
from tests.db.things import a_case, a_division, issue
from tests.db.things import furnish as furnish_small
from tests.office import Wall
from tests.roles import login_url


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """An office in a file, with people, matters, papers and a ledger."""
    path = tmp_path_factory.mktemp("moving") / "office.db"
    create(f"sqlite:///{path}")
    store = open_store(f"sqlite:///{path}")
    furnish(store, Wall())
    office = furnish_small(store)
    for _ in range(3):
        issue(store, office)
    with store.begin() as unit:
        unit.cases.add(a_case(office), ("张三",))
    store.close()
    return path


@pytest.fixture
def source(lived_in, tmp_path):
    return f"sqlite:///{shutil.copy(lived_in, tmp_path / 'office.db')}"


@pytest.fixture
def target(server):
    with server.fresh() as url:
        yield url


def quietly(_what, _done, _whole):
    """Tell nobody."""


def test_everything_arrives_and_the_ledger_still_verifies(source, target):
    moved = move(source, target, quietly)
    assert moved.rows["documents"] == 3
    assert moved.rows["staff"] == 13
    store = open_store(target)
    with store.read() as unit:
        assert verify(unit.ledger.entries(), unit.ledger.head(), unit.ledger.seals()) == ()
    with store.begin() as unit:
        known = {each.id for each in unit.people.divisions()}
        assert unit.people.add_division(a_division(code="ZZ", name="新处", mark="新")) == max(known) + 1
    store.close()


def test_everybody_gets_a_first_password_of_his_own(source, target):
    moved = move(source, target, quietly)
    assert len(set(moved.passwords.values())) == len(moved.passwords)
    psycopg.connect(login_url(target, "linxiaoyan", moved.passwords["linxiaoyan"])).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(login_url(target, "linxiaoyan", "demo-2026"))


def test_the_file_is_left_as_it_is_and_opened_no_more(source, target, tmp_path):
    before = (tmp_path / "office.db").read_bytes()
    move(source, target, quietly)
    assert (tmp_path / "office.db").read_bytes() == before
    with pytest.raises(Refusal, match="已经搬到"):
        open_engine(source)
    open_engine(source, read_only=True).dispose()


def test_what_broke_off_goes_on_where_it_stopped(source, target, monkeypatch):
    monkeypatch.setattr(moving, "LOT", 3)
    names = [table.name for table in metadata.sorted_tables]
    documents = f"搬运第{names.index('documents') + 1}张表，共{len(names)}张"
    told = []

    def breaks(what, done, whole):
        told.append((what, done))
        if what == documents:
            raise Unavailable("断电")

    with pytest.raises(Unavailable):
        move(source, target, breaks)
    assert not (open_engine_or_none(target))
    first, told[:] = list(told), []
    moved = move(source, target, lambda what, done, whole: told.append((what, done)))
    assert not {what for what, _done in first} & {what for what, _done in told} - {documents}
    assert moved.rows["documents"] == 3


def open_engine_or_none(url):
    """Open the office; None while it may not be opened."""
    try:
        return open_engine(url)
    except Refusal:
        return None


def test_a_row_that_differs_releases_nothing(source, target, monkeypatch):
    carry = moving._carry

    def forge(reading, server, table, tell):
        carry(reading, server, table, tell)
        if table.name == "documents":
            with server.begin() as connection:
                connection.execute(text("UPDATE documents SET party = 'x' WHERE id = 2"))

    monkeypatch.setattr(moving, "_carry", forge)
    with pytest.raises(DiffersFromSource, match="documents 第2行"):
        move(source, target, quietly)
    assert not open_engine_or_none(target)
    open_engine(source).dispose()


def test_a_database_that_holds_something_is_left_alone(source, target):
    engine = bare_engine(target)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id int)"))
    with pytest.raises(OtherMove, match="已经有表"):
        move(source, target, quietly)
    engine.dispose()
