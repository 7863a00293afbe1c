"""What may be done with old papers in each view, by whom, and with which row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.retention.models import Disposal, DisposalState, Group
from ui.screens.old_papers.presenter import OldPapersPresenter

DUE, DISPOSALS, HOLDS, TERMS = range(4)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The view that is shown and the row chosen in it; ``reader`` is the staff id of who looks."""

    view: int
    row: Any
    reader: int


def offered(shown: Shown, presenter: OldPapersPresenter) -> dict[str, bool]:
    """Say of each act whether it is offered."""
    view, row = shown.view, shown.row
    some = any(each.due for each in presenter.papers.groups)
    return {
        "export": view == DUE and presenter.appraises and isinstance(row, Group) and row.due > 0,
        "export_all": view == DUE and presenter.appraises and some,
        "propose": view == DISPOSALS and presenter.appraises,
        **_with_disposal(row if isinstance(row, Disposal) else None, presenter, shown.reader),
        "hold": view == HOLDS and presenter.appraises,
        "lift": view == HOLDS and presenter.appraises and row is not None,
        "term": view == TERMS and presenter.sets_terms and row is not None,
    }


def _with_disposal(disposal: Disposal | None, presenter: OldPapersPresenter, reader: int) -> dict[str, bool]:
    waits = disposal is not None and disposal.state is DisposalState.PROPOSED
    mine = disposal is not None and disposal.proposed_by == reader
    return {
        "agree": waits and presenter.approves and not mine,
        "decline": waits and presenter.approves and not mine,
        "withdraw": waits and mine,
        "register": disposal is not None and disposal.register is not None,
        "destroy": disposal is not None and disposal.state is DisposalState.APPROVED and presenter.appraises,
    }
