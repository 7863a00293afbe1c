"""A small real office for tests: the demo's people and matters, a clock that tests set."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, partial
from pathlib import Path

from app.clock import SHANGHAI
from app.desk import desk_for
from app.errors import NotAllowed
from app.founding.demo import furnish
from app.people.acting import actor_of
from db.copies.backup import backup, backup_name, rotate
from db.feed import Feed
from db.founding.drill import drill
from db.founding.restoring import restore_office
from db.founding.upgrade import create
from db.guests import address_as, guests_of, owner_needed
from db.health import health_of
from db.listening import follow
from db.rows import NoSuchRecord
from db.store import open_store

START = date(2026, 11, 2)  # a Monday
WITHHELD = (NotAllowed, NoSuchRecord)  # a server does not say that there is what one may not see


class Wall:
    """A clock on the wall: put by the test, and a second later at each look."""

    def __init__(self, day=START, hour=9, minute=0):
        self.put(day, hour, minute)

    def put(self, day, hour=9, minute=0):
        self.at = datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at


class Copies:
    """Writes backups of one address."""

    def __init__(self, url, release):
        self.url = url
        self.release = release

    def owner_needed(self):
        return owner_needed(self.url)

    def guests(self):
        return guests_of(self.url)

    def health(self):
        return health_of(self.url)

    def restore(self, source, manner):
        self.release()
        return restore_office(source, self.url, source.parent, manner)

    def backup(self, target, manner):
        return backup(address_as(self.url, manner.owner), target, manner.tell)

    def drill(self, source, manner):
        return drill(address_as(self.url, manner.owner), source, source.parent, manner.tell)

    def name(self, at):
        return backup_name(self.url, at)

    def rotate(self, folder, keep):
        rotate(folder, keep)


class Office:
    """An office with its desk, its people and its clock."""

    def __init__(self, url, folder, wall=None):
        self.url = url
        self.wall = wall or Wall()
        self.store = open_store(url, clock=self.wall)
        copies, news = Copies(url, self.release), partial(follow, self.store, Feed(self.store))
        self.desk = desk_for(self.store, self.wall, copies, Path(folder) / "backups", news)

    def actor(self, login):
        with self.store.read() as unit:
            return actor_of(unit.people, unit.people.find_by_login(login))

    @cached_property
    def clerk(self):
        return self.actor("linxiaoyan")

    @cached_property
    def registrar(self):
        return self.actor("huangyating")

    @cached_property
    def head(self):
        return self.actor("xujianguo")

    @cached_property
    def administrator(self):
        return self.actor("guanliyuan")

    def decide(self, who=None, **changes):
        """Change some settings of the whole office, as the administrator or somebody else."""
        seen = self.desk.office.settings()
        self.desk.office.save(who or self.administrator, replace(seen, **changes), seen)

    def matter(self, words, login="linxiaoyan"):
        return self.desk.catalogue.find(self.actor(login), words)[0]

    def release(self):
        """Let go of the database for a moment."""
        self.store.close()

    def close(self):
        """Let go of the database for good."""
        self.release()


def furnished_file(folder):
    """Make an office with people and matters and return its file."""
    path = Path(folder) / "furnished.sqlite"
    url = f"sqlite:///{path}"
    create(url)
    store = open_store(url)
    furnish(store, Wall())
    store.close()
    return path


def copied(template, folder, wall=None):
    """Return an office on a copy of a furnished file, or of whatever else can be copied."""
    if hasattr(template, "copied"):
        return template.copied(folder, wall)
    path = shutil.copy(template, Path(folder) / "office.sqlite")
    return Office(f"sqlite:///{path}", folder, wall)
