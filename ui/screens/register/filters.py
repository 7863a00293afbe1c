"""One box for words, and filters for kind, state and dates; live, a moment after the last key."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from app.documents.catalogue import CATALOGUE
from app.forms.fields import Field, Kind
from app.register.models import DocumentState, Query
from ui import icons
from ui.forms.date_inputs import DateInput
from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.parts.spelling import spelled

PAUSE_MS = 200
_DATE_WIDE = 128
_HINT = "文号、姓名、拼音首字母、电话尾号、事项或内容，空格隔开"


class Filters(QWidget):
    """Says what is looked for by ``changed``."""

    changed = Signal(object)
    left_down = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.words = QLineEdit()
        self._type = spelled(QComboBox())
        self._state = QComboBox()
        self._since = DateInput(Field(key="since", label="自", kind=Kind.DATE), self._office_day)
        self._until = DateInput(Field(key="until", label="至", kind=Kind.DATE), self._office_day)
        self._clear = Button("清除", "quiet")
        self._pause = QTimer(self)

        self.words.textChanged.connect(self._later)
        self.words.returnPressed.connect(self.left_down)
        self._type.activated.connect(self._tell)
        self._state.activated.connect(self._tell)
        self._since.changed.connect(self._later)
        self._until.changed.connect(self._later)
        self._clear.clicked.connect(self.clear)
        self._pause.timeout.connect(self._tell)
        QShortcut(QKeySequence("Ctrl+F"), self, self._go_to_words)

        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._assemble()

    @property
    def query(self) -> Query:
        """Return what is looked for."""
        state = self._state.currentData()
        return Query(
            words=self.words.text().strip(),
            type_key=self._type.currentData() or "",
            state=state if isinstance(state, DocumentState) else None,
            since=self._since.day(),
            until=self._until.day(),
        )

    def put_words(self, words: str) -> None:
        """Look for words at once."""
        self.words.setText(words)
        self._pause.stop()
        self._tell()

    def clear(self) -> None:
        """Look for everything again."""
        self.words.clear()
        self._type.setCurrentIndex(0)
        self._state.setCurrentIndex(0)
        self._since.set_value(None)
        self._until.set_value(None)
        self._pause.stop()
        self._tell()
        self.words.setFocus()

    def _assemble(self) -> None:
        self.words.setPlaceholderText(_HINT)
        self.words.setAccessibleName("查找文书（Ctrl+F）")
        self.words.setToolTip("查找（Ctrl+F），几个词全部符合才列出")
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._type.addItem("全部文书", "")
        for document_type in CATALOGUE:
            self._type.addItem(document_type.title, document_type.key)
        self._state.addItem("全部状态", None)
        for state in DocumentState:
            self._state.addItem(state.value, state)
        self._type.setFixedWidth(172)
        self._state.setFixedWidth(106)
        for name, part in (("文书种类", self._type), ("状态", self._state)):
            part.setAccessibleName(name)
        for entry in (self._since, self._until):
            entry.line.setFixedWidth(_DATE_WIDE)
            entry.setFixedWidth(_DATE_WIDE)
            entry.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self._type)
        row.addWidget(self._state)
        row.addWidget(self._since)
        row.addWidget(label("至", "secondary"))
        row.addWidget(self._until)
        row.addWidget(self._clear)
        self.setFocusProxy(self.words)

    def _later(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self.changed.emit(self.query)

    def _go_to_words(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _office_day(self) -> date:
        return self._today
