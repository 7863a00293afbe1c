"""What else can be begun from the queue's title line and the palette; each names who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.people.models import Actor
from app.people.permissions import Right, may
from ui.context import Context

Begin = Callable[[QWidget, Context, Callable[[], None]], None]


@dataclass(frozen=True, kw_only=True)
class Tool:
    """Something begun over the queue: ``begin`` is given the screen, its context, and the reading anew."""

    key: str
    title: str
    shortcut: str
    icon: str
    right: Right
    begin: Begin


TOOLS: tuple[Tool, ...] = ()


def tools_of(actor: Actor) -> tuple[Tool, ...]:
    """Return what the person may begin."""
    return tuple(tool for tool in TOOLS if may(actor, tool.right))
