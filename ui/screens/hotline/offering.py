"""What the palette offers of the queue: its views, how it is shown, and the acts of the order that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from app.hotline.queue import QueueView
from ui.context import Command
from ui.screens.acts import Act, open_commands
from ui.screens.hotline.filtering import CLEAR_KEY, FILTER_KEY
from ui.screens.hotline.look import LOOK_COMMAND
from ui.screens.hotline.presenter import HotlinePresenter
from ui.screens.hotline.queue_bar import SORT_KEY, TURN_KEY
from ui.screens.hotline.reading import LET_GO_KEY
from ui.screens.hotline.words import LETTERS

NEXT_KEY = "Alt+N"


def view_commands(go_to: Callable[[int], None]) -> tuple[Command, ...]:
    """Return the views with their digits."""
    return tuple(
        Command(title=f"12345工单：{view.value}", run=partial(go_to, place), key=str(place + 1), icon="hotline")
        for place, view in enumerate(QueueView)
    )


def queue_commands(presenter: HotlinePresenter, columns: Callable[[], None]) -> tuple[Command, ...]:
    """Return what is done with the queue as a whole."""
    return (
        Command(title="登记工单", run=presenter.registering.begin, key="Ctrl+N", icon="plus"),
        Command(title="领办下一件", run=presenter.take_next, key=NEXT_KEY, icon="hotline"),
        Command(title="放下正在办理的工单", run=presenter.let_go, key=LET_GO_KEY, icon="undo"),
        Command(title="筛选工单", run=presenter.ask_filter, key=FILTER_KEY, icon="search"),
        Command(title="去掉筛选条件", run=presenter.clear_filter, key=CLEAR_KEY, icon="close"),
        Command(title="工单换一种排序", run=presenter.sort_on, key=SORT_KEY, icon="down"),
        Command(title="工单倒过来排", run=presenter.turn, key=TURN_KEY, icon="up"),
        Command(title="选择工单的列", run=columns, key=LOOK_COMMAND, icon="edit"),
        Command(title="标记视图里的工单", run=presenter.mark_all, key="Ctrl+A", icon="done"),
    )


def act_commands(acts: Iterable[Act], do: Callable[[str], None]) -> tuple[Command, ...]:
    """Return the open ones of an order's acts with their keys."""
    return open_commands(acts, do, LETTERS, "hotline")
