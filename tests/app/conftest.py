from __future__ import annotations

import pytest

from tests.office import copied, furnished_file
from tests.roles import ServerTemplate
from tests.twice import every_act, sent_twice


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


@pytest.fixture(scope="session")
def every_act_twice():
    """Every use case that is done once, and the same sent twice."""
    return [(room, name, sent_twice(method)) for room, name, method in tuple(every_act())]


@pytest.fixture(autouse=True)
def every_act_is_sent_twice(every_act_twice):
    """Whatever a test of this room asks for is asked twice, as after a lost answer, and is done once."""
    with pytest.MonkeyPatch.context() as patch:
        for room, name, twice in every_act_twice:
            patch.setattr(room, name, twice)
        yield
