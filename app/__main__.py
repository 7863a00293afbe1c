"""The starting point: the only place where counter, office and archive meet."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import places
from app.clock import now
from app.office.address import shown, without_password
from app.settings import read_settings
from app.this_machine import find_office, keep_bureau, keep_report, keep_scheme, keep_window

if TYPE_CHECKING:
    from app.cases.ports import CaseStore
    from app.desk import Desk
    from app.drills.models import Rehearsed
    from app.founding.setting_up import SettingUp
    from app.office.copying import Guest, Manner, Owner, Proof, Restored, Tell
    from app.office.findings import Finding
    from app.office.health import Health, Moved
    from app.office.news import Follow
    from app.office.wire import Wire
    from app.seating import Seats
    from app.statistics.ports import StatisticsStore
    from ui.start import SetUp, Start


class OfficeArchive:
    """The archive as command line and window use it; the database is loaded when it is first needed."""

    def exists(self, url: str) -> bool:
        """Tell whether there is an office already."""
        from db.founding.upgrade import is_office

        return is_office(url)

    def create(self, url: str) -> None:
        """Make an empty office."""
        from db.founding.upgrade import create

        create(url)

    def create_filled(self, url: str, fill: Callable[[StatisticsStore], None]) -> None:
        """Make an office with its first contents, whole or not at all."""
        from db.founding.making import create_filled

        create_filled(url, fill)

    def open(self, url: str) -> StatisticsStore:
        """Open an office, brought up to this program's form after a backup."""
        from db.founding.upgrade import open_office

        return open_office(url, places.home() / "backups")

    def seat(self, url: str, login: str, password: str) -> str:
        """Return the address by which a person connects to an office on a server."""
        from db.founding.upgrade import seat

        return seat(url, login, password)

    def knock(self, url: str) -> tuple[Finding, ...]:
        """Return what can be known of a server without signing in."""
        from db.founding.examining import knock

        return knock(url)

    def examine(self, url: str) -> tuple[Finding, ...]:
        """Return what an owner's account finds where an office is to be made."""
        from db.founding.examining import examine

        return examine(url)

    def line(self, url: str) -> Wire:
        """Return how the line to a server is kept; raises ``Unavailable``."""
        from db.engine import parse_url
        from db.wire import probe

        return probe(parse_url(url))

    def close(self, store: CaseStore) -> None:
        """Let go of an office."""
        from db.store import Store

        if isinstance(store, Store):
            store.close()

    def watch(self, store: CaseStore) -> Follow:
        """Return what tells of everything others do from now on."""
        from db.feed import Feed
        from db.listening import follow
        from db.store import Store

        assert isinstance(store, Store)
        return partial(follow, store, Feed(store))

    def owner_needed(self, url: str) -> str:
        """Return the owner's account where a copy needs it, "" where the one of the address does."""
        from db.guests import owner_needed

        return owner_needed(url)

    def guests(self, url: str) -> tuple[Guest, ...]:
        """Return who else is connected."""
        from db.guests import guests_of

        return guests_of(url)

    def backup(self, url: str, target: Path, manner: Manner) -> Proof:
        """Write a copy, and check it by restoring."""
        from db.copies.backup import backup
        from db.guests import address_as

        return backup(address_as(url, manner.owner), target, manner.tell)

    def restore(self, source: Path, url: str, manner: Manner) -> Restored:
        """Put a copy in the office's place, brought up to this program's form, its people let in."""
        from db.founding.restoring import restore_office

        return restore_office(source, url, places.home() / "backups", manner)

    def drill(self, url: str, source: Path, manner: Manner) -> Rehearsed:
        """Restore a copy beside the office and examine it there."""
        from db.founding.drill import drill
        from db.guests import address_as

        return drill(address_as(url, manner.owner), source, places.home() / "backups", manner.tell)

    def backup_name(self, url: str, at: datetime) -> str:
        """Return the file name of a copy made at the moment."""
        from db.copies.backup import backup_name

        return backup_name(url, at)

    def rotate(self, folder: Path, keep: int) -> None:
        """Keep the newest copies of a folder."""
        from db.copies.backup import rotate

        rotate(folder, keep)

    def health(self, url: str) -> Health:
        """Look at the database."""
        from db.health import health_of

        return health_of(url)

    def upgrade(self, url: str, owner: Owner | None = None) -> Path | None:
        """Bring an older office up to this program's form; return the backup made before."""
        from db.founding.upgrade import upgrade
        from db.guests import address_as

        return upgrade(address_as(url, owner), places.home() / "backups")

    def move(self, url: str, target: str, tell: Tell) -> Moved:
        """Carry an office from a file to a server."""
        from db.founding.moving import move

        return move(url, target, tell)


