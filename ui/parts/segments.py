"""Segments: a few choices side by side, one of them chosen; arrows move, digits and typed words choose."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.parts.spelling import Spelling

_PAD = 14
_LEAST_PAD = 5
_NONE = -1


class Segments(QWidget):
    """A row of choices; nothing is chosen until somebody chooses."""

    chosen = Signal(str)

    def __init__(self, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._choices = choices
        self._index = _NONE
        self._wrong = False
        self._spelling = Spelling()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words to choose from."""
        return self._choices

    def value(self) -> str:
        """Return the chosen word, "" when none is."""
        return self._choices[self._index] if self._index != _NONE else ""

    def set_value(self, value: str) -> None:
        """Choose the word silently; an unknown one chooses none."""
        self._index = self._choices.index(value) if value in self._choices else _NONE
        self.update()

    def set_wrong(self, wrong: bool) -> None:
        """Draw the border in the colour of a refusal."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all the words at one height of an input."""
        return QSize(self._words_wide() + 2 * _PAD * len(self._choices) + 2, theme.INPUT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which every word can be read."""
        return QSize(self._words_wide() + 2 * _LEAST_PAD * len(self._choices) + 2, theme.INPUT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, choose by digit or by typing what the word is."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            start = self._index if self._index != _NONE else (-1 if step == 1 else 0)
            self._choose((start + step) % len(self._choices))
        elif event.text().isdecimal() and 1 <= int(event.text()) <= len(self._choices):
            self._choose(int(event.text()) - 1)
        elif event.key() == Qt.Key.Key_Space and self._index == _NONE:
            self._choose(0)
        elif (meant := self._meant(event)) is not None:
            self._choose(meant)
        else:
            super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> int | None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return (
            self._spelling.find(event.text(), self._choices) if plain and event.text().isprintable() else None
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the word under the pointer."""
        x = event.position().x() - 1
        for index, width in enumerate(self._widths()):
            if x < width:
                self._choose(index)
                return
            x -= width

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words in their frame, the chosen one on the accent's tint."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.late if self._wrong else colours.edge))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        x = 1.0
        for index, width in enumerate(self._widths()):
            self._draw_choice(painter, index, QRectF(x, 1, width, self.height() - 2))
            x += width
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)

    def _draw_choice(self, painter: QPainter, index: int, box: QRectF) -> None:
        colours = theme.tokens()
        here = index == self._index
        if here:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.selected))
            painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
        elif index and index - 1 != self._index:
            painter.setPen(QColor(colours.border))
            painter.drawLine(int(box.left()), 9, int(box.left()), self.height() - 10)
        painter.setFont(theme.face(bold=here))
        painter.setPen(QColor(colours.accent if here else colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._choices[index])

    def _widths(self) -> list[float]:
        measure = QFontMetrics(theme.face(bold=True))
        pad = (self.width() - 2 - self._words_wide()) / len(self._choices)
        return [measure.horizontalAdvance(choice) + pad for choice in self._choices]

    def _words_wide(self) -> int:
        measure = QFontMetrics(theme.face(bold=True))
        return sum(measure.horizontalAdvance(choice) for choice in self._choices)

    def _choose(self, index: int) -> None:
        if index == self._index:
            return
        self._index = index
        self.setAccessibleDescription(self.value())
        self.update()
        self.chosen.emit(self.value())
