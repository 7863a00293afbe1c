from __future__ import annotations

import shutil

import pytest

from app.clock import now
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD
from db.founding.upgrade import create
from db.store import open_store
from tests.flows.bad_input.line import Line
from tests.office import copied, furnished_file


@pytest.fixture(scope="module")
def today(tmp_path_factory):
    """An office furnished today, for the command line, whose clock is the machine's."""
    path = tmp_path_factory.mktemp("today") / "office.sqlite"
    create(f"sqlite:///{path}")
    store = open_store(f"sqlite:///{path}")
    furnish(store, now)
    store.close()
    return path


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def office(furnished, tmp_path):
    made = copied(furnished, tmp_path)
    yield made
    made.close()


@pytest.fixture
def line(today, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return Line(shutil.copy(today, tmp_path / "office.sqlite"), capsys)
