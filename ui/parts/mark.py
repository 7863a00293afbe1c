"""A small icon that only shows something, and turns with the window from light to dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLabel

from ui import icons, theme


class Mark(QLabel):
    """An icon in the colour of a role; ``side`` in px."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = QSize(side, side)
        self._shown: tuple[str, str] | None = None

    def show_icon(self, name: str, role: str) -> None:
        """Show an icon in the colour of a role."""
        self._shown = (name, role)
        self.setPixmap(icons.icon(name, role).pixmap(self._side))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in the colours that are worn now."""
        super().changeEvent(event)
        if self._shown is not None and theme.colours_changed(event):
            self.show_icon(*self._shown)
