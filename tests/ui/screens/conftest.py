from __future__ import annotations

from datetime import date

import pytest

from app.founding.demo import found_demo
from app.people.acting import actor_of
from app.people.models import Role
from db.founding.upgrade import create
from db.store import open_store
from tests.office import Wall, copied

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(scope="session")
def lived_in_file(tmp_path_factory):
    """A demo office as it stands on 23 November 2026."""
    path = tmp_path_factory.mktemp("demo") / "office.sqlite"
    url = f"sqlite:///{path}"
    create(url)
    store = open_store(url)
    found_demo(store, Wall(TODAY))
    store.close()
    return path


@pytest.fixture
def lived_in(lived_in_file, tmp_path):
    """The lived-in office on a copy of its own, on a Monday at ten."""
    made = copied(lived_in_file, tmp_path, Wall(TODAY, 23))
    yield made
    made.close()


@pytest.fixture
def desk(lived_in):
    return lived_in.desk


@pytest.fixture
def actor(lived_in):
    """Return who acts in a role: ``actor(Role.ADMINISTRATOR)``."""

    def find(role=Role.COUNTER_CLERK):
        with lived_in.store.read() as unit:
            staff = next(s for s in unit.people.staff() if s.grants[0].role is role)
            return actor_of(unit.people, staff)

    return find
