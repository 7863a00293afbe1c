from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import OfficeArchive
from app.command_line import parse
from app.founding.demo_people import PASSWORD
from app.verbs.terminal import Terminal


@pytest.fixture
def line(office, monkeypatch):
    """The command line on the test's office, whose clock both share."""
    monkeypatch.setenv("WORKBENCH_PASSWORD", PASSWORD)

    class Archive(OfficeArchive):
        def open(self, url):
            store = super().open(url)
            store.clock = office.wall
            return store

    def call(login, *words, as_json=True):
        said = []
        options = parse(["hotline", *map(str, words)])
        terminal = Terminal(
            url=office.url,
            url_given=True,
            login=login,
            as_json=as_json,
            archive=Archive(),
            clock=office.wall,
            backups=Path(office.url.removeprefix("sqlite:///")).parent,
            write=said.append,
        )
        try:
            options.call(terminal, options)
        finally:
            terminal.close()
        return [json.loads(each) for each in said] if as_json else "\n".join(said)

    return call
