from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from db.engine import bare_engine
from db.founding.upgrade import create
from db.store import open_store
from tests.db.denial_things import a_denial
from tests.db.things import a_case, furnish, issue


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "office.db"
    create(f"sqlite:///{path}")
    return path


@pytest.fixture
def path(empty_file, tmp_path):
    """An empty office in a file."""
    return shutil.copy(empty_file, tmp_path / "office.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request):
    """Which database; whatever a test asks for is of one kind."""
    return request.param


@pytest.fixture
def url(kind, request):
    """An empty office."""
    if kind == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('path')}"
        return
    with request.getfixturevalue("server").office(create) as made:
        yield made


@pytest.fixture
def bare_url(kind, request, tmp_path):
    """A database with nothing in it."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    with request.getfixturevalue("server").fresh() as made:
        yield made


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def office(store):
    """A division, a clerk and a matter."""
    return furnish(store)


@pytest.fixture
def case(store, office):
    made = a_case(office)
    with store.begin() as unit:
        return replace(made, id=unit.cases.add(made, ()))


@pytest.fixture
def keep(store, office, case):
    """Keep a denial of the case."""

    def kept(words=(), **changes):
        denial = a_denial(office, case, **changes)
        with store.begin() as unit:
            return replace(denial, id=unit.denials.add(denial, words))

    return kept


@pytest.fixture
def notice(store, office):
    return issue(store, office).id


@pytest.fixture
def bare(bare_url):
    engine = bare_engine(bare_url, new=True)
    yield engine
    engine.dispose()


@pytest.fixture
def served(server):
    """An office on the server, and a store to open it with."""
    with server.fresh(create) as url:
        store = open_store(url)
        yield url, store
        store.close()
