"""岗位与离岗: the week above, posts at the left (uncovered first), absences with their acts at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import short_date
from app.errors import Problem
from app.office.touching import AWAY
from app.posts.models import Absence
from ui.context import Command, Context, Screen
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.forms.making import FormDays
from ui.parts.buttons import Button, icon_button
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.segments import Segments
from ui.screens.keeping import Keeping
from ui.screens.posts.columns import ABSENCES, key_of_absence
from ui.screens.posts.framing import framed
from ui.screens.posts.offers import AGREE, DECLINE, END, PROLONG, offers_of
from ui.screens.posts.ports import Submit
from ui.screens.posts.post_card import PostCard
from ui.screens.posts.presenter import PostsPresenter
from ui.screens.posts.reading import Posted, sees_bureau, sets_posts
from ui.screens.posts.week import WeekStrip
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_OWN, _BUREAU = "本处室", "全局"
_ACTS = (AGREE, DECLINE, END, PROLONG)
_FEW, _MANY = 5, 9
_RIGHT, _RIGHT_WIDE, _WIDE, _HIGH = 456, 560, 1400, 760


class PostsScreen(Screen):
    """Who holds which post, who is away, and who stands in."""

    of_all = AWAY

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = PostsPresenter(self, context)
        self._strip = WeekStrip()
        self._week = label("", "section")
        self._post_card = PostCard(context.actor)
        self._absences = RowsModel(ABSENCES, key_of_absence, self)
        nobody = Empty("这段时间没有人离岗", "按“申请离岗”提交；临时离岗由同处室的人登记。", "done")
        self._absence_list = TablePane(self._absences, "离岗", nobody, "次")
        self._scope = Segments((_OWN, _BUREAU))
        self._set_up = Button("设置岗位", key="Ctrl+N", icon="plus")
        self._sudden = Button("登记临时离岗", key="S")
        self._plan = Button("申请离岗", "primary", key="L")
        self._acts = {each: Button("", key="") for each in _ACTS}
        self._hand_over = Button("交接单、交还单", "quiet", key="H", icon="posts")
        self._why = label("", "small", wrap=True)
        self._dialog: FieldsDialog | None = None
        self._keeping: Keeping | None = None
        self._connect()
        self._assemble()
        self.setFocusProxy(self._absence_list)

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Read the week, or that of the absence asked for; choose the post asked for, or begin a new one."""
        absence, post = int(arguments.get("absence", 0)), int(arguments.get("post", 0))
        if absence or post:
            self._presenter.open_at(absence, post)
        elif arguments.get("new"):
            self._presenter.open_new()
        else:
            self._presenter.open()

    def refresh(self) -> None:
        """Read the week again, keeping selection and place."""
        self._presenter.open()

    def look_again(self) -> None:
        """Read the week again."""
        self._presenter.open()

    def commands(self) -> tuple[Command, ...]:
        """Offer what may be done."""
        presenter = self._presenter
        found = [
            Command(title="申请离岗", run=presenter.plan, key="L", icon="posts"),
            Command(title="登记临时离岗", run=presenter.enter_sudden, key="S", icon="posts"),
            Command(title="工作交接", run=self._open_handover, key="H", icon="posts"),
            Command(title="岗位与离岗：换看本处室、全局", run=self._turn_scope, key="V", icon="posts"),
            Command(title="岗位与离岗：本周", run=partial(presenter.move, 0), key="Ctrl+Home", icon="calendar"),
            Command(title="岗位报备表和公开名单", run=presenter.posts.list_papers, key="U", icon="posts"),
        ]
        if self._set_up.isEnabled():
            found.append(Command(title="设置岗位", run=presenter.posts.set_up, key="Ctrl+N", icon="plus"))
        return tuple(found)

    # --- what the presenter asks

    def show_posted(self, posted: Posted) -> None:
        """Show the week, the posts and the absences."""
        first, last = posted.week[0], posted.week[-1]
        self._week.setText(f"{short_date(first)}至{short_date(last)}")
        self._strip.show_posted(posted, _MANY if self.height() >= _HIGH else _FEW)
        self._post_card.show_posted(posted)
        here = self.window().focusWidget()
        held = self._absence_list is here or self._absence_list.isAncestorOf(here)
        self.setFocusProxy(self._absence_list if posted.absences else self._post_card.pane)
        if held and not posted.absences:
            self._post_card.pane.setFocus()
        self._absences.show_rows(posted.absences)
        if self._absence_list.table.current_row() is None:
            self._absence_list.table.choose_first()
        self._show_acts(self._absence_list.table.current_row())

    def choose(self, absence: int, post: int) -> None:
        """Choose an absence or a post, and give it the keys; say so where a post is out of use."""
        self._scope.set_value(_BUREAU if self._presenter.posted.division is None else _OWN)
        self._hide_columns(bureau=self._scope.value() == _BUREAU)
        pane = self._absence_list if absence else self._post_card.pane
        if not pane.table.choose(absence or post):
            self._context.toast("这一行已不在列表里：岗位已停用，或者离岗已撤回。")
        pane.setFocus()

    def ask_fields(self, question: FieldsQuestion, submit: Submit) -> None:
        """Ask for fields; the dialog stays until they are kept."""
        dialog = FieldsDialog(self, question, FormDays(today=self._context.today), submit)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        self._keeping = Keeping(dialog, dialog, question.kept, self._context) if question.kept else None
        dialog.open()
        if self._keeping is not None:
            self._keeping.look("保存")

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong in the dialog."""
        if self._dialog is not None:
            self._dialog.show_problems(problems)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what was merged in the dialog."""
        if self._dialog is not None:
            self._dialog.fill(values)

    def ask_merge(self, found: tuple[Difference, ...], what: str) -> frozenset[str] | None:
        """Ask whose text is kept where two people changed the same."""
        return ConflictDialog.ask(self._dialog or self, found, what)

    def fields_kept(self) -> None:
        """Put the dialog away."""
        if self._dialog is not None:
            self._dialog.accept()

    def confirm(self, title: str, text: str, confirm: str) -> bool:
        """Ask whether an act is really meant."""
        return ConfirmDialog.ask(self, title, text, confirm)

    def ask_reason(self, title: str, text: str, confirm: str) -> str | None:
        """Ask why."""
        return ReasonDialog.ask(self, ReasonQuestion(title=title, text=text, confirm=confirm))

    def ask_file(self, title: str, name: str) -> Path | None:
        """Ask where a spreadsheet is to be kept."""
        chosen, _kind = QFileDialog.getSaveFileName(self, title, name, "Excel 工作簿 (*.xlsx)")
        return Path(chosen) if chosen else None

    # --- what the keys do

    def _connect(self) -> None:
        presenter = self._presenter
        self._strip.moved.connect(presenter.move)
        self._strip.chosen.connect(self._absence_list.table.choose)
        self._scope.chosen.connect(self._choose_scope)
        self._absence_list.table.chosen.connect(self._show_acts)
        self._post_card.asked.connect(presenter.posts.act)
        self._post_card.listing.connect(presenter.posts.list_papers)
        self._post_card.archive.connect(presenter.open_kept)
        self._absence_list.table.opened.connect(self._open_handover)
        self._hand_over.clicked.connect(self._open_handover)
        self._plan.clicked.connect(presenter.plan)
        self._sudden.clicked.connect(presenter.enter_sudden)
        self._set_up.clicked.connect(presenter.posts.set_up)
        for act, button in self._acts.items():
            button.clicked.connect(partial(self._act, act))
        for key, target in (("W", self._strip), ("P", self._post_card.pane), ("G", self._absence_list)):
            QShortcut(QKeySequence(key), self, partial(self._go_to, target))
        QShortcut(QKeySequence("Ctrl+Home"), self, partial(presenter.move, 0))
        QShortcut(QKeySequence("V"), self, self._turn_scope)

    def _go_to(self, target: QWidget) -> None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_scope(self) -> None:
        self._scope.set_value(_OWN if self._scope.value() == _BUREAU else _BUREAU)
        self._choose_scope(self._scope.value())

    def _choose_scope(self, word: str) -> None:
        self._presenter.look_at(bureau=word == _BUREAU)
        self._hide_columns(bureau=word == _BUREAU)

    def _act(self, act: str) -> None:
        self._presenter.act(act, self._absence_list.table.current_row())

    def _open_handover(self, _row: object = None) -> None:
        self._presenter.open_handover(self._absence_list.table.current_row())

    def _show_acts(self, absence: Absence | None) -> None:
        offers = offers_of(absence, self._presenter.posted, self._context.actor)
        for offer in offers:
            button = self._acts[offer.act]
            button.set_text(offer.title)
            button.set_key(offer.key)
            button.setEnabled(not offer.closed)
            button.setToolTip(offer.closed or f"{offer.title}（{offer.key}）")
        closed = dict.fromkeys(offer.closed for offer in offers if offer.closed)
        self._why.setText("".join(closed))
        self._why.setVisible(bool(closed))

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
            self.setFocus()

    # --- how it is put together

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the absences their width, and the posts the columns there is room for."""
        super().resizeEvent(event)
        self._right.setFixedWidth(_RIGHT_WIDE if self.width() >= _WIDE else _RIGHT)
        self._hide_columns(bureau=self._scope.value() == _BUREAU)

    def _hide_columns(self, *, bureau: bool) -> None:
        self._post_card.hide_columns(bureau=bureau, wide=self.width() >= _WIDE)

    def _assemble(self) -> None:
        context = self._context
        self._scope.set_value(_BUREAU if sees_bureau(context.actor) else _OWN)
        self._scope.setToolTip(f"换看{_OWN}、{_BUREAU}（V）")
        closed = sets_posts(context.actor, None)
        self._set_up.setEnabled(not closed)
        self._set_up.setToolTip(closed or "设置岗位（Ctrl+N）")
        context.page.put_filters(self._scope, label("V", "small"))
        context.page.put_actions(self._set_up, self._sudden, self._plan)
        self._right = framed(
            label("离岗", "section"), self._absence_list, tuple(self._acts.values()), self._why, self._hand_over
        )
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._post_card, 1)
        body.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._week_card())
        column.addLayout(body, 1)
        self._why.hide()

    def _week_card(self) -> QWidget:
        before = icon_button("left", "上一周", "Ctrl+PgUp")
        after = icon_button("right", "下一周", "Ctrl+PgDown")
        for button, weeks in ((before, -1), (after, 1)):
            button.clicked.connect(partial(self._move, weeks))
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(8)
        for part in (before, self._week, after):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(label("← → 换周（W 到这里），虚线是待批准的", "small"))
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._strip)
        return frame

    def _move(self, weeks: int) -> None:
        self._presenter.move(weeks)
