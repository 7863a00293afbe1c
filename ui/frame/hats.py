"""For whom one may act now (代某某办理): who is offered, until when, and when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import local
from app.desk import Desk
from app.errors import NotAllowed, Refusal, Unavailable
from app.office.touching import Touched, concerns, moves_work
from app.people.halves import is_half
from app.people.models import Actor, Behalf
from app.people.permissions import Right, may
from app.posts.models import AbsenceId
from ui.context import Command
from ui.frame.page import Page
from ui.jobs import Explain, Jobs
from ui.parts.banner import Notice

LOOK_MS = 60_000
COME_BACK = "回到本人"
_NOON = 12


@dataclass(frozen=True, kw_only=True)
class Hat:
    """For whom one may act, and the first moment at which that one is back (None: not known)."""

    behalf: Behalf
    until: datetime | None

    @property
    def badge(self) -> str:
        """What the title bar shows while it is on."""
        return f"代 {self.behalf.name} {until_words(self.until)}"

    @property
    def title(self) -> str:
        """What menu and palette call it."""
        return f"代{self.behalf.name}办理（{until_words(self.until)}）"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """For whom one may act now, and how much waits there; ``person`` is who asked, as he stands now."""

    hats: tuple[Hat, ...]
    waiting: int = 0
    person: Actor | None = None

    def of(self, actor: Actor) -> Hat | None:
        """Return the hat the actor wears, None where he wears none that still holds."""
        worn = actor.behalf
        return next((each for each in self.hats if worn and each.behalf.staff == worn.staff), None)


def until_words(until: datetime | None) -> str:
    """Return the last half day of an absence in short: 至11-28, 至11-28上午, 至返岗."""
    if until is None:
        return "至返岗"
    last = local(until - timedelta(seconds=1))
    words = f"至{last.month}-{last.day:02d}"
    if not is_half(until):
        return f"{words} {local(until):%H:%M}"
    return f"{words}上午" if local(until).hour == _NOON else words


def read_offer(desk: Desk, actor: Actor) -> Offer:
    """Return for whom the person behind the actor may act, and how many items wait there."""
    person = desk.people.by_himself(actor)
    hats = tuple(
        Hat(behalf=each, until=desk.absences.get(person, AbsenceId(each.absence)).until)
        for each in desk.people.standing_in(person)
    )
    waiting = 0
    if hats and may(person, Right.SEE_TASKS):
        waiting = desk.work_list.waiting_on_behalf(person)
    return Offer(hats=hats, waiting=waiting, person=person)


class Hats(QObject):
    """Looks once a minute and when asked; ``offered`` tells what changed, ``told`` the sentence of a new one.

    ``lost`` says that the hat worn no longer holds, once for each; ``sees_else`` that one's reach is another.
    """

    offered = Signal(object)
    sees_else = Signal()
    told = Signal(str, int)
    lost = Signal(str)

    def __init__(self, parent: QObject, desk: Desk, actor: Actor, jobs: Jobs) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor = actor
        self._jobs = jobs
        self._offer = Offer(hats=())
        self._known: set[int] = set()
        self._gone = 0
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def offer(self) -> Offer:
        """Return what is offered now."""
        return self._offer

    def concerns(self, touched: Touched | None) -> bool:
        """Tell whether the person, or one for whom he may act, sees what others touched; in doubt he does."""
        person = self._offer.person
        absent = [int(each.behalf.staff) for each in self._offer.hats]
        return person is None or any(concerns(each, absent, touched) for each in (person, self._actor))

    def moves_work(self, touched: Touched | None) -> bool:
        """Tell whether what others touched can have changed the person's work list; in doubt it has."""
        absent = [int(each.behalf.staff) for each in self._offer.hats]
        return self._offer.person is None or moves_work(self._actor, absent, touched)

    def look_after(self, touched: Touched | None) -> None:
        """Look where what others touched can have changed the person's work list."""
        if self.moves_work(touched):
            self.look()

    def wear(self, actor: Actor) -> None:
        """Look from now on with the eyes of the actor, who put a hat on or took one off."""
        self._actor = actor
        self._gone = 0
        self.offered.emit(self._offer)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask in the worker for whom one may act."""
        if not self._looking:
            self._looking = True
            job = self._jobs.run(partial(read_offer, self._desk, self._actor))
            job.then(self._take).otherwise(self._be_quiet).start()

    def _take(self, offer: Offer) -> None:
        self._looking = False
        before, self._offer = self._offer, offer
        if offer.hats != before.hats:
            self.offered.emit(offer)
        if before.person and (offer.person, offer.hats) != (before.person, before.hats):
            self.sees_else.emit()
        new = [each for each in offer.hats if each.behalf.absence not in self._known]
        self._known.update(each.behalf.absence for each in new)
        if new and self._actor.behalf is None:
            self.told.emit(_greeting(new, offer.waiting), offer.waiting)
        worn = self._actor.behalf
        if worn is not None and offer.of(self._actor) is None and self._gone != worn.absence:
            self._gone = worn.absence
            self.lost.emit(f"现在不再由您代{worn.name}办理，请以本人身份继续；已存的草稿都保留。")

    def _be_quiet(self, _trouble: Refusal | Unavailable) -> None:
        self._looking = False  # the next minute asks again


def _greeting(new: list[Hat], waiting: int) -> str:
    names = "、".join(f"{each.behalf.name}（{until_words(each.until)}）" for each in new)
    work = f"有 {waiting} 件代办" if waiting else "眼下没有代办"
    return f"{names}离岗，由您顶岗，{work}。代为办理的，文书和台账都写明代谁。"


def commands_of_hats(offer: Offer, actor: Actor, ask: Callable[[int], None]) -> tuple[Command, ...]:
    """Return what the palette offers: each hat that is not on, and coming back where one is (0: oneself)."""
    on = actor.behalf.staff if actor.behalf else 0
    back = (Command(title=f"{COME_BACK}：{actor.name}", run=partial(ask, 0), icon="user", kind="身份"),)
    others = tuple(
        Command(title=each.title, run=partial(ask, int(each.behalf.staff)), icon="posts", kind="身份")
        for each in offer.hats
        if each.behalf.staff != on
    )
    return (*back, *others) if on else others


def explaining(page: Page, actor: Actor, ask: Callable[[int], None]) -> Explain:
    """Return what explains troubles on the page: with a hat on, what is not allowed offers to come back."""

    def explain(trouble: Refusal | Unavailable, retry: Callable[[], None]) -> None:
        if actor.behalf is not None and isinstance(trouble, NotAllowed):
            page.show_notice(Notice(text=str(trouble), act_name=COME_BACK, act=partial(ask, 0)))
        else:
            page.explain(trouble, retry)

    return explain
