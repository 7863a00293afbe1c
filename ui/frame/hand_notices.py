"""What one is told of handovers on signing in, and while he sits: away, back, to take over, to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from app.custody.worklist import View
from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.people.halves import span_words
from app.people.models import Actor
from app.posts.commands import EndAbsence
from app.posts.hand_overview import HandoverLine, Told
from app.posts.hand_papers import Hand
from app.posts.hand_standing import Turn, paper_to_sign
from app.posts.models import Absence
from ui.frame.opened import Opened
from ui.jobs import Jobs
from ui.parts.banner import Notice

LATER_MS = 15_000
_ON_THE_PAGE = ("away", "back")  # told where it can be acted on, whenever it comes
LOOK, GO, BACK = "Alt+H", "Alt+O", "Alt+B"


@dataclass(frozen=True, kw_only=True)
class _News:
    """A notice, and what it is known by, so that it is told once."""

    key: tuple[object, ...]
    notice: Notice


class Window(Protocol):
    """What is asked of the window."""

    def current(self) -> Opened | None:
        """Return the screen that is shown."""

    def go_to(self, key: str, arguments: Mapping[str, Any]) -> None:
        """Open a screen."""

    def toast(self, text: str, undo: Callable[[], None] | None) -> None:
        """Tell what was done."""


class HandNotices(QObject):
    """Looks when asked; the first time all is told on the page, one after the other, later as it comes."""

    def __init__(
        self, parent: QObject, desk: Desk, actor: Actor, jobs: Jobs, window: Callable[[], Window]
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actor = actor
        self._jobs = jobs
        self._window = window
        self._known: set[tuple[object, ...]] = set()
        self._waiting: list[Notice] = []
        self._looked = False
        self._greeting: tuple[str, int] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.look)

    def look(self) -> None:
        """Ask in the worker what there is to tell."""
        ask = partial(self._desk.handovers.overview.told, self._actor)
        self._jobs.run(ask).then(self._tell).otherwise(self._be_quiet).start()

    def look_later(self) -> None:
        """Look in a moment: one look answers many changes."""
        if not self._later.isActive():
            self._later.start()

    def greet(self, words: str, waiting: int) -> None:
        """Tell for whom one stands in now, together with what is to be taken over of it."""
        self._greeting = (words, waiting)
        if self._looked:
            self.look()

    def _be_quiet(self, _trouble: Refusal | Unavailable) -> None:
        """Say nothing: what cannot be read now is read with the next change."""

    def _tell(self, told: Told) -> None:
        first, self._looked = not self._looked, True
        greeting = self._greeted(told)
        news = [each for each in self._news(told) if each.key not in self._known]
        self._known.update(each.key for each in news)
        for each in news:
            if first or each.key[0] in _ON_THE_PAGE:
                self._waiting.append(each.notice)
            else:
                self._window().toast(each.notice.text, None)
        if greeting is not None:
            self._waiting.insert(0, greeting)
        self._show_next(at_once=greeting is not None or (first and bool(news)))

    def _greeted(self, told: Told) -> Notice | None:
        """Return the greeting of whom one stands in for, with what it has to take over."""
        if self._greeting is None:
            return None
        (words, waiting), self._greeting = self._greeting, None
        turns = [each for each in told.turns if each.turn in (Turn.TAKE, Turn.MAKE) and each.hand is Hand.B]
        self._known.update(_key_of(each) for each in turns)
        one = {"absence": int(turns[0].absence.id)} if len(turns) == 1 else {}
        behalf = self._opening("work_list", view=View.BEHALF) if waiting else None
        return Notice(
            text=words + "".join(f"{_turn_words(each)}。" for each in turns),
            kind="told",
            act_name="打开代A岗" if behalf else "",
            act=behalf,
            act_key=GO if behalf else "",
            other_name="看交接",
            other=self._opening("handovers", **one),
            other_key=LOOK,
        )

    def _news(self, told: Told) -> Iterator[_News]:
        if told.away is not None:
            yield _News(key=("away", told.away.absence.id), notice=self._away(told.away))
        if told.back is not None:
            yield _News(key=("back", told.back.absence.id), notice=self._back(told.back, told))
        for line in told.turns:
            notice = Notice(
                text=f"{_turn_words(line)}。",
                kind="told",
                act_name="看交接",
                act=self._opening("handovers", absence=int(line.absence.id)),
                act_key=LOOK,
            )
            yield _News(key=_key_of(line), notice=notice)
        for absence in told.declined:
            yield _News(key=("declined", absence.id), notice=self._declined(absence))

    def _declined(self, absence: Absence) -> Notice:
        span = f"{absence.reason.value}，{span_words(absence.starts, absence.until)}"
        return Notice(
            text=f"{absence.decided_by_name}没有批准您的离岗（{span}）：{absence.opinion}",
            kind="warning",
            act_name="看离岗",
            act=self._opening("posts", absence=int(absence.id)),
            act_key=LOOK,
        )

    def _away(self, line: HandoverLine) -> Notice:
        absence = line.absence
        span = f"{absence.reason.value}，{span_words(absence.starts, absence.until)}"
        by_other = absence.entered_by != int(self._actor.id)
        begins = f"{absence.entered_by_name}登记了您离岗（{span}）" if by_other else f"您在离岗中（{span}）"
        stands = f"，由{line.receiver_name}顶岗" if line.receiver_name else "，还没有人顶岗"
        return Notice(
            text=f"{begins}{stands}。已经在岗的，请登记返岗。",
            kind="warning",
            act_name="登记返岗",
            act=partial(self._end, absence),
            act_key=BACK,
            other_name="看交接",
            other=self._opening("handovers", absence=int(absence.id)),
            other_key=LOOK,
        )

    def _back(self, line: HandoverLine, told: Told) -> Notice:
        absence = line.absence
        span = span_words(absence.starts, absence.until)
        done = f"{'、'.join(told.done_by)}代办{told.done}笔" if told.done else "没有代办记录"
        wants = f"{line.turn.value}后交还结束" if line.turn is not None else line.standing.waits
        return Notice(
            text=f"您离岗期间（{span}）{done}。{wants}。",
            kind="told",
            act_name="看交接",
            act=self._opening("handovers", absence=int(absence.id)),
            act_key=LOOK,
        )

    # --- doing and showing

    def _end(self, absence: Absence) -> None:
        command = EndAbsence(absence=absence.id, version=absence.version)
        work = partial(self._desk.absences.end, self._actor, command)
        self._jobs.run(work).then(self._ended).otherwise(self._not_ended).start()

    def _ended(self, _absence: Absence) -> None:
        self._window().toast("已登记返岗，顶岗即止。", None)
        self.look()

    def _not_ended(self, trouble: Refusal | Unavailable) -> None:
        self._waiting.insert(0, Notice(text=str(trouble)))
        self._show_next(at_once=True)

    def _opening(self, key: str, **arguments: Any) -> Callable[[], None]:
        return partial(self._go_to, key, arguments)

    def _go_to(self, key: str, arguments: dict[str, Any]) -> None:
        self._window().go_to(key, arguments)

    def _show_next(self, *, at_once: bool = False) -> None:
        """Show the next notice when the page has no other to show, or at once in its place."""
        here = self._window().current()
        if not self._waiting or here is None:
            return
        banner = here.page.banner
        if at_once or not banner.notice.text:
            here.page.show_notice(self._waiting.pop(0))
        if self._waiting:
            banner.closed.connect(self._show_after, Qt.ConnectionType.SingleShotConnection)

    def _show_after(self) -> None:
        self._show_next()


def _key_of(line: HandoverLine) -> tuple[object, ...]:
    return ("turn", line.absence.id, line.turn)


def _turn_words(line: HandoverLine) -> str:
    name = line.absence.staff_name
    match line.turn:
        case Turn.TAKE if line.waiting:
            return f"{name}的交接单待您接收{line.waiting}项"
        case Turn.TAKE:
            return f"{name}的交接单有您提出异议的事项"
        case Turn.MAKE if line.absence.sudden:
            return f"{name}突发离岗，待您按记录补出交接单"
        case Turn.MAKE:
            return "您的离岗待出具交接单"
        case Turn.RETURN:
            return f"{name}已返岗，待出具返岗交还单"
        case _:
            return f"{name}离岗的{paper_to_sign(line.standing).value}等您签字"
