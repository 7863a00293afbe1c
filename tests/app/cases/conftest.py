from __future__ import annotations

import pytest

from tests.ui.office import build, open_copy


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "office.sqlite"
    build(path)
    return path


@pytest.fixture
def office(office_file, tmp_path):
    opened = open_copy(office_file, tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def clerk(office):
    return office.actor("linxiaoyan")
