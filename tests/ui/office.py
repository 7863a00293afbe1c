"""A small office for tests of the window: the demo's people and matters, nothing done yet, a set clock."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.clock import SHANGHAI
from app.desk import desk_for
from app.founding.demo import furnish
from app.founding.demo_people import PASSWORD
from app.people.signing_in import actor_of
from db.store import open_store
from db.upgrade import create

MONDAY = datetime(2026, 11, 9, 9, 30, tzinfo=SHANGHAI)
__all__ = ["MONDAY", "PASSWORD", "SmallOffice", "Wall", "build", "open_copy"]


class Wall:
    """The office's clock: it stands still until it is moved."""

    def __init__(self, at=MONDAY):
        self.at = at

    def __call__(self):
        return self.at

    def today(self):
        return self.at.astimezone(SHANGHAI).date()

    def pass_days(self, days):
        self.at += timedelta(days)


class NoWriter:
    """Writes no backups."""

    def backup(self, target):
        Path(target).touch()

    def rotate(self, folder, keep):
        return None


@dataclass(frozen=True)
class SmallOffice:
    """The desk, its clock and its store."""

    desk: object
    wall: Wall
    store: object
    path: Path

    def actor(self, login):
        with self.store.read() as unit:
            found = next(each for each in unit.people.staff() if each.login == login)
            return actor_of(unit.people, found)


def build(path):
    """Make the office once in a file."""
    url = f"sqlite:///{path}"
    create(url)
    store = open_store(url)
    furnish(store, Wall(MONDAY - timedelta(days=3)))
    store.close()


def open_copy(template, folder):
    """Open a copy of the office; the caller closes its store."""
    path = Path(shutil.copy(template, folder / "office.sqlite"))
    wall = Wall()
    store = open_store(f"sqlite:///{path}")
    return SmallOffice(desk_for(store, wall, NoWriter(), folder), wall, store, path)
