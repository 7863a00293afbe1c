"""The foot of the reading pane: the next act filled, other open ones beside it, all of them behind Ctrl+0."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.denials.models import DenialState
from ui.parts.buttons import Button
from ui.parts.emptying import empty_out
from ui.parts.labels import label
from ui.screens.act_list import OTHERS, OTHERS_KEY
from ui.screens.acts import Act
from ui.screens.denials.reading import Reading, opening_word
from ui.screens.denials.words import CHECK, LETTERS, OPINION_KEYS

_CHECKING = frozenset(OPINION_KEYS.values())
_BESIDE = ("change", "back", "down", "notice", "complain", "answer", "archive", "bundle")
_MOST = 2


class PaneFoot(QWidget):
    """Says by ``acted`` which act is asked for; ``check`` opens the page, ``more`` all acts."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._why = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(6)
        self._quiet = QHBoxLayout()
        self._quiet.setSpacing(4)
        for row in (self._row, self._quiet):
            line = QHBoxLayout()
            line.addLayout(row)
            line.addStretch()
            column.addLayout(line)
        column.addWidget(self._why)
        self._buttons: dict[str, Button] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the acts that stand as buttons, the filled one first."""
        return tuple(self._buttons)

    def button(self, key: str) -> Button:
        """Return the button of an act."""
        return self._buttons[key]

    def show_reading(self, reading: Reading, *, opened: bool) -> None:
        """Offer the acts of a denial."""
        for row in (self._row, self._quiet):
            empty_out(row)
        self._buttons = {}
        key, words, letter = opening_word(reading)
        if opened and key == CHECK:
            key, words, letter = "agree", "同意", LETTERS["agree"]
        if key:
            self._put(key, Button(words, "primary"), letter or LETTERS.get(key, ""))
        for act in self._beside(reading, key, opened=opened):
            kind = "danger" if act.key == "down" else ""
            self._put(act.key, Button(act.title, kind), LETTERS.get(act.key, ""))
        if key != CHECK:
            name, letter = ("返回列表", "Esc") if opened else ("看登记表", "" if key == "change" else "Enter")
            self._put("open", Button(name, "quiet"), letter)
        self._put("more", Button(OTHERS, "quiet"), OTHERS_KEY)
        self._why.setText(why_words(reading))
        self._why.setVisible(bool(self._why.text()))

    def _put(self, act: str, button: Button, letter: str) -> None:
        quiet = act in ("open", "more")
        button.show_key(letter)
        button.setMinimumHeight(32 if quiet else 40)
        button.setToolTip(f"{button.text()}（{button.key}）" if letter else button.text())
        button.clicked.connect(partial(self.acted.emit, act))
        self._buttons[act] = button
        (self._quiet if quiet else self._row).addWidget(button)

    def _beside(self, reading: Reading, first: str, *, opened: bool) -> tuple[Act, ...]:
        found = [
            act
            for act in reading.acts
            if act.key in _BESIDE
            and act.key != first
            and not act.closed
            and (opened or act.key not in _CHECKING)
        ]
        return tuple(found[:_MOST])


def why_words(reading: Reading) -> str:
    """Return why there is nothing to do here now, "" where there is."""
    if reading.checks or reading.primary is not None:
        return ""
    if reading.denial.state is DenialState.ARCHIVED:
        return "已一并存档备查。"
    if reading.denial.state is DenialState.TOLD:
        return f"还不能归档：{reading.closed('archive')}"
    return f"等待{reading.holder}办理。" if reading.holder else ""
