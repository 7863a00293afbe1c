"""A completed order's reply is proposed as an answer of the knowledge base."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import BadInput, Problem, Refusal, Unavailable
from app.hotline.knowledge import ANSWER, Answer
from app.hotline.knowledge_keeping import ProposeAnswer
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.making import FormDays
from ui.parts.banner import notice_of
from ui.screens.hotline.reading import Reading

PROPOSE_KEY = "Z"
_TEXT = "取自工单{number}的答复；删去人名、电话和只与这一件有关的话。由本单位负责人或信访中心审定后可以引用。"


class Proposing:
    """Asks for the words of an answer over the screen, and has them proposed."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context
        self._room = context.desk.hotline.knowledge
        self._dialog: FieldsDialog | None = None

    def begin(self, reading: Reading | None) -> None:
        """Ask for an answer that begins as the order's reply, or say why it gives none."""
        if reading is None:
            return
        number = reading.order.number
        read = partial(self._room.begun_with, self._context.actor, number)
        job = self._context.jobs.run(read).then(partial(self._ask, number))
        job.otherwise(lambda trouble: self._context.show_banner(notice_of(trouble, lambda: None))).start()

    def _ask(self, number: str, values: dict[str, Any]) -> None:
        question = FieldsQuestion(
            title="提为知识库条目",
            text=_TEXT.format(number=number),
            confirm="提出",
            sections=ANSWER,
            values=values,
        )
        days = FormDays(today=self._context.today)
        self._dialog = FieldsDialog(self._over, question, days, partial(self._submit, number))
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _submit(self, number: str, values: dict[str, Any]) -> None:
        command = ProposeAnswer(number=number, fields=values)
        work = partial(self._room.propose, self._context.actor, command)
        self._context.jobs.run(work).then(self._done).otherwise(self._not_done).start()

    def _done(self, answer: Answer) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._context.toast(f"已提为知识库第{answer.id}号，待审定。")

    def _not_done(self, trouble: Refusal | Unavailable) -> None:
        found = trouble.problems if isinstance(trouble, BadInput) else ()
        if self._dialog is not None:
            self._dialog.show_problems(found or (Problem("", str(trouble)),))

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._over.setFocus()
