"""The menu of an order in the queue: its open acts with their letters, and what else its row is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.context import Command
from ui.screens.acts import looks
from ui.screens.hotline.listing import QueueList
from ui.screens.hotline.offering import act_commands
from ui.screens.hotline.papers import PAPERS_KEY
from ui.screens.hotline.presenter import HotlinePresenter
from ui.screens.hotline.reading import LET_GO_KEY
from ui.screens.hotline.rows import Row


def offer_row_menu(
    queue: QueueList, presenter: HotlinePresenter, make_paper: Callable[[], None], trace: Callable[[], None]
) -> None:
    """Offer an order's acts on its row; of a marked one, those of all that are marked."""

    def act(row: Row, key: str) -> None:
        presenter.act(key, queue.marked if row.order.id in queue.marked else ())

    def acts(row: Row) -> tuple[Command, ...] | None:
        reading = presenter.reading
        if reading is None or reading.order.id != row.order.id:
            return None
        first = sorted(reading.acts, key=lambda each: not each.primary)
        found = list(act_commands(tuple(first), partial(act, row)))
        if reading.mine:
            found.append(Command(title="放下", run=presenter.let_go, key=LET_GO_KEY))
        found.append(Command(title="出具文书", run=make_paper, key=PAPERS_KEY))
        covered = reading.view.uncovers and not reading.uncovered
        return (
            *found,
            *looks(presenter.uncover if covered else None, None if reading.proof is None else trace),
        )

    queue.table.menu.offer(acts, lambda row: row.order.number)
