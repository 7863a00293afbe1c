from __future__ import annotations

import pytest


@pytest.fixture
def clerk(office):
    return office.clerk
