"""The form of a reply, with the knowledge base beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.hotline.knowledge import Answer, cited
from app.hotline.models import OrderId
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.making import FormDays
from ui.screens.hotline.knowledge_panel import KnowledgePanel

_WIDE = 1080


class ReplyDialog(FieldsDialog):
    """Asks for the answer; what is taken from the knowledge base stands below what was typed."""

    def __init__(
        self,
        over: QWidget,
        question: FieldsQuestion,
        context: Context,
        order: OrderId,
        submit: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__(over, question, FormDays(today=context.today), submit)
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._order = order
        self.knowledge = KnowledgePanel(self._find)
        self.knowledge.inserted.connect(self.insert)
        self.content.removeWidget(self.form)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.form, 1)
        row.addWidget(self.knowledge)
        self.content.addLayout(row)
        self.form.focus_first()

    def insert(self, answer: Answer) -> None:
        """Put an answer into the form with its citation."""
        values = self.form.values()
        self.form.put_values(cited(answer, values.get("content") or "", values.get("basis") or ""))
        self.typed.emit()
        self.form.focus_field("content")

    def _find(self, words: str, show: Callable[[tuple[Answer, ...]], None]) -> None:
        knowledge, actor = self._context.desk.hotline.knowledge, self._context.actor
        read = partial(knowledge.for_reply, actor, self._order, words)
        self._context.jobs.run(read).then(show).otherwise(lambda _trouble: show(())).start()
