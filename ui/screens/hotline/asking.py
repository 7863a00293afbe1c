"""The screen's dialogs, opened over it one at a time; what is typed in them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.hotline.filling import ARRIVAL
from app.hotline.life import Way
from app.hotline.models import WorkOrder
from app.hotline.pasting import read_pasted
from app.register.models import Draft
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.message import ConfirmDialog
from ui.forms.making import FormDays
from ui.parts.buttons import Button
from ui.screens.hotline.bulk import OWN
from ui.screens.hotline.calling import caller_lines
from ui.screens.hotline.dispatch_dialog import DispatchDialog
from ui.screens.hotline.doing import Asked, Submit
from ui.screens.hotline.filtering import Filter, filter_sections
from ui.screens.hotline.knowledge_reply import ReplyDialog
from ui.screens.hotline.look import Look
from ui.screens.hotline.rows import Shown
from ui.screens.hotline.words import BEGINS
from ui.screens.keeping import Keeping
from ui.screens.saved import NEW_ORDER, order_act

PASTE_KEY = "Alt+V"


class Asking(QObject):
    """Asks what the acts of a work order need; ``typed`` and ``left`` tell of the open form."""

    typed = Signal()
    left = Signal()

    def __init__(self, over: QWidget, context: Context) -> None:
        super().__init__(over)
        self._over = over
        self._context = context
        self._dialog: FieldsDialog | None = None
        self._keeping: Keeping | None = None

    @property
    def dialog(self) -> FieldsDialog | None:
        """Return the dialog that is open."""
        return self._dialog

    def ask_new(self, values: Mapping[str, Any], draft: Draft | None, submit: Submit) -> None:
        """Ask for a new order; ``values`` are what was read from the clipboard."""
        text = f"复制的工单按 {PASTE_KEY} 从剪贴板填入；Enter 到下一项，Ctrl+Enter 登记。"
        question = FieldsQuestion(title="登记工单", text=text, confirm="登记", sections=ARRIVAL)
        dialog = FieldsDialog(self._over, question, self._days(), submit)
        paste = Button("从剪贴板填入", "quiet", key=PASTE_KEY, icon="document")
        paste.clicked.connect(lambda: self._paste(dialog))
        dialog.content.insertWidget(0, paste, 0, Qt.AlignmentFlag.AlignLeft)
        self._keep(dialog, (NEW_ORDER, 0), None if values else draft, "登记")
        if values:
            dialog.form.put_values(values)
        self._open(dialog)

    def ask_way(self, way: Way, order: WorkOrder, asked: Asked, submit: Submit) -> None:
        """Ask for what a way needs."""
        about = f"{order.number}　{order.title}"
        wanted = asked.told or f"需要：{way.needs}"
        question = _question(way, f"{about}\n{wanted}。", asked, "办理")
        if way.key == "reply":
            dialog: FieldsDialog = ReplyDialog(self._over, question, self._context, order, submit)
        else:
            dialog = self._made(way, question, asked, submit)
        if asked.spoken is not None:
            dialog.content.insertWidget(0, caller_lines(asked.spoken))
        self._keep(dialog, (order_act(way.key), int(order.id)), asked.draft, "办理")
        self._open(dialog)

    def ask_many(self, way: Way, count: int, asked: Asked, submit: Submit) -> None:
        """Ask once for what a way needs of several orders."""
        own = "，类型和分类各依其件" if any(each.key in OWN for s in way.sections for each in s.fields) else ""
        text = f"一次办理 {count} 件{own}，下一步逐件预览。\n需要：{way.needs}。"
        question = _question(way, text, asked, "预览")
        question = replace(question, sections=_without(question.sections, OWN))
        dialog = self._made(way, question, asked, submit)
        self._keep(dialog, (order_act(way.key), 0), asked.draft, "办理")
        self._open(dialog)

    def ask_yes(self, way: Way, order: WorkOrder) -> bool:
        """Ask whether a way without fields is meant."""
        text = f"{order.number}　{order.title}\n需要：{way.needs}。"
        return ConfirmDialog.ask(self._over, way.title, text, way.title)

    def ask_columns(self, columns: tuple[Shown, ...], look: Look, submit: Submit) -> None:
        """Ask which columns there are."""
        fields = tuple(Field(key=each.key, label=each.column.title, kind=Kind.YES, width=6) for each in columns)
        question = FieldsQuestion(
            title="选择列",
            text="空格打钩；窗口窄的时候，后面的列先让位。到期和标题总在。",
            confirm="确定",
            sections=(Section(title="列", fields=fields),),
            values={each.key: look.shows(each.key) for each in columns},
        )
        self._open(FieldsDialog(self._over, question, self._days(), submit))

    def ask_filter(self, now: Filter, submit: Submit) -> None:
        """Ask what the queue is narrowed to."""
        question = FieldsQuestion(
            title="筛选",
            text="空着的不限；与视图、查找的词一起用。",
            confirm="筛选",
            sections=filter_sections(now),
            values=now.values,
        )
        self._open(FieldsDialog(self._over, question, self._days(), submit))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the open dialog."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def show_busy(self, busy: bool) -> None:
        """Take no second answer while the first is tried."""
        if self._dialog is not None:
            self._dialog.confirm.setEnabled(not busy)

    def dialog_done(self) -> None:
        """Put the open dialog away."""
        if self._dialog is not None:
            self._dialog.accept()

    def _made(self, way: Way, question: FieldsQuestion, asked: Asked, submit: Submit) -> FieldsDialog:
        if any(field.key == "lead" for section in way.sections for field in section.fields):
            return DispatchDialog(self._over, question, self._days(), asked.divisions, submit)
        return FieldsDialog(self._over, question, self._days(), submit)

    def _paste(self, dialog: FieldsDialog) -> None:
        values = read_pasted(clipboard_text())
        if values:
            dialog.form.put_values(values)
            dialog.typed.emit()
        else:
            told = "剪贴板里没有读出工单的内容；每行写一项，如“标题：…”“诉求内容：…”，或者复制带表头的两行。"
            dialog.show_problems((Problem("", told),))

    def _keep(self, dialog: FieldsDialog, key: tuple[str, int], draft: Draft | None, done: str) -> None:
        self._keeping = Keeping(dialog, dialog, key, self._context)
        if draft is not None:
            self._keeping.restore(draft, done)

    def _days(self) -> FormDays:
        return FormDays(today=self._context.today)

    def _open(self, dialog: FieldsDialog) -> None:
        dialog.typed.connect(self.typed)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self.left.emit()
        self._over.setFocus()


def clipboard_text() -> str:
    """Return the text on the clipboard."""
    return QGuiApplication.clipboard().text()


def _question(way: Way, text: str, asked: Asked, confirm: str) -> FieldsQuestion:
    sections = _choosing(way.sections, "handler", asked.handlers)
    begin = BEGINS.get(way.key, "")
    return FieldsQuestion(
        title=way.title, text=text, confirm=confirm, sections=sections, values=asked.values, begin=begin
    )


def _without(sections: tuple[Section, ...], keys: tuple[str, ...]) -> tuple[Section, ...]:
    return tuple(
        replace(each, fields=tuple(field for field in each.fields if field.key not in keys))
        for each in sections
    )


def _choosing(sections: tuple[Section, ...], key: str, names: tuple[str, ...]) -> tuple[Section, ...]:
    """Return the sections with a field's names to choose from, where there are any."""

    def chosen(field: Field) -> Field:
        if field.key != key or not names:
            return field
        return replace(field, kind=Kind.CHOICE, choices=names, width=12, help="")

    return tuple(replace(each, fields=tuple(map(chosen, each.fields))) for each in sections)
