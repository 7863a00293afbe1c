"""An act that is sent twice is done once: its request key goes with it, its answer is kept with what it did.

The key is made when the act begins and stands until an answer comes. Where none came (the line broke while it
was being saved), the same person's next sending of the same act goes with the same key, and is answered from
what was kept; another sending is held back once, so that he hears that the first was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import uuid4
from weakref import WeakKeyDictionary

from app.errors import Refusal, Unavailable

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")
A = TypeVar("A", bound="Somebody")
U = TypeVar("U", bound="_Keeping")


class DoneBefore(Refusal):
    """What was sent before without an answer was done after all; what was sent now is not done yet."""


class RequestTaken(Refusal):
    """The request key stands for another act."""


class Requests(Protocol):
    """The request keys of the archive and what was answered."""

    def begin(self, key: str, act: str, staff: int) -> bool:
        """Keep a key from now on; False where it was kept before, when this was done."""
        ...

    def was_done(self, key: str) -> bool:
        """Say whether something was done with the key."""
        ...

    def answer(self, key: str, act: str) -> Any:
        """Return what was answered; raises ``RequestTaken`` where the key stands for another act."""
        ...

    def answered(self, key: str, answer: Any) -> None:
        """Keep what is answered."""
        ...


class Somebody(Protocol):
    """Who acts."""

    @property
    def id(self) -> int:
        """The key of his staff record."""
        ...


class _Keeping(Protocol):
    @property
    def requests(self) -> Requests: ...


class _Answered(Exception):
    """The same was done before, and this was its answer."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer


@dataclass(frozen=True)
class _Sent:
    """What was sent: its key, what was asked, and the keys of what was sent before and not answered."""

    key: str
    asked: object
    doubts: tuple[str, ...] = ()


class Asked:
    """One act on its way: the unit of work it opens stays open until its answer is kept in it."""

    def __init__(self, sent: _Sent, act: str, staff: int) -> None:
        self._sent = sent
        self._act = act
        self._staff = staff
        self._open = ExitStack()
        self._unit: Any = None

    @contextmanager
    def joined(self, opened: Callable[[], AbstractContextManager[U]]) -> Iterator[U]:
        """Lend the act's one unit of work; what goes wrong in it undoes it at once."""
        try:
            if self._unit is None:
                self._begin(self._open.enter_context(opened()))
            yield self._unit
        except BaseException as error:
            self._unit = None
            self._open.__exit__(type(error), error, error.__traceback__)
            raise

    @property
    def unit(self) -> Any:
        """The unit of work that is open, None before and after."""
        return self._unit

    def keep(self, answer: Any) -> None:
        """Keep the answer with what was done, and close the unit of work."""
        with self._open:
            if self._unit is not None:
                self._unit.requests.answered(self._sent.key, answer)

    def _begin(self, unit: _Keeping) -> None:
        self._unit = unit
        if any(unit.requests.was_done(key) for key in self._sent.doubts):
            raise DoneBefore(
                "您上一次提交时连接中断，没有收到答复，但那一步其实已经办成。这一次填写的还没有提交："
                "请先刷新（F5）核对；确是另一件事的，请再提交一次。"
            )
        if not unit.requests.begin(self._sent.key, self._act, self._staff):
            raise _Answered(unit.requests.answer(self._sent.key, self._act))


_NOW: ContextVar[Asked | None] = ContextVar("asked", default=None)
_KEY: ContextVar[str] = ContextVar("request_key", default="")
_UNANSWERED: WeakKeyDictionary[object, dict[tuple[str, int], _Sent]] = WeakKeyDictionary()


def asked_now() -> Asked | None:
    """Return the act that is on its way in this thread."""
    return _NOW.get()


@contextmanager
def sent_as(key: str) -> Iterator[None]:
    """Send the next act with this key, which whoever sends it keeps himself."""
    before = _KEY.set(key)
    try:
        yield
    finally:
        _KEY.reset(before)


def once(method: Callable[Concatenate[S, A, P], R]) -> Callable[Concatenate[S, A, P], R]:
    """Make a use case one that is done once, however often it is sent."""
    act = method.__qualname__

    @wraps(method)
    def sending(room: S, actor: A, /, *given: P.args, **named: P.kwargs) -> R:
        if _NOW.get() is not None:
            return method(room, actor, *given, **named)
        left, spot = _UNANSWERED.setdefault(room, {}), (act, int(actor.id))
        sent = _next(left.pop(spot, None), (given, named))
        try:
            return _send(Asked(sent, act, actor.id), lambda: method(room, actor, *given, **named))
        except Unavailable:
            left[spot] = sent
            raise

    sending.__dict__["done_once"] = act
    return sending


def _next(before: _Sent | None, asked: object) -> _Sent:
    """Return what is sent now, after what was sent before and not answered."""
    key = _KEY.get()
    if before is None:
        return _Sent(key or uuid4().hex, asked)
    if key == before.key or (not key and before.asked == asked):
        return before
    return _Sent(key or uuid4().hex, asked, (*before.doubts, before.key))


def _send(asked: Asked, do: Callable[[], R]) -> R:
    before = _NOW.set(asked)
    try:
        answer = do()
        asked.keep(answer)
    except _Answered as kept:
        answer = kept.answer
    finally:
        _NOW.reset(before)
    return answer
