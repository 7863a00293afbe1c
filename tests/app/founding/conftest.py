from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.founding.demo import found_demo
from db.founding.making import create_filled


@pytest.fixture(
    scope="session", params=[datetime(2026, 11, 22, 3, tzinfo=UTC), datetime(2027, 3, 5, 6, tzinfo=UTC)]
)
def demo(request, tmp_path_factory):
    """Where the demo lies, founded on a Sunday or a Friday, and that moment: for reading alone."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    create_filled(f"sqlite:///{path}", lambda store: found_demo(store, lambda: request.param))
    return path, request.param
