"""How a long work on old papers tells how far it is, and hears that it was called off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from app.retention.commands import CalledOff, Tell

T = TypeVar("T")


def telling(tell: Tell, what: str, pieces: Iterable[T], whole: int) -> Iterator[T]:
    """Go through a work piece by piece, telling how far it is; raises ``CalledOff``."""
    for done, piece in enumerate(pieces):
        if not tell(what, done, whole):
            raise CalledOff("已取消，没有留下文件，数据没有改动。")
        yield piece
