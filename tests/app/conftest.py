from __future__ import annotations

import pytest

from tests.office import copied, furnished_file
from tests.roles import ServerTemplate


@pytest.fixture(scope="session")
def furnished(request, tmp_path_factory):
    if request.config.getoption("roles"):
        return ServerTemplate(request.getfixturevalue("server"))
    return furnished_file(tmp_path_factory.mktemp("furnished"))


@pytest.fixture
def office(furnished, tmp_path):
    """The demo's people and matters on 2 November 2026, nothing done yet."""
    made = copied(furnished, tmp_path)
    yield made
    made.close()
