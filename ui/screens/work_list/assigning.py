"""The dialog that gives items to a colleague: who can take them, how much he has already, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from app.custody.commands import Candidate
from app.custody.worklist import WorkItem
from ui import theme
from ui.dialogs.frame import DialogFrame
from ui.parts.labels import label

_WIDE = 560
_ROW, _MOST_ROWS = 36, 7
_REASON_HIGH = 72


class AssignDialog(DialogFrame):
    """Asks for a colleague and a reason; stays open until the archive has it."""

    def __init__(
        self,
        parent: QWidget,
        items: tuple[WorkItem, ...],
        candidates: Iterable[Candidate],
        submit: Callable[[str, str], None],
    ) -> None:
        super().__init__(parent, "改派", _words(items), confirm="改派")
        self.setMinimumWidth(_WIDE)
        self._submit = submit
        self._list = QListWidget()
        self._closed = label("", "small", wrap=True)
        self._reason = QPlainTextEdit()
        ordered = sorted(candidates, key=lambda each: (bool(each.closed), each.items, each.login))
        for each in ordered:
            self._list.addItem(_row(each))
        self._list.currentItemChanged.connect(self._tell_closed)
        self._list.setAccessibleName("改由谁办理")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("QListWidget::item { min-height: 32px; padding: 0 8px; border-radius: 4px; }")
        self._list.setFixedHeight(min(len(ordered), _MOST_ROWS) * _ROW + 8)
        self._reason.setPlaceholderText("改派理由，原经办人和新经办人都会看到")
        self._reason.setAccessibleName("改派理由")
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(_REASON_HIGH)
        self.content.addWidget(label("改由谁办理", "secondary"))
        self.content.addWidget(self._list)
        self.content.addWidget(self._closed)
        self.content.addWidget(label("理由", "secondary"))
        self.content.addWidget(self._reason)
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setDefault(False)
        self._list.setCurrentRow(0)
        self._list.setFocus()

    def try_accept(self) -> None:
        """Have it done; the dialog goes when it is."""
        if not self.confirm.isEnabled():
            return
        chosen, reason = self._chosen(), self._reason.toPlainText().strip()
        if chosen is None or chosen.closed:
            self.say("请选一位能办理的人。" if chosen is None else chosen.closed)
        elif not reason:
            self.say("改派须写明理由。")
            self._reason.setFocus()
        else:
            self.confirm.setEnabled(False)  # a second press must not hand it in twice
            self._submit(chosen.login, reason)

    def say(self, text: str, kind: str = "problem") -> None:
        """Say why it was not done; it may be tried again."""
        self.confirm.setEnabled(True)
        super().say(text, kind)

    def _chosen(self) -> Candidate | None:
        chosen = self._list.selectedItems()
        found: Candidate | None = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        return found

    def _tell_closed(self) -> None:
        chosen = self._chosen()
        self._closed.setText(chosen.closed if chosen is not None else "")
        self._closed.setVisible(bool(chosen is not None and chosen.closed))
        self.problem.hide()
        self._grow()


def _words(items: tuple[WorkItem, ...]) -> str:
    if len(items) > 1:
        return f"共 {len(items)} 件改由本处室另一人办理，期限不变。"
    (item,) = items
    return (
        f"“{item.title}”（{item.number or item.step}）现由{item.holder}办理，改由本处室另一人办理，期限不变。"
    )


def _row(candidate: Candidate) -> QListWidgetItem:
    note = "不能办理" if candidate.closed else f"在办 {candidate.items} 件"
    row = QListWidgetItem(f"{candidate.name}　{note}")
    row.setData(Qt.ItemDataRole.UserRole, candidate)
    if candidate.closed:
        row.setForeground(QColor(theme.tokens().secondary))
    return row
