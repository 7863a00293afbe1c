"""The foot of the counter: exactly the acts that are lawful now, and why the others are not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Command
from ui.parts.buttons import Button
from ui.parts.labels import card, label
from ui.screens.acts import TITLES, Act

REGISTER = "register"
_LEAST, _WIDE = 640, 1000


class ActsBar(QWidget):
    """Buttons in one order, each with its key; the primary one is filled."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._why = label("", "small", wrap=True)
        self._register = Button("登记", "primary", key="Ctrl+Return", icon="save")
        self._buttons = {
            key: Button(title, key=f"Ctrl+{number}")
            for number, (key, title) in enumerate(TITLES.items(), start=1)
        }
        self._acts: tuple[Act, ...] = ()
        row = QHBoxLayout()
        row.setSpacing(8)
        for key, button in self._buttons.items():
            button.clicked.connect(partial(self._ask, key))
            button.setMinimumHeight(40)
            row.addWidget(button)
        row.addStretch()
        self._register.clicked.connect(partial(self._ask, REGISTER))
        row.addWidget(self._register)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._why)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_new(self, *, application: bool) -> None:
        """Offer to register, and to go on to the first paper at once."""
        first = "correction_notice" if application else "one_time_notice"
        for key, button in self._buttons.items():
            button.setVisible(key in ("one_time_notice", first))
            button.setEnabled(True)
            button.setToolTip(f"登记并出具{TITLES[key]}文书（{button.key}）")
            self._style(button, primary=False)
            button.set_text(f"登记并{TITLES[key]}")
        self._register.set_text("登记收件" if application else "登记咨询")
        self._register.show()
        self._acts = ()
        self._why.setText("登记后，窗口只能出具法律允许的文书；不予受理须经否定报备，窗口没有否决权。")

    def show_acts(self, acts: tuple[Act, ...]) -> None:
        """Offer the acts of a case."""
        self._register.hide()
        for act in acts:
            button = self._buttons[act.key]
            button.set_text(act.title)
            button.setEnabled(not act.closed)
            button.setToolTip(act.closed or f"{act.title}（{button.key}）")
            self._style(button, primary=act.primary)
        self._why.setText(why_words(acts))
        self._acts = acts
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the lawful acts alone."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the acts that are closed where there is no room for all."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        for act in self._acts:
            self._buttons[act.key].setVisible(not act.closed or self.width() >= _WIDE)

    def button(self, key: str) -> Button:
        """Return the button of an act."""
        return self._register if key == REGISTER else self._buttons[key]

    def _style(self, button: Button, *, primary: bool) -> None:
        button.set_kind("primary" if primary else "")

    def _ask(self, key: str) -> None:
        self.asked.emit(key)


def lawful_commands(acts: tuple[Act, ...], do: Callable[[str], None]) -> tuple[Command, ...]:
    """Return the acts that are lawful now as the palette offers them."""
    return tuple(
        Command(title=act.title, run=partial(do, act.key), key=f"Ctrl+{number}", icon="document")
        for number, act in enumerate(acts, start=1)
        if not act.closed
    )


def why_words(acts: tuple[Act, ...]) -> str:
    """Return why acts are closed, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for act in acts:
        if act.closed:
            reasons.setdefault(act.closed, []).append(act.title)
    return "　".join(f"{'、'.join(titles)}不可用：{reason}" for reason, titles in reasons.items())
