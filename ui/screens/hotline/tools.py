"""What else can be begun from the queue's title line and the palette; each names who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.people.models import Actor
from app.people.permissions import Right, may
from ui.context import Command, Context
from ui.parts.buttons import Button
from ui.screens.hotline.directory_dialog import open_directory
from ui.screens.hotline.draws_dialog import DRAWS_KEY, open_draws
from ui.screens.hotline.exporting import EXPORT_KEY, open_export
from ui.screens.hotline.importing import IMPORT_KEY, open_import
from ui.screens.hotline.knowledge_dialog import open_knowledge
from ui.screens.hotline.papers import DAY_KEY, open_day_sheet
from ui.screens.hotline.talks import TALKS_KEY, open_talks

Begin = Callable[[QWidget, Context, Callable[[], None]], None]


@dataclass(frozen=True, kw_only=True)
class Tool:
    """Something begun over the queue: ``begin`` is given the screen, its context, and the reading anew.

    ``shown`` False leaves the title line its room: begun by its key, from the palette and from the menu 更多.
    Whoever holds ``right`` or one of the ``others`` may begin it.
    """

    key: str
    title: str
    shortcut: str
    icon: str
    right: Right
    begin: Begin
    shown: bool = True
    others: tuple[Right, ...] = ()


TOOLS: tuple[Tool, ...] = (
    Tool(
        key="import",
        title="导入",
        shortcut=IMPORT_KEY,
        icon="down",
        right=Right.DISPATCH_ORDER,
        begin=open_import,
    ),
    Tool(
        key="export",
        title="导出工单",
        shortcut=EXPORT_KEY,
        icon="up",
        right=Right.SEE_ORDERS,
        begin=open_export,
        shown=False,
    ),
    Tool(
        key="day_sheet",
        title="当日签收单",
        shortcut=DAY_KEY,
        icon="document",
        right=Right.DISPATCH_ORDER,
        begin=open_day_sheet,
        shown=False,
    ),
    Tool(
        key="draws",
        title="回访抽样",
        shortcut=DRAWS_KEY,
        icon="done",
        right=Right.CALL_BACK_ORDER,
        others=(Right.SUPERVISE_ORDER, Right.SEE_STATISTICS),
        begin=open_draws,
        shown=False,
    ),
    Tool(
        key="talks",
        title="约谈",
        shortcut=TALKS_KEY,
        icon="hotline",
        right=Right.HOLD_TALK,
        begin=open_talks,
    ),
    Tool(
        key="knowledge",
        title="知识库",
        shortcut="Alt+J",
        icon="catalogue",
        right=Right.SEE_ORDERS,
        begin=open_knowledge,
        shown=False,
    ),
    Tool(
        key="directory",
        title="职责目录",
        shortcut="Alt+D",
        icon="folder",
        right=Right.EDIT_DIRECTORY,
        begin=open_directory,
        shown=False,
    ),
)


class MoreTools(Button):
    """更多: the tools that have no button of their own, each with its key; ``chosen`` names one."""

    chosen = Signal(str)

    def __init__(self, tools: tuple[Tool, ...]) -> None:
        super().__init__("更多", "quiet")
        self.menu_of_tools = QMenu(self)
        for tool in (each for each in tools if not each.shown):
            line = self.menu_of_tools.addAction(f"{tool.title}\t{tool.shortcut}")
            line.triggered.connect(partial(self._choose, tool.key))
        self.clicked.connect(self._open)

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def _open(self) -> None:
        self.menu_of_tools.popup(self.mapToGlobal(self.rect().bottomLeft() + QPoint(0, 4)))


def tools_of(actor: Actor) -> tuple[Tool, ...]:
    """Return what the person may begin."""
    return tuple(tool for tool in TOOLS if any(may(actor, right) for right in (tool.right, *tool.others)))


def tool_commands(tools: tuple[Tool, ...], begin: Callable[[str], None]) -> tuple[Command, ...]:
    """Return the tools as the palette offers them; ``begin`` is given what is to be begun."""
    return tuple(
        Command(title=each.title, run=partial(begin, each.key), key=each.shortcut, icon=each.icon)
        for each in tools
    )
