"""The guided path at work: its page and who answers for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.cases.models import Case, CaseId
from app.denials.models import DenialId
from ui.context import Context
from ui.screens.denials.path import PathView
from ui.screens.denials.triage import PathPresenter, Weighed


class PathDesk(QObject):
    """``shown`` tells that the path is open, ``ended`` that its case went one of the ways.

    ``form_asked`` wants a case's form, ``denial_asked`` a denial.
    """

    shown = Signal()
    ended = Signal()
    form_asked = Signal(object)
    denial_asked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.page = PathView()
        self.presenter = PathPresenter(self, context)
        self.page.asked.connect(self.presenter.find)
        self.page.picked.connect(self._picked)
        self.page.chosen.connect(self._chosen)

    def begin(self) -> None:
        """Ask for a case."""
        self.presenter.begin()

    def open(self, case: CaseId) -> None:
        """Weigh the ways of a case."""
        self.presenter.open(case)

    def again(self) -> None:
        """Weigh the ways anew."""
        self.presenter.again()

    def close_list(self) -> bool:
        """Put the found cases away; False where none were offered."""
        open_now = self.page.finder.is_open
        self.page.finder.close_list()
        return open_now

    # --- what the presenter asks

    def show_path(self, weighed: Weighed | None) -> None:
        """Show the five ways of a case, or ask for one."""
        self.shown.emit()
        if weighed is None:
            self.page.show_case(None)
        else:
            self.page.show_case(weighed.case, weighed.party, weighed.closed)

    def offer_cases(self, found: tuple[Case, ...]) -> None:
        """Show the cases that were found."""
        self.page.offer(found)

    def begin_form(self, case: CaseId) -> None:
        """Begin the form of a case."""
        self.form_asked.emit(case)

    def show_denial(self, denial: DenialId) -> None:
        """Show the denial a case has already."""
        self.denial_asked.emit(denial)

    def end_path(self) -> None:
        """Leave the path of a case that went one of the ways."""
        self.ended.emit()

    def _chosen(self, key: str) -> None:
        if self.presenter.weighed is None:
            self.page.finder.setFocus()
        else:
            self.presenter.choose(key)

    def _picked(self, case: Case) -> None:
        self.page.finder.close_list()
        self.presenter.open(case.id)
