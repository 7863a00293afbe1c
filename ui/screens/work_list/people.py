"""What a division head has beside the list: his people, one of them read, and the dialog that reassigns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.custody.commands import Candidate
from app.custody.loads import DivisionLoad, PersonLoad
from app.custody.worklist import WorkItem
from ui.context import Context
from ui.screens.work_list.assigning import AssignDialog
from ui.screens.work_list.heads import HeadsPresenter
from ui.screens.work_list.load import LoadList, LoadPane

TITLE = "处室负荷"


class People(QObject):
    """His people; ``opened`` names one to look into, ``changed`` that items changed hands: the first."""

    opened = Signal(object)
    changed = Signal(str)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._parent = parent
        self._presenter = HeadsPresenter(self, context)
        self._asking: AssignDialog | None = None
        self.list = LoadList()
        self.pane = LoadPane()
        self.list.table.chosen.connect(self._presenter.choose)
        self.list.table.opened.connect(self.opened)
        self.pane.open_asked.connect(self._open_chosen)
        self.pane.reassign_asked.connect(self._presenter.reassign_due)

    @property
    def allowed(self) -> bool:
        """Whether the person heads a division."""
        return self._presenter.allowed

    def read(self) -> None:
        """Read how the division stands."""
        self._presenter.read()

    def reassign(self, items: tuple[WorkItem, ...] | None = None) -> None:
        """Begin to give items to another; None: what falls due while the one at hand is away."""
        if items is None:
            self._presenter.reassign_due()
        else:
            self._presenter.reassign(items)

    # --- what the presenter asks

    def show_load(self, load: DivisionLoad) -> None:
        """Show how the division stands."""
        self.list.show_load(load)

    def show_person(self, load: PersonLoad, due: tuple[WorkItem, ...]) -> None:
        """Show one of the people."""
        self.pane.show_person(load, due)

    def ask_assign(self, items: tuple[WorkItem, ...], candidates: tuple[Candidate, ...]) -> None:
        """Ask to whom items go, and why."""
        submit: Callable[[str, str], None] = partial(self._presenter.submit, items)
        self._asking = AssignDialog(self._parent, items, candidates, submit)
        self._asking.open()

    def assign_refused(self, problem: str) -> None:
        """Say why nothing was reassigned."""
        if self._asking is not None:
            self._asking.say(problem)

    def assigned(self, subject: str) -> None:
        """Put the dialog away: everything is read again, the item (the first of them) stays at hand."""
        if self._asking is not None:
            self._asking.accept()
            self._asking.deleteLater()
            self._asking = None
        self.changed.emit(subject)

    def _open_chosen(self) -> None:
        if (person := self.list.table.current_row()) is not None:
            self.opened.emit(person)
