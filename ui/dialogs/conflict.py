"""Somebody else changed the same fields: both texts side by side, one line a field, and which is kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.difference import Difference
from ui.dialogs.frame import DialogFrame
from ui.parts.labels import label

_WIDE = 720
_MOST_HIGH = 360
_ROW = 40
_LINE = 32  # px: a name stands level with its radio buttons
_SHORT = 20  # characters beside a radio button
_TEXT_HIGH = 132
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ConflictDialog(DialogFrame):
    """Asks, field by field, whose text is kept; nothing is chosen before somebody chooses."""

    def __init__(self, parent: QWidget | None, found: tuple[Difference, ...], what: str = "办件") -> None:
        text = (
            f"您填写的时候，{what}被别人改过。下面这些项双方都改了，"
            "请逐项选定（← 留我的，→ 用对方的，↑↓ 换项）；其余各项不冲突，已自动合并。"
            "取消时什么也不保存，您填写的内容还在。"
        )
        super().__init__(parent, f"{what}已被他人修改", text, confirm="按所选保存")
        self.confirm.show_key("Ctrl+Return")
        self.setMinimumWidth(_WIDE)
        self._mine: dict[str, QRadioButton] = {}
        self._lines: list[tuple[QRadioButton, QRadioButton]] = []
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
        long = sum(is_long(each.mine) or is_long(each.theirs) for each in found)
        area.setFixedHeight(min(_MOST_HIGH, _ROW * (len(found) + 1) + _TEXT_HIGH * long + 16))
        self.content.addWidget(area)
        self._labels = tuple(each.label for each in found)
        for mine, _theirs in self._lines[:1]:
            mine.setFocus(Qt.FocusReason.TabFocusReason)

    def wrong(self) -> str:
        """Say which fields nobody decided on; the first of them gets the keys."""
        left = [place for place, pair in enumerate(self._lines) if not any(one.isChecked() for one in pair)]
        if not left:
            return ""
        self._lines[left[0]][0].setFocus(Qt.FocusReason.TabFocusReason)
        return f"请先选定：{'、'.join(self._labels[place] for place in left)}留哪一份。"

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
            radio.installEventFilter(self)
            radio.toggled.connect(lambda _on: self.say(""))
            radio.setAccessibleName(f"{each.label}，{whose}：{radio.text()}")
        mine.toggled.connect(partial(_other, theirs))
        theirs.toggled.connect(partial(_other, mine))
        top = Qt.AlignmentFlag.AlignTop
        name = label(each.label, wrap=True)
        name.setMinimumHeight(_LINE)
        grid.addWidget(name, row, 0, top)
        grid.addWidget(_whole(mine, each.mine), row, 1, top)
        grid.addWidget(_whole(theirs, each.theirs), row, 2, top)
        self._mine[each.key] = mine
        self._lines.append((mine, theirs))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose left or right, and go up and down, by the arrows."""
        step = _ARROWS.get(event.key()) if isinstance(event, QKeyEvent) else None
        if step is None or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        line = next(place for place, pair in enumerate(self._lines) if watched in pair)
        side = int(watched is self._lines[line][1])
        across, down = step
        radio = self._lines[min(max(line + down, 0), len(self._lines) - 1)][across if down == 0 else side]
        if down == 0:
            radio.setChecked(True)
        radio.setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _whole(radio: QRadioButton, text: str) -> QWidget:
    """Return the choice; a long text stands below it, whole."""
    if not is_long(text):
        return radio
    radio.setText("保留这一份")
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName(radio.accessibleName())
    shown.setFixedHeight(_TEXT_HIGH)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 6)
    column.setSpacing(2)
    column.addWidget(radio)
    column.addWidget(shown)
    return holder


def is_long(text: str) -> bool:
    """Say whether a text needs more than one line."""
    return len(text) > _SHORT or "\n" in text


def _other(radio: QRadioButton, on: bool) -> None:
    radio.setChecked(not on)
