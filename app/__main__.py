"""The starting point: the only place where counter, office and archive meet."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import places
from app.settings import Machine, read_settings, write_settings

if TYPE_CHECKING:
    from app.cases.ports import CaseStore
    from app.desk import Desk
    from app.office.health import Health, Moved
    from app.office.news import Follow
    from app.statistics.ports import StatisticsStore


class OfficeArchive:
    """The archive as command line and window use it; the database is loaded when it is first needed."""

    def exists(self, url: str) -> bool:
        """Tell whether there is an office already."""
        from db.upgrade import is_office

        return is_office(url)

    def create(self, url: str) -> None:
        """Make an empty office."""
        from db.upgrade import create

        create(url)

    def create_filled(self, url: str, fill: Callable[[StatisticsStore], None]) -> None:
        """Make an office with its first contents, whole or not at all."""
        from db.making import create_filled

        create_filled(url, fill)

    def open(self, url: str) -> StatisticsStore:
        """Open an office, brought up to this program's form after a backup."""
        from db.store import open_store
        from db.upgrade import upgrade

        upgrade(url, places.home() / "backups")
        return open_store(url)

    def seat(self, url: str, login: str, password: str) -> str:
        """Return the address by which a person connects to an office on a server."""
        from db.upgrade import seat

        return seat(url, login, password)

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

    def backup(self, url: str, target: Path) -> None:
        """Write a checked copy."""
        from db.backup import backup

        backup(url, target)

    def restore(self, source: Path, url: str) -> None:
        """Put a copy in the office's place, brought up to this program's form."""
        from db.backup import restore
        from db.upgrade import upgrade

        restore(source, url)
        upgrade(url, places.home() / "backups")

    def backup_name(self, url: str, at: datetime) -> str:
        """Return the file name of a copy made at the moment."""
        from db.backup import backup_name

        return backup_name(url, at)

    def rotate(self, folder: Path, keep: int) -> None:
        """Keep the newest copies of a folder."""
        from db.backup import rotate

        rotate(folder, keep)

    def health(self, url: str) -> Health:
        """Look at the database."""
        from db.health import health_of

        return health_of(url)

    def upgrade(self, url: str) -> Path | None:
        """Bring an older office up to this program's form; return the backup made before."""
        from db.upgrade import upgrade

        return upgrade(url, places.home() / "backups")

    def move(self, url: str, target: str, tell: Callable[[str, int, int], None]) -> Moved:
        """Carry an office from a file to a server."""
        from db.moving import move

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
        machine = read_settings(places.settings())
        url = options.db or machine.database or f"sqlite:///{places.database()}"
        if options.tour:
            return _tour(Path(options.tour))
        if options.demo and not options.db:
            machine = _demo_first(url, machine)
        _need_a_display()
        return _window(url, machine)
    except (Refusal, Unavailable) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code


def _need_a_display() -> None:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in wanted):
        from app.errors import Unavailable

        raise Unavailable("没有显示器，窗口无法打开；可以改用 --tour 目录，在后台走完一遍并留下截图和文书。")


def _window(url: str, machine: Machine) -> int:
    from ui.start import Start, run
    from ui.theme import Scheme

    faulthandler.enable()
    shown, demo = bool(machine.bureau), None
    hint_password = ""
    if machine.bureau and machine.bureau == _demo_bureau():
        from app.founding.demo_people import PASSWORD, hints

        demo, hint_password = hints(), PASSWORD
    return run(
        Start(
            open_desk=lambda: _desk(url),
            open_as=None if url.startswith("sqlite") else Seats(url).take,
            bureau=machine.bureau if shown else "效能工作台",
            database=_shown(url),
            demo_hint=demo,
            demo_password=hint_password,
            scheme=Scheme(machine.theme),
            write_report=_keep_report,
            keep_scheme=_keep_scheme,
            window=machine.window,
            keep_window=_keep_window,
        )
    )


def _desk(url: str) -> Desk:
    archive = OfficeArchive()
    desk = _desk_on(archive, url, archive.open(url))
    desk.ledger.seal()
    desk.backups.make_daily()
    return desk


def _desk_on(archive: OfficeArchive, url: str, store: StatisticsStore) -> Desk:
    from app.clock import now
    from app.desk import desk_for
    from app.register.aside import Aside
    from app.verbs.terminal import Writer

    writer = Writer(archive, url, partial(archive.close, store))
    desk = desk_for(store, now, writer, places.home() / "backups", archive.watch(store))
    desk.register.aside = Aside(places.drafts(url))
    return desk


class Seats:
    """The one seat at this machine on a server's office: each person connects with his own login."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._archive = OfficeArchive()
        self._taken: StatisticsStore | None = None

    def take(self, login: str, password: str) -> Desk:
        """Return the desk of the person; whoever sat here before is gone. Raises ``WrongPassword``."""
        if self._taken is not None:
            self._archive.close(self._taken)
            self._taken = None
        url = self._archive.seat(self._url, login, password)
        self._taken = self._archive.open(url)
        desk = _desk_on(self._archive, url, self._taken)
        desk.ledger.seal()
        return desk


def _demo_bureau() -> str:
    from app.founding.demo_people import BUREAU

    return BUREAU


def _demo_first(url: str, machine: Machine) -> Machine:
    archive = OfficeArchive()
    if archive.exists(url):
        return machine
    sys.stderr.write("首次运行：正在建立演示单位……\n")
    from app.clock import now
    from app.founding.demo import found_demo

    archive.create_filled(url, lambda store: found_demo(store, now))
    machine = replace(machine, bureau=_demo_bureau())
    write_settings(places.settings(), machine)
    return machine


def _tour(folder: Path) -> int:
    from app.clock import now
    from app.founding.demo import found_demo
    from app.founding.demo_people import PASSWORD, hints
    from ui.start import Start
    from ui.tour import run_tour

    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'office.sqlite'}"
    archive = OfficeArchive()
    if not archive.exists(url):
        archive.create_filled(url, lambda store: found_demo(store, now))
    start = Start(
        open_desk=lambda: _desk(url),
        bureau=_demo_bureau(),
        database=_shown(url),
        demo_hint=hints(),
        demo_password=PASSWORD,
        tour=folder,
    )
    return run_tour(start)


def _shown(url: str) -> str:
    if url.startswith("sqlite"):
        return "本机数据库"
    return "局域网数据库 " + url.rsplit("@", 1)[-1]


def _keep_scheme(scheme: str) -> None:
    write_settings(places.settings(), replace(read_settings(places.settings()), theme=scheme))


def _keep_window(geometry: str) -> None:
    write_settings(places.settings(), replace(read_settings(places.settings()), window=geometry))


def _keep_report(text: str) -> None:
    from app.clock import local, now

    (places.logs() / f"错误报告-{local(now()):%Y%m%d-%H%M%S}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
