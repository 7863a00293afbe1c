from __future__ import annotations

import pytest

from app.founding.demo import furnish
from db.founding.upgrade import create
from tests.office import Office, Wall


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """The address of an empty office, a file's and a server's."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'office.sqlite'}"
        create(url)
        yield url
        return
    with request.getfixturevalue("server").office(create) as url:
        yield url


@pytest.fixture
def windows(empty, tmp_path):
    """Two windows of one office."""
    wall = Wall()
    made = [Office(empty, tmp_path, wall) for _ in range(2)]
    furnish(made[0].store, wall)
    yield made
    for office in made:
        office.close()
