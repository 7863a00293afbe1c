"""Somebody else changed the case: both versions side by side, one line a field, and which is kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QRadioButton, QScrollArea, QWidget

from ui.dialogs.frame import DialogFrame
from ui.parts.labels import label
from ui.screens.counter.merging import Difference

_WIDE = 720
_MOST_HIGH = 360
_ROW = 40


class ConflictDialog(DialogFrame):
    """Asks, field by field, whose text is kept; what was typed is never lost."""

    def __init__(self, parent: QWidget | None, found: tuple[Difference, ...], what: str = "办件") -> None:
        text = f"您填写的时候，这份{what}被别人改过。请逐项选定保留哪一个；您改过的项已先选您的。"
        super().__init__(parent, f"{what}已被他人修改", text, confirm="按所选保存")
        self.setMinimumWidth(_WIDE)
        self._mine: dict[str, QRadioButton] = {}
        holder = QWidget()
        holder.setObjectName("canvas")
        grid = QGridLayout(holder)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, title in enumerate(("项目", "我填写的", "对方已保存的")):
            grid.addWidget(label(title, "secondary"), 0, column)
        for row, each in enumerate(found, start=1):
            self._add(grid, row, each)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(min(_MOST_HIGH, _ROW * (len(found) + 1) + 16))
        self.content.addWidget(area)

    def kept(self) -> frozenset[str]:
        """Return the keys where mine is kept."""
        return frozenset(key for key, radio in self._mine.items() if radio.isChecked())

    @classmethod
    def ask(
        cls, parent: QWidget | None, found: tuple[Difference, ...], what: str = "办件"
    ) -> frozenset[str] | None:
        """Return where mine is kept, None when nothing is decided yet; ``what`` names the thing."""
        dialog = cls(parent, found, what)
        kept = dialog.kept() if dialog.answered() else None
        dialog.deleteLater()
        return kept

    def _add(self, grid: QGridLayout, row: int, each: Difference) -> None:
        side = QWidget()
        mine = QRadioButton(each.mine or "（空）")
        theirs = QRadioButton(each.theirs or "（空）")
        for radio, whose in ((mine, "我填写的"), (theirs, "对方已保存的")):
            radio.setParent(side)
            radio.setAutoExclusive(False)
            radio.setAccessibleName(f"{each.label}，{whose}：{radio.text()}")
        mine.toggled.connect(partial(_other, theirs))
        theirs.toggled.connect(partial(_other, mine))
        (mine if each.keep_mine else theirs).setChecked(True)
        grid.addWidget(label(each.label, wrap=True), row, 0)
        grid.addWidget(mine, row, 1)
        grid.addWidget(theirs, row, 2)
        self._mine[each.key] = mine


def _other(radio: QRadioButton, on: bool) -> None:
    radio.setChecked(not on)
