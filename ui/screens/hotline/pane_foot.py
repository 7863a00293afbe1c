"""The foot of the reading pane: the next act filled, a few others beside it, all of them behind Ctrl+0."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.buttons import Button
from ui.parts.emptying import empty_out
from ui.parts.labels import label
from ui.screens.act_list import OTHERS, OTHERS_KEY
from ui.screens.hotline.reading import Reading
from ui.screens.hotline.words import LETTERS

MORE = "more"


class PaneFoot(QWidget):
    """Says by ``acted`` which act is asked for; ``more`` asks for all of them."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row, self._quiet = QHBoxLayout(), QHBoxLayout()
        self._why = label("", "small", wrap=True)
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(6)
        for row, gap in ((self._row, 8), (self._quiet, 4)):
            row.setSpacing(gap)
            whole = QHBoxLayout()
            whole.addLayout(row)
            whole.addStretch()
            column.addLayout(whole)
        column.addWidget(self._why)

    def show_reading(self, reading: Reading) -> None:
        """Offer the acts of an order."""
        for row in (self._row, self._quiet):
            empty_out(row)
        self.buttons = {}
        primary = reading.primary
        if primary is not None:
            self._put(primary.key, Button(primary.title, "primary"), LETTERS[primary.key])
        for place, act in enumerate(reading.beside):
            self._put(act.key, Button(act.title, "quiet" if place else ""), LETTERS[act.key])
        self._put(MORE, Button(OTHERS, "quiet"), OTHERS_KEY)
        self._why.setText(_why_words(reading))
        self._why.setVisible(bool(self._why.text()))

    def _put(self, act: str, button: Button, letter: str) -> None:
        quiet = button.property("kind") == "quiet"
        button.show_key(letter)
        button.setMinimumHeight(32 if quiet else 40)
        button.setToolTip(f"{button.text()}（{letter}）")
        button.clicked.connect(partial(self.acted.emit, act))
        self.buttons[act] = button
        (self._quiet if quiet else self._row).addWidget(button)


def _why_words(reading: Reading) -> str:
    """Return why there is nothing to do here now, "" where there is."""
    if reading.primary is not None or reading.beside:
        return ""
    return f"只能查看：{reading.taken}" if reading.taken else "本件现在没有需要您办理的。"
