from __future__ import annotations

import pytest

from tests.office import copied, furnished_file


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("template"))


@pytest.fixture
def office(template, tmp_path):
    """The demo's people, and nothing issued yet."""
    made = copied(template, tmp_path)
    yield made
    made.close()
