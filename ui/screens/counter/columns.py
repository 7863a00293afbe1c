"""The three columns of the counter: applicant, materials, and the clock over the papers."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.counter.applicant import ApplicantPanel
from ui.screens.counter.materials import MaterialsCard
from ui.screens.counter.standing import ClockCard, PapersCard

_LEFT, _RIGHT = 372, 296
_LEFT_WIDE, _RIGHT_WIDE = 440, 400
_WIDE = 1500


class CaseColumns(QWidget):
    """Gives the sides more room on a wide screen."""

    def __init__(
        self, applicant: ApplicantPanel, materials: MaterialsCard, clock: ClockCard, papers: PapersCard
    ) -> None:
        super().__init__()
        self._left: QWidget = applicant
        self._right: tuple[QWidget, ...] = (clock, papers)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(clock)
        right.addWidget(papers, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(applicant)
        columns.addWidget(materials, 1)
        columns.addLayout(right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._left.setFixedWidth(_LEFT_WIDE if wide else _LEFT)
        for part in self._right:
            part.setFixedWidth(_RIGHT_WIDE if wide else _RIGHT)
