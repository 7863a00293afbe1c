"""The tick list of materials as a model: one key a status, a fault said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.cases.models import CaseMaterial, MaterialStatus

Index = QModelIndex | QPersistentModelIndex
MATERIAL_ROLE = Qt.ItemDataRole.UserRole + 1
LOCKED_ROLE = Qt.ItemDataRole.UserRole + 2
PLEDGED_ROLE = Qt.ItemDataRole.UserRole + 3
PLEDGED = "以告知承诺代替"
STATUS_KEYS = {
    "Y": MaterialStatus.PRESENT,
    "N": MaterialStatus.MISSING,
    "G": MaterialStatus.SHARED,
    "X": MaterialStatus.FAULTY,
}
STATUS_ROLES = {
    MaterialStatus.PRESENT: "on_time",
    MaterialStatus.MISSING: "soon",
    MaterialStatus.SHARED: "provisional",
    MaterialStatus.FAULTY: "late",
}
_NO_INDEX = QModelIndex()


class TickRows(QAbstractListModel):
    """The materials of a case; ``ticked`` is said after every change by hand."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CaseMaterial, ...] = ()
        self._locked = False
        self._pledged: frozenset[str] = frozenset()

    @property
    def locked(self) -> bool:
        """Say whether the materials can only be looked at."""
        return self._locked

    @property
    def materials(self) -> tuple[CaseMaterial, ...]:
        """Return the materials as ticked."""
        return self._rows

    def show_materials(
        self,
        rows: tuple[CaseMaterial, ...],
        *,
        locked: bool = False,
        pledged: frozenset[str] = frozenset(),
    ) -> None:
        """Show materials; locked ones can only be looked at, for ``pledged`` ones an undertaking stands."""
        self.beginResetModel()
        self._rows = rows
        self._locked = locked
        self._pledged = pledged
        self.endResetModel()

    def set_status(self, place: int, status: MaterialStatus) -> bool:
        """Tick one material; False where nothing may be changed."""
        if self._locked or not 0 <= place < len(self._rows):
            return False
        now = self._rows[place]
        fault = now.fault if status is MaterialStatus.FAULTY else ""
        self._put(place, replace(now, status=status, fault=fault))
        return True

    def set_all_present(self) -> None:
        """Tick everything present that is not shared by government."""
        for place, row in enumerate(self._rows):
            if row.status is not MaterialStatus.SHARED:
                self.set_status(place, MaterialStatus.PRESENT)

    def counts(self) -> dict[MaterialStatus, int]:
        """Return how many materials have each status."""
        return {status: sum(row.status is status for row in self._rows) for status in MaterialStatus}

    def is_pledged(self, row: CaseMaterial) -> bool:
        """Say whether a 告知承诺书 stands for a material that is not there."""
        absent = row.status in (MaterialStatus.MISSING, MaterialStatus.FAULTY)
        return absent and row.name in self._pledged

    def pledged(self) -> int:
        """Return for how many materials a 告知承诺书 stands."""
        return sum(self.is_pledged(row) for row in self._rows)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of materials."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a material, its words, or its fault."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (MATERIAL_ROLE, LOCKED_ROLE, PLEDGED_ROLE):
            return {MATERIAL_ROLE: row, LOCKED_ROLE: self._locked}.get(role, self.is_pledged(row))
        texts = {
            int(Qt.ItemDataRole.DisplayRole): row.name,
            int(Qt.ItemDataRole.AccessibleTextRole): "，".join(
                filter(None, (row.name, row.status.value, row.fault, PLEDGED * self.is_pledged(row)))
            ),
            int(Qt.ItemDataRole.EditRole): row.fault,
            int(Qt.ItemDataRole.ToolTipRole): "\n".join(filter(None, (row.name, quantity(row), row.remark))),
        }
        return texts.get(int(role))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what is wrong with a material."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self._locked:
            return False
        row = self._rows[index.row()]
        self._put(index.row(), replace(row, fault=str(value).strip(), status=MaterialStatus.FAULTY))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that a material can be chosen, and its fault edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain if self._locked else plain | Qt.ItemFlag.ItemIsEditable

    def _put(self, place: int, row: CaseMaterial) -> None:
        if self._rows[place] == row:
            return
        self._rows = (*self._rows[:place], row, *self._rows[place + 1 :])
        self.dataChanged.emit(self.index(place, 0), self.index(place, 0))
        self.ticked.emit()


def quantity(row: CaseMaterial) -> str:
    """Return form, copies, medium and source of a material: 主要 · 原件1份 · 纸质 · 申请人自备."""
    main = "主要" if row.main else "次要"
    return " · ".join(filter(None, (main, f"{row.form}{row.copies}份", row.medium, row.source)))
