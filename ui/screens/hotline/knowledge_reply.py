"""The form of a reply, with what was asked and the knowledge base beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.hotline.knowledge import Answer, cited
from app.hotline.models import WorkOrder
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.inputs import LongInput
from ui.forms.making import FormDays
from ui.parts.labels import label
from ui.screens.hotline.knowledge_panel import WIDE as KNOWLEDGE_WIDE
from ui.screens.hotline.knowledge_panel import KnowledgePanel

_WIDE = 1080
_ASKED_HIGH = 120
_INSET = 16


class ReplyDialog(FieldsDialog):
    """Asks for the answer; what is taken from the knowledge base stands below what was typed."""

    def __init__(
        self,
        over: QWidget,
        question: FieldsQuestion,
        context: Context,
        order: WorkOrder,
        submit: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__(over, question, FormDays(today=context.today), submit)
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._order = order.id
        self.knowledge = KnowledgePanel(self._find)
        self.knowledge.inserted.connect(self.insert)
        self.content.removeWidget(self.form)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.form, 1)
        row.addLayout(self._beside(order.content))
        self.content.addLayout(row)
        self.form.focus_first()

    def _beside(self, asked: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        head = label("诉求", "strong")
        head.setContentsMargins(_INSET, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(_in_reach(asked))
        column.addSpacing(8)
        column.addWidget(self.knowledge, 1)
        return column

    def insert(self, answer: Answer) -> None:
        """Put an answer into the form with its citation."""
        values = self.form.values()
        self.form.put_values(cited(answer, values.get("content") or "", values.get("basis") or ""))
        self.typed.emit()
        content = self.form.input("content")
        assert isinstance(content, LongInput)
        content.type_on()

    def _find(self, words: str, show: Callable[[tuple[Answer, ...]], None]) -> None:
        knowledge, actor = self._context.desk.hotline.knowledge, self._context.actor
        read = partial(knowledge.for_reply, actor, self._order, words)
        self._context.jobs.run(read).then(show).otherwise(lambda _trouble: show(())).start()


def _in_reach(asked: str) -> QScrollArea:
    """Return what the caller asked for; a long text is turned over beside the answer."""
    text = label(asked, wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    area = QScrollArea()
    area.setWidget(text)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setViewportMargins(_INSET, 0, 0, 0)
    area.setAccessibleName("诉求内容")
    high = text.heightForWidth(KNOWLEDGE_WIDE - 2 * _INSET)
    area.setFixedSize(KNOWLEDGE_WIDE, min(_ASKED_HIGH, high + 4))
    return area
