"""The foot of the counter: exactly the ways that are open now, the rest with its reasons behind Ctrl+0."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.context import Command
from ui.parts.buttons import Button
from ui.parts.labels import card, label
from ui.screens.act_list import OTHERS, OTHERS_KEY
from ui.screens.acts import MOST_SHOWN, TITLES, Act, open_commands

REGISTER = "register"
FIRST_PAPERS = {
    False: ("one_time_notice",),
    True: ("one_time_notice", "correction_notice", "acceptance_receipt"),
}
_NEW = "登记后，窗口只能办理当前状态下依法可办的；不予受理须经否定报备，窗口没有否决权。"
# What somebody looks for at once: a closed one of these says in the bar why it is.
_TOLD = (
    "correction_notice",
    "acceptance_receipt",
    "complete",
    "resume",
    "serve_result",
    "deny",
    "non_acceptance_notice",
)
_LEAST, _GAP = 640, 8


class ActsBar(QWidget):
    """Six buttons at most, Ctrl+1 to Ctrl+6 in their order, the next way filled; the list by Ctrl+0."""

    asked = Signal(str)
    others_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._why = label("", "small", wrap=True)
        self._register = Button("登记", "primary", key="Ctrl+Return", icon="save")
        self._others = Button(f"{OTHERS}…", "quiet", key=OTHERS_KEY)
        self._slots = tuple(Button("", key=f"Ctrl+{number}") for number in range(1, MOST_SHOWN + 1))
        self._keys: tuple[str, ...] = ()
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for place, button in enumerate(self._slots):
            button.clicked.connect(partial(self._ask, place))
            button.setMinimumHeight(40)
            row.addWidget(button)
        row.addStretch()
        self._register.clicked.connect(partial(self.asked.emit, REGISTER))
        self._others.clicked.connect(self.others_asked)
        self._others.setMinimumHeight(40)
        self._others.setToolTip(f"所有办理事项，不能办的写明原因（{OTHERS_KEY}）")
        row.addWidget(self._others)
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
        """Offer to register, and to go on to a first paper at once."""
        self._keys = FIRST_PAPERS[application]
        for button, key in zip(self._slots, self._keys, strict=False):
            button.set_kind("")
            button.set_text(f"登记并{TITLES[key]}")
            button.setToolTip(f"登记并出具{TITLES[key]}文书（{button.key}）")
        self._register.set_text("登记收件" if application else "登记咨询")
        self._register.show()
        self._others.hide()
        self._tell(_NEW)
        self._make_room()

    def show_acts(self, shown: tuple[Act, ...], why: str) -> None:
        """Offer the open ways of a case, and say why others are closed."""
        self._register.hide()
        self._others.show()
        self._keys = tuple(act.key for act in shown)
        for button, act in zip(self._slots, shown, strict=False):
            button.set_kind("primary" if act.primary else "")
            button.set_text(act.title)
            button.setToolTip(f"{act.title}：{act.needs}（{button.key}）")
        self._tell(why)
        self._make_room()

    @property
    def keys(self) -> tuple[str, ...]:
        """The ways that are offered, in the order of their keys."""
        return self._keys

    def minimumSizeHint(self) -> QSize:
        """Return the room of the first ways alone."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last ways to the list where there is no room for all."""
        super().resizeEvent(event)
        self._make_room()

    def button(self, key: str) -> Button | None:
        """Return the button of a way, None where it has none now."""
        if key == REGISTER:
            return self._register
        return self._slots[self._keys.index(key)] if key in self._keys else None

    def _make_room(self) -> None:
        last = self._register if self._others.isHidden() else self._others
        room = max(self.width(), _LEAST) - 26 - last.sizeHint().width()
        for place, button in enumerate(self._slots):
            room -= button.sizeHint().width() + _GAP
            button.setVisible(place < len(self._keys) and room >= 0)

    def _tell(self, text: str) -> None:
        self._why.setText(text)
        self._why.setVisible(bool(text))

    def _ask(self, place: int) -> None:
        self.asked.emit(self._keys[place])


def lawful_commands(
    acts: tuple[Act, ...], shown: tuple[str, ...], do: Callable[[str], None]
) -> tuple[Command, ...]:
    """Return the ways that are open now as the palette offers them, with the keys of those in the bar."""
    keys = {key: f"Ctrl+{number}" for number, key in enumerate(shown, start=1)}
    return open_commands(acts, do, keys, "document")


def why_words(acts: tuple[Act, ...]) -> str:
    """Return why ways somebody would look for here are closed, those of one reason together."""
    reasons: dict[str, list[str]] = {}
    for act in acts:
        if act.closed and act.key in _TOLD and act.fits:
            reasons.setdefault(act.closed, []).append(act.title)
    return "　".join(f"{'、'.join(titles)}不可办：{reason}" for reason, titles in reasons.items())
