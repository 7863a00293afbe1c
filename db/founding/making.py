"""Makes an office and fills it, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable

from db.engine import file_of, parse_url
from db.founding.upgrade import create, is_office
from db.store import Store, open_store

_BESIDE = ("", "-wal", "-shm")


def create_filled(url: str, fill: Callable[[Store], None]) -> None:
    """Make an office with its first contents; an SQLite file appears only when it is whole.

    Raises ``Refusal`` where something is there already.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or is_office(url):
        create(url, roles=True)
        _fill(url, fill)
        return
    path = file_of(parsed)
    unborn = path.with_name(f"{path.name}.{os.getpid()}.making")
    try:
        create(f"sqlite:///{unborn}")
        _fill(f"sqlite:///{unborn}", fill)
        unborn.replace(path)
    finally:
        for ending in _BESIDE:
            unborn.with_name(unborn.name + ending).unlink(missing_ok=True)


def _fill(url: str, fill: Callable[[Store], None]) -> None:
    store = open_store(url)
    try:
        fill(store)
    finally:
        store.close()