def main(arguments: list[str]) -> int:
    """Run a command, or open the window; return the exit code."""
    if arguments and not set(arguments) <= {"--demo"}:
        from app.command_line import parse, run

        options = parse(arguments)
        if options.noun:
            return run(options, OfficeArchive())
        return open_window(options)
    return open_window(argparse.Namespace(db="", demo=bool(arguments), tour=None))


def open_window(options: argparse.Namespace) -> int:
    """Open the window on this machine's office; make the demo office first where that was asked."""
    from app.errors import Refusal, Unavailable

    try:
        if options.tour:
            return _tour(Path(options.tour))
        here = find_office(options.db)
        if options.demo and not options.db and here.on_file:
            _demo_first(here.url)
        _need_a_display()
        return _window(options.db)
    except (Refusal, Unavailable) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code


def _need_a_display() -> None:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in wanted):
        from app.errors import Unavailable

        raise Unavailable("没有显示器，窗口无法打开；可以改用 --tour 目录，在后台走完一遍并留下截图和文书。")


def _window(given: str) -> int:
    from ui.start import run

    faulthandler.enable()
    return run(_start(given))


def _start(given: str) -> Start:
    """Return what the window is started with: the office that is given, or the one this machine finds."""
    from app.founding.demo_people import BUREAU, PASSWORD, hints
    from ui.start import Start
    from ui.theme import Scheme

    here, machine = find_office(given), read_settings(places.settings())
    demo = here.on_file and here.bureau == BUREAU
    on_server = not here.on_file
    return Start(
        open_desk=lambda: _desk(here.url),
        open_as=(lambda login, password: _seats(here.url).take(login, password)) if on_server else None,
        upgrade=(lambda owner: OfficeArchive().upgrade(here.url, owner)) if on_server else None,
        look_at_line=(lambda: OfficeArchive().line(here.url)) if on_server else None,
        bureau=here.bureau or "效能工作台",
        database=shown(here.url),
        address=without_password(here.url),
        demo_hint=hints() if demo else None,
        demo_password=PASSWORD if demo else "",
        scheme=Scheme(machine.theme),
        write_report=keep_report,
        keep_scheme=keep_scheme,
        window=machine.window,
        keep_window=keep_window,
        setting_up=None if given else _set_up(here.missing),
    )


def _set_up(needed: bool) -> SetUp:
    from ui.start import SetUp

    return SetUp(room=_setting_up, needed=needed, start_again=lambda: _start(""))


def _setting_up() -> SettingUp:
    from app.founding.setting_up import SettingUp

    return SettingUp(OfficeArchive(), f"sqlite:///{places.database()}", places.home(), now)


def _desk(url: str) -> Desk:
    from app.seating import desk_for_all

    return desk_for_all(OfficeArchive(), url)


@cache
def _seats(url: str) -> Seats:
    from app.seating import Seats

    return Seats(OfficeArchive(), url)


def _demo_first(url: str) -> None:
    archive = OfficeArchive()
    if archive.exists(url):
        return
    sys.stderr.write("首次运行：正在建立演示单位……\n")
    from app.founding.demo import found_demo
    from app.founding.demo_people import BUREAU

    archive.create_filled(url, lambda store: found_demo(store, now))
    keep_bureau(BUREAU)


def _tour(folder: Path) -> int:
    from app.founding.demo import found_demo
    from app.founding.demo_people import BUREAU, PASSWORD, hints
    from ui.start import Start
    from ui.tour import run_tour

    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'office.sqlite'}"
    archive = OfficeArchive()
    if not archive.exists(url):
        archive.create_filled(url, lambda store: found_demo(store, now))
    start = Start(
        open_desk=lambda: _desk(url),
        bureau=BUREAU,
        database=shown(url),
        demo_hint=hints(),
        demo_password=PASSWORD,
        tour=folder,
    )
    return run_tour(start)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
