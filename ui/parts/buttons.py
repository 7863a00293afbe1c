"""Buttons that show the key they answer to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
)

from ui import icons, theme
from ui.parts.labels import restyle

_ICON = 18
_GAP = 8
_RING = 3.0


def shown_key(key: str) -> str:
    """Return a key as the window writes it: Ctrl+Enter rather than Ctrl+Return."""
    return key.replace("Return", "Enter").replace("PgUp", "PageUp").replace("PgDown", "PageDown")


def answer_to(button: QAbstractButton, key: str) -> None:
    """Have a key of the window click the button at once (Qt's own way waits a tenth of a second)."""
    QShortcut(QKeySequence(key), button, button.click)


@dataclass(frozen=True)
class _Inks:
    """The colours a button writes in."""

    text: str
    key: str


class Button(QPushButton):
    """A push button of a kind ("", primary, quiet, danger) with an icon and its key beside the words."""

    def __init__(self, text: str, kind: str = "", *, key: str = "", icon: str = "") -> None:
        super().__init__(text)
        self._kind = kind
        self._key = shown_key(key)
        self._icon = icon
        if kind:
            self.setProperty("kind", kind)
        if key:
            answer_to(self, key)
            self.setToolTip(f"{text}（{self._key}）")
        self.setAccessibleName(text)
        self.setAutoDefault(False)

    @property
    def key(self) -> str:
        """Return the key as it is shown."""
        return self._key

    def show_key(self, key: str) -> None:
        """Show a key that is answered elsewhere (a dialog's Ctrl+Enter)."""
        self._key = shown_key(key)
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        """Change the kind: an act becomes the primary one, or is no longer."""
        self._kind = kind
        restyle(self, "kind", kind)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Answer to another key, and show it."""
        self._key = shown_key(key)
        self.setShortcut(QKeySequence(key))
        self.setToolTip(f"{self.text()}（{self._key}）" if key else "")
        self.updateGeometry()

    def set_text(self, text: str) -> None:
        """Change the words, keeping the key."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for icon, words and key."""
        hint = super().sizeHint()
        extra = (_ICON + 6 if self._icon else 0) + (self._key_width() + _GAP if self._key else 0)
        return QSize(hint.width() + extra, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer to Enter as well as to the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground by the style sheet, then icon, words, key and the focus ring."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_words(painter, self._inks())
        if self.hasFocus() and self._kind == "primary":
            painter.setPen(QColor(theme.tokens().on_accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING), 4, 4)

    def _inks(self) -> _Inks:
        colours = theme.tokens()
        if not self.isEnabled():
            faded = theme.mix(colours.secondary, colours.surface, 0.6)
            return _Inks(faded, faded)
        by_kind = {"primary": colours.on_accent, "quiet": colours.accent, "danger": colours.late}
        text = by_kind.get(self._kind, colours.text)
        key = colours.key_on_accent if self._kind == "primary" else colours.secondary
        return _Inks(text, key)

    def _draw_words(self, painter: QPainter, inks: _Inks) -> None:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        total = words + (_ICON + 6 if self._icon else 0) + (self._key_width() + _GAP if self._key else 0)
        x = (self.width() - total) / 2
        if self._icon:
            icons.paint(painter, QRectF(x, (self.height() - _ICON) / 2, _ICON, _ICON), self._icon, inks.text)
            x += _ICON + 6
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(inks.text))
        painter.drawText(QRectF(x, 0, words + 2, self.height()), middle, self.text())
        if self._key:
            painter.setFont(theme.face(theme.SMALL_PX))
            painter.setPen(QColor(inks.key))
            x += words + _GAP
            painter.drawText(QRectF(x, 0, self._key_width() + 2, self.height()), middle, self._key)

    def _key_width(self) -> int:
        return QFontMetrics(theme.face(theme.SMALL_PX)).horizontalAdvance(self._key)


def icon_button(icon: str, name: str, key: str = "") -> QToolButton:
    """Return a button that is only an icon; its name is told to screen readers and on hovering."""
    made = QToolButton()
    made.setIcon(icons.icon(icon, "secondary"))
    made.setIconSize(QSize(_ICON, _ICON))
    made.setAccessibleName(name)
    made.setToolTip(f"{name}（{shown_key(key)}）" if key else name)
    if key:
        answer_to(made, key)
    return made
