"""An input with its name above and a place below for help or for what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.labels import label, restyle


class Entry(QWidget):
    """For narrow places, where a column of labels has no room."""

    def __init__(self, name: str, part: QWidget, help_text: str = "", *, required: bool = False) -> None:
        super().__init__()
        self.part = part
        self._help = help_text
        self._note = label(help_text, "small", wrap=True)
        part.setAccessibleName(name)
        head = QHBoxLayout()
        head.setSpacing(3)
        if required:
            head.addWidget(label("*", "required"))
        head.addWidget(label(name, "secondary"))
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(part)
        column.addWidget(self._note)
        self._note.setVisible(bool(help_text))
        self.setFocusProxy(part)

    @property
    def problem(self) -> str:
        """Return what is shown as wrong, "" when nothing is."""
        return self._note.text() if self._note.property("kind") == "problem" else ""

    def show_problem(self, text: str) -> None:
        """Say what is wrong in the input's place; "" shows the help again."""
        self._note.setText(text or self._help)
        self._note.setVisible(bool(text or self._help))
        restyle(self._note, "kind", "problem" if text else "small")
        restyle(self.part, "wrong", bool(text))
        self.part.setAccessibleDescription(text or self._help)
