from __future__ import annotations

from pathlib import Path

import pytest

from app.__main__ import OfficeArchive
from app.clock import now
from app.verbs.terminal import Terminal


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://boss:geheim@server/office", "postgresql://boss:***@server/office"),
        (
            "postgresql+psycopg://boss:ge@heim@server:5432/office",
            "postgresql+psycopg://boss:***@server:5432/office",
        ),
        ("postgresql://boss@server/office", "postgresql://boss@server/office"),
        ("sqlite:////home/office.db", "sqlite:////home/office.db"),
    ],
)
def test_an_address_is_shown_without_its_password(url, shown):
    terminal = Terminal(
        url=url, url_given=True, login="", as_json=False, archive=OfficeArchive(), clock=now, backups=Path()
    )
    assert terminal.shown_url == shown
