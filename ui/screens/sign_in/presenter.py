"""What happens at sign-in: the desk opens while the clerk types, and nobody waits for it twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from app.errors import Refusal, Unavailable
from app.office.copying import Owner, OwnersUpgrade
from app.office.wire import Wire
from app.people.models import Actor
from ui.jobs import Jobs

Entered = Callable[[Any, Actor], None]
_LINE = "line"  # a lane of its own: nobody waits at the sign-in for a server that does not answer
OpenAs = Callable[[str, str], Any]


@dataclass(frozen=True)
class Opening:
    """How the desk is opened, slowly: for everybody, or by ``desk_of`` for one login and password alone.

    ``line`` looks how the line to a server is kept; ``upgrade`` brings an older office on a server up to this
    program's form.
    """

    desk: Callable[[], Any]
    desk_of: OpenAs | None = None
    line: Callable[[], Wire] | None = None
    upgrade: Callable[[Owner], object] | None = None


class SignInPlace(Protocol):
    """What the presenter asks of the window."""

    def show_waiting(self, text: str) -> None: ...
    def show_ready(self) -> None: ...
    def show_problem(self, text: str) -> None: ...
    def show_told(self, text: str) -> None: ...
    def show_unavailable(self, text: str) -> None: ...
    def show_line(self, text: str) -> None: ...
    def offer_upgrade(self, offered: bool) -> None: ...


class SignInPresenter:
    """Opens the desk, then signs in; what was typed meanwhile is used as soon as it is open."""

    def __init__(self, place: SignInPlace, jobs: Jobs, opening: Opening, entered: Entered) -> None:
        self._place = place
        self._jobs = jobs
        self._open_desk = opening.desk
        self._open_as = opening.desk_of
        self._look_at_line = opening.line
        self._upgrade = opening.upgrade
        self._entered = entered
        self._desk: Any = None
        self._opening = False
        self._waiting: tuple[str, str] | None = None

    def open(self) -> None:
        if self._look_at_line is not None:
            self._jobs.run(self._look_at_line, _LINE).then(self._line_seen).otherwise(self._no_line).start()
        if self._opening or self._desk is not None or self._open_as is not None:
            return
        self._opening = True
        self._jobs.run(self._open_desk).then(self._opened).otherwise(self._not_opened).start()

    def sign_in(self, login: str, password: str) -> None:
        if not login.strip():
            self._place.show_problem("请填写登录名。")
            return
        if not password:
            self._place.show_problem("请填写密码。")
            return
        if self._open_as is not None:
            self._connect(self._open_as, login.strip(), password)
            return
        self._waiting = (login.strip(), password)
        self._place.show_waiting("正在登录…" if self._desk is not None else "正在打开数据库…")
        if self._desk is not None:
            self._ask()
        else:
            self.open()

    def _connect(self, open_as: OpenAs, login: str, password: str) -> None:
        """Open the desk with the person's own login, then sign in at it."""
        self._place.show_waiting("正在连接数据库服务器…")
        self._place.offer_upgrade(False)

        def ask() -> Actor:
            self._desk = open_as(login, password)
            actor: Actor = self._desk.people.sign_in(login, password)
            return actor

        self._jobs.run(ask).then(self._signed_in).otherwise(self._not_signed_in).start()

    def upgrade(self, owner: Owner) -> None:
        """Bring the office up to this program's form with the account of the database's owner."""
        if self._upgrade is None:
            return
        self._place.show_waiting("正在备份和升级…")
        work = partial(self._upgrade, owner)
        self._jobs.run(work).then(self._upgraded).otherwise(self._not_upgraded).start()

    def _upgraded(self, _backup: object) -> None:
        self._place.offer_upgrade(False)
        self._place.show_told("数据库已备份并升级，请登录。")

    def _not_upgraded(self, trouble: Refusal | Unavailable) -> None:
        self._place.show_unavailable(f"没有升级：{trouble}")

    def _line_seen(self, wire: Wire) -> None:
        self._place.show_line(wire.explained)

    def _no_line(self, trouble: Refusal | Unavailable) -> None:
        self._place.show_line(str(trouble))

    def _opened(self, desk: Any) -> None:
        self._opening = False
        self._desk = desk
        if self._waiting is None:
            self._place.show_ready()
        else:
            self._ask()

    def _not_opened(self, trouble: Refusal | Unavailable) -> None:
        self._opening = False
        self._waiting = None
        self._place.show_unavailable(str(trouble))

    def _ask(self) -> None:
        if self._waiting is None:
            return
        login, password = self._waiting
        self._waiting = None
        desk = self._desk

        def ask() -> Actor:
            actor: Actor = desk.people.sign_in(login, password)
            return actor

        self._jobs.run(ask).then(self._signed_in).otherwise(self._not_signed_in).start()

    def _signed_in(self, actor: Actor) -> None:
        self._place.show_ready()
        self._entered(self._desk, actor)

    def _not_signed_in(self, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, OwnersUpgrade):
            self._place.show_told(str(trouble))
            self._place.offer_upgrade(self._upgrade is not None)
        elif isinstance(trouble, Refusal):
            self._place.show_problem(str(trouble))
        else:
            self._place.show_unavailable(str(trouble))
