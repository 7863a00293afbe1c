"""What every verb is given: where the office is, who asks, and how to answer."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from app.cases.ports import CaseStore
from app.clock import Clock
from app.desk import Desk, desk_for, never
from app.drills.models import Rehearsed
from app.errors import BadInput, why
from app.office.address import masked
from app.office.copying import Guest, Manner, Owner, Proof, Restored, Tell
from app.office.health import Health, Moved
from app.people.models import Actor
from app.statistics.ports import StatisticsStore

PASSWORD = "WORKBENCH_PASSWORD"  # noqa: S105 - the name of the variable


class Archive(Protocol):
    """What the starting point lends the command line of the archive."""

    def exists(self, url: str) -> bool: ...  # noqa: D102
    def create(self, url: str) -> None: ...  # noqa: D102
    def create_filled(self, url: str, fill: Callable[[StatisticsStore], None]) -> None: ...  # noqa: D102
    def open(self, url: str) -> StatisticsStore: ...  # noqa: D102
    def seat(self, url: str, login: str, password: str) -> str: ...  # noqa: D102
    def close(self, store: CaseStore) -> None: ...  # noqa: D102
    def owner_needed(self, url: str) -> str: ...  # noqa: D102
    def guests(self, url: str) -> tuple[Guest, ...]: ...  # noqa: D102
    def backup(self, url: str, target: Path, manner: Manner) -> Proof: ...  # noqa: D102
    def restore(self, source: Path, url: str, manner: Manner) -> Restored: ...  # noqa: D102
    def drill(self, url: str, source: Path, manner: Manner) -> Rehearsed: ...  # noqa: D102
    def backup_name(self, url: str, at: datetime) -> str: ...  # noqa: D102
    def rotate(self, folder: Path, keep: int) -> None: ...  # noqa: D102
    def health(self, url: str) -> Health: ...  # noqa: D102
    def upgrade(self, url: str, owner: Owner | None = None) -> Path | None: ...  # noqa: D102
    def move(self, url: str, target: str, tell: Tell) -> Moved: ...  # noqa: D102


@dataclass(frozen=True)
class Writer:
    """Copies the office of one address."""

    archive: Archive
    url: str = field(repr=False)  # with the password of whoever signed in
    release: Callable[[], None]

    def owner_needed(self) -> str:
        """Return the owner's account where a copy needs it, "" where one's own does."""
        return self.archive.owner_needed(self.url)

    def guests(self) -> tuple[Guest, ...]:
        """Return who else is connected."""
        return self.archive.guests(self.url)

    def health(self) -> Health:
        """Look at the database."""
        return self.archive.health(self.url)

    def backup(self, target: Path, manner: Manner) -> Proof:
        """Write a copy and check it by restoring."""
        return self.archive.backup(self.url, target, manner)

    def drill(self, source: Path, manner: Manner) -> Rehearsed:
        """Restore a copy beside the office and examine it there."""
        return self.archive.drill(self.url, source, manner)

    def restore(self, source: Path, manner: Manner) -> Restored:
        """Put a copy in the office's place; this program lets go of it first."""
        self.release()
        return self.archive.restore(source, self.url, manner)

    def name(self, at: datetime) -> str:
        """Return the file name of a copy made at the moment."""
        return self.archive.backup_name(self.url, at)

    def rotate(self, folder: Path, keep: int) -> None:
        """Keep the newest copies of a folder."""
        self.archive.rotate(folder, keep)


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """One call of the command line."""

    url: str = field(repr=False)
    url_given: bool
    login: str
    as_json: bool
    archive: Archive
    clock: Clock
    backups: Path
    write: Callable[[str], None] = field(default=print)
    behalf: str = ""

    @property
    def shown_url(self) -> str:
        """The office's address without its password."""
        return masked(self.url)

    @cached_property
    def store(self) -> StatisticsStore:
        """The archive, opened; raises ``Unavailable`` or ``Refusal``."""
        return self.archive.open(self.seat)

    @cached_property
    def seat(self) -> str:
        """The office's address as who asks connects to it; raises ``WrongPassword`` where a server says no."""
        on_server = bool(self.login) and not self.url.startswith("sqlite")
        return self.archive.seat(self.url, self.login, password_of(self.login)) if on_server else self.url

    @cached_property
    def desk(self) -> Desk:
        """The use cases on the archive."""
        return desk_for(self.store, self.clock, Writer(self.archive, self.url, self.close), self.backups, never)

    @cached_property
    def actor(self) -> Actor:
        """Who asks: signed in by ``--as``, for the absent one of ``--for``; raises ``BadInput`` without it."""
        if not self.login:
            raise BadInput("这条命令须指明由谁办理：请在命令前加 --as 登录名。")
        person = self.desk.people.sign_in(self.login, password_of(self.login))
        return self.desk.people.on_behalf_of(person, self.behalf) if self.behalf else person

    @property
    def calendar(self) -> WorkCalendar:
        """The office's calendar; without an office the one that comes with the product."""
        if self.url_given or self.archive.exists(self.url):
            return self.desk.calendar.current()
        return WorkCalendar(builtin_arrangements())

    def anew(self) -> Terminal:
        """Return the same call, with the archive to be opened anew."""
        return replace(self)

    def close(self) -> None:
        """Let go of the archive, so that it can be replaced."""
        if "store" in self.__dict__:
            self.archive.close(self.store)

    def answer(self, value: object, text: str) -> None:
        """Write the answer as JSON or as text."""
        self.write(json.dumps(value, ensure_ascii=False) if self.as_json else text)


def password_of(login: str) -> str:
    """Return the password from the environment, else ask for it."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise BadInput(f"没有终端可以输入密码，请用环境变量 {PASSWORD} 给出{login}的密码。")
    return getpass.getpass(f"{login}的密码：")


def read_text(path: str) -> str:
    """Return a text file; raises ``BadInput`` when it is missing, too large or not UTF-8 (GB18030 is tried)."""
    most = 50_000_000
    try:
        raw = Path(path).read_bytes()
    except OSError as fault:
        raise BadInput(f"读不了文件“{path}”：{why(fault)}。") from fault
    if len(raw) > most:
        raise BadInput(f"文件“{path}”有{len(raw) // 1_000_000}MB，最多{most // 1_000_000}MB。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"文件“{path}”不是UTF-8或GB18030编码的文字。")


def read_fields(path: str) -> dict[str, object]:
    """Return the fields of a JSON file; raises ``BadInput`` when it holds no object."""
    try:
        fields = json.loads(read_text(path))
    except json.JSONDecodeError as fault:
        where = f"第{fault.lineno}行第{fault.colno}个字起读不下去"
        raise BadInput(f"文件“{path}”不是正确的JSON：{where}。") from fault
    except (RecursionError, ValueError) as fault:
        raise BadInput(f"文件“{path}”不是正确的JSON：层数太深，或数字太长。") from fault
    if not isinstance(fields, dict):
        raise BadInput(f"文件“{path}”应当是一个JSON对象，键为字段名。")
    return fields


def day_of(said: str, option: str) -> date:
    """Return the day of an option; raises ``BadInput``."""
    try:
        return date.fromisoformat(said)
    except ValueError as fault:
        raise BadInput(
            f"看不懂 {option} 的日期“{said[:30]}”，请写成 2026-11-23 的样子，且确有这一天。"
        ) from fault


def write_file(path: Path, content: bytes) -> None:
    """Write a file and its folder; raises ``BadInput`` when that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as fault:
        raise BadInput(f"写不了文件“{path}”：{why(fault)}。") from fault
