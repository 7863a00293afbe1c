"""The menu of a row of the work list: what the reading pane's buttons do, with their keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.custody.worklist import WorkItem
from ui.context import Command
from ui.dates.due import TRACE_KEY
from ui.screens.acts import LETTERS
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
        if reading.view is not None and reading.view.uncovers and not reading.uncovered:
            found.append(Command(title="显示完整信息", run=presenter.uncover, key="Alt+U"))
        if reading.proof is not None:
            found.append(Command(title="期限怎样推算", run=trace, key=TRACE_KEY))
        return tuple(found)

    menu.offer(acts, lambda item: item.number)
