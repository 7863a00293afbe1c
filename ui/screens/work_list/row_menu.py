"""The menu of a row of the work list: what the reading pane's buttons do, with their keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.custody.worklist import WorkItem
from ui.context import Command
from ui.screens.acts import LETTERS, looks
from ui.screens.work_list.presenter import WorkListPresenter
from ui.screens.work_list.reading import ANSWER
from ui.tables.row_menu import RowMenu


def offer_row_menu(
    menu: RowMenu,
    presenter: WorkListPresenter,
    trace: Callable[[], None],
    reassign: Callable[[], None] | None,
) -> None:
    """Offer an item's next act, opening it, and to a head giving it to another."""

    def acts(item: WorkItem) -> tuple[Command, ...] | None:
        reading = presenter.reading
        if reading is None or reading.item.subject != item.subject:
            return None
        found = [
            Command(title=each.title, run=partial(presenter.act, each.key), key=LETTERS.get(each.key, ""))
            for each in reading.acts
            if each.primary
        ]
        if reading.question is not None:
            found.append(Command(title="答复", run=partial(presenter.act, ANSWER), key="D"))
        else:
            found.append(Command(title="打开", run=presenter.open, key="Enter"))
        if reassign is not None:
            found.append(Command(title="改派", run=reassign, key="A"))
        covered = reading.view is not None and reading.view.uncovers and not reading.uncovered
        return (
            *found,
            *looks(presenter.uncover if covered else None, None if reading.proof is None else trace),
        )

    menu.offer(acts, lambda item: item.number)
