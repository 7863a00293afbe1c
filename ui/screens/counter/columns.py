"""The columns of the counter: applicant, materials, and the clock over the papers."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.segments import Segments
from ui.screens.counter.applicant import ApplicantPanel
from ui.screens.counter.materials import MaterialsCard
from ui.screens.counter.standing import ClockCard, PapersCard

_LEFT_NARROW = 320
_LEFT, _RIGHT = 372, 296
_LEFT_WIDE, _RIGHT_WIDE = 440, 400
_WIDE, _NARROW = 1500, 1000
_LEAST_WIDE, _LEAST_HIGH = 720, 240
_MATERIALS, _STANDING = "申请材料", "期限和文书"
_ANY_WIDTH = 16_777_215


class CaseColumns(QWidget):
    """Three columns; on a narrow screen materials and clock take turns."""

    def __init__(
        self, applicant: ApplicantPanel, materials: MaterialsCard, clock: ClockCard, papers: PapersCard
    ) -> None:
        super().__init__()
        self._left = applicant
        self._materials = materials
        self._standing = QWidget()
        self._turn = Segments((_MATERIALS, _STANDING))
        self._turn.set_value(_MATERIALS)
        self._turn.chosen.connect(self._show_parts)
        standing = QVBoxLayout(self._standing)
        standing.setContentsMargins(0, 0, 0, 0)
        standing.setSpacing(12)
        standing.addWidget(clock)
        standing.addWidget(papers, 1)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(materials, 1)
        beside.addWidget(self._standing)
        rest = QVBoxLayout()
        rest.setSpacing(8)
        rest.addWidget(self._turn)
        rest.addLayout(beside, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(applicant)
        columns.addLayout(rest, 1)
        self._turn.hide()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the narrow form; every part scrolls by itself."""
        return QSize(_LEAST_WIDE, _LEAST_HIGH)

    def to_materials(self) -> None:
        """Go to the materials."""
        self._turn.set_value(_MATERIALS)
        self._show_parts()
        self._materials.setFocus()

    def to_standing(self) -> None:
        """Have the clock and the papers in sight."""
        self._turn.set_value(_STANDING)
        self._show_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        wide, narrow = self.width() >= _WIDE, self.width() < _NARROW
        self._left.setFixedWidth(_LEFT_WIDE if wide else _LEFT_NARROW if narrow else _LEFT)
        self._standing.setMinimumWidth(0 if narrow else _RIGHT_WIDE if wide else _RIGHT)
        self._standing.setMaximumWidth(_ANY_WIDTH if narrow else _RIGHT_WIDE if wide else _RIGHT)
        self._turn.setVisible(narrow)
        self._show_parts()

    def _show_parts(self, _chosen: str = "") -> None:
        narrow = self.width() < _NARROW
        self._materials.setVisible(not narrow or self._turn.value() == _MATERIALS)
        self._standing.setVisible(not narrow or self._turn.value() == _STANDING)
