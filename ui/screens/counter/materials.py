"""The tick list on screen: Y, N, G and X tick the material at hand, A ticks them all."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from app.cases.counter import CaseView
from app.cases.models import MaterialStatus
from app.cases.next_acts import pledged
from app.forms.masking import GONE
from app.register.models import DocumentState
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.screens.counter.material_cell import MaterialCell, status_at
from ui.screens.counter.ticking import STATUS_KEYS, TickRows

_CHOOSE = ("先选事项", "选定事项后，材料逐项列在这里，一键勾选。")
_ASKS_NONE = ("没有申请材料", "来文、交办不收申请材料；办理情况写在办结的“说明”里。")

_DESTROYED = ("材料清单已销毁", "保管期满，随最后一件文书经鉴定审批销毁。")


class TickList(QListView):
    """The materials; Enter or F2 writes what is wrong with the one at hand."""

    def __init__(self, rows: TickRows) -> None:
        super().__init__()
        self._rows = rows
        self.setModel(rows)
        self._cells = MaterialCell(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName("申请材料")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.modelReset.connect(self._choose_first)
        self._cells.closeEditor.connect(self._edited)

    @property
    def is_writing(self) -> bool:
        """Say whether a fault is being written."""
        return self.state() is QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by letter; the rest walks."""
        if self.is_writing:
            return
        letter = event.text().upper()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and letter in STATUS_KEYS:
            self.tick(STATUS_KEYS[letter])
        elif plain and letter == "A":
            self._rows.set_all_present()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._write_fault()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on one of the four keys of the row."""
        index = self.indexAt(event.position().toPoint())
        status = status_at(QRectF(self.visualRect(index)), event.position()) if index.isValid() else None
        super().mousePressEvent(event)
        if status is not None:
            self.tick(status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break long names anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def tick(self, status: MaterialStatus) -> None:
        """Tick the material at hand and go to the next; a faulty one is described first."""
        here = self.currentIndex()
        if not here.isValid() or not self._rows.set_status(here.row(), status):
            return
        if status is MaterialStatus.FAULTY:
            self.edit(self.currentIndex())
        else:
            self._go_on()

    def _write_fault(self) -> None:
        if self.currentIndex().isValid() and self._rows.set_status(
            self.currentIndex().row(), MaterialStatus.FAULTY
        ):
            self.edit(self.currentIndex())

    def _edited(self, _editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if hint is QStyledItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on()

    def _go_on(self) -> None:
        following = self._rows.index(self.currentIndex().row() + 1, 0)
        if following.isValid():
            self.setCurrentIndex(following)

    def _choose_first(self) -> None:
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0, 0))


class MaterialsCard(QWidget):
    """The tick list with its counts and the key of each status."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = TickRows(self)
        self.list = TickList(self.rows)
        self._count = label("", "secondary")
        self._legend = _Legend()
        self._all = Button("全部具备", key="Alt+A")
        self._empty = Empty(*_CHOOSE, "document")

        self.rows.ticked.connect(self._changed)
        self.rows.modelReset.connect(self._show_count)
        self._all.clicked.connect(self.rows.set_all_present)

        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 8)
        head.setSpacing(10)
        head.addWidget(label("申请材料", "section"))
        head.addWidget(self._count, 1)
        head.addWidget(self._all)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._legend)
        column.addWidget(line())
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.setFocusProxy(self.list)
        self._show_count()

    def show_new(self) -> None:
        """Show that no matter is chosen yet."""
        self._empty.say(*_CHOOSE)
        self.rows.show_materials(())

    def show_case(self, view: CaseView, *, locked: bool, anew: bool) -> None:
        """Show a case's materials; the row at hand is kept but where the case is shown anew."""
        standing = (paper for paper in view.papers if paper.state is not DocumentState.VOID)
        place = 0 if anew else self.list.currentIndex().row()
        self._empty.say(*(_DESTROYED if view.case.applicant.name == GONE else _ASKS_NONE))
        self.rows.show_materials(view.case.materials, locked=locked, pledged=pledged(standing))
        if place > 0:
            self.list.setCurrentIndex(self.rows.index(place, 0))

    def _changed(self) -> None:
        self._show_count()
        self.ticked.emit()

    def _show_count(self) -> None:
        some = self.rows.rowCount() > 0
        self._count.setText(counted_words(self.rows.counts(), self.rows.pledged()) if some else "")
        self.list.setVisible(some)
        self._all.setVisible(some and not self.rows.locked)
        self._legend.setVisible(some and not self.rows.locked)
        self._empty.setVisible(not some)


class _Legend(QWidget):
    """The keys and what they mean."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(6)
        for key, status in STATUS_KEYS.items():
            row.addWidget(label(key, "key"))
            row.addWidget(label(status.value, "small"))
            row.addSpacing(8)
        row.addStretch()


def counted_words(counts: dict[MaterialStatus, int], pledged: int = 0) -> str:
    """Return how many materials there are and what is wanting: 共7项，缺4，不符合1，其中1项以承诺代替."""
    missing, faulty = counts[MaterialStatus.MISSING], counts[MaterialStatus.FAULTY]
    parts = [f"共{sum(counts.values())}项"]
    parts += [f"缺{missing}"] * bool(missing) + [f"不符合{faulty}"] * bool(faulty)
    parts += [f"其中{pledged}项以承诺代替"] * bool(pledged)
    return "，".join(parts if missing or faulty else [*parts, "已齐全"])
