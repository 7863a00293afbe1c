"""What an import's dialog shows: the counts, the headings with their columns, changes, rows not taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.hotline.importing_models import Heading, Outcome, Rehearsal
from app.hotline.reading_rows import Incoming
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.segments import Segments
from ui.parts.spelling import spelled
from ui.screens.hotline.importing_rows import (
    CHANGES,
    CHOICES,
    FIRST,
    HEADINGS,
    REJECTED,
    Told,
    changes_of,
    rejected_of,
)
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

VIEWS = ("列名对应", "前几行", "有变化", "未导入")
_ROLES = ("on_time", "accent", "secondary", "late")


class ImportPane(QWidget):
    """``column_chosen`` gives a heading another column."""

    column_chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.file = Button("选择文件…", key="Ctrl+O", icon="folder")
        self.paste = Button("粘贴", key="Ctrl+V", icon="document")
        self.bad = Button("未导入的行…", key="Ctrl+E", icon="save")
        self.said = label("", "secondary", wrap=True)
        self.bar = QProgressBar()
        self.views = Segments(VIEWS)
        self._chips = [Chip("", role) for role in _ROLES]
        self._pages = QStackedWidget()
        self.headings = self._table(HEADINGS, "列名对应", ("还没有表", "选择文件，或者粘贴。", "folder"), "列")
        self.first = self._table(FIRST, "前几行", ("没有要导入的行", "", "done"), "行")
        self.changes = self._table(CHANGES, "有变化", ("没有变化", "已有的工单与表中相同。", "done"), "处")
        self.rejected = self._table(REJECTED, "未导入", ("每一行都可以导入", "", "done"), "行")
        self.whole = label("", "secondary", wrap=True)
        self.column = spelled(QComboBox())
        for title, key in CHOICES:
            self.column.addItem(title, key)
        self.views.chosen.connect(self._show_view)
        self.headings.table.opened.connect(self._ask_column)
        self.headings.table.chosen.connect(self._offer)
        self.column.activated.connect(self._choose_column)
        for told in (self.changes, self.rejected):
            told.table.chosen.connect(self._tell_whole)
        self._assemble()

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """Show what an import would do."""
        self.views.show()
        self.column.setEnabled(True)
        known = sum(bool(each.key) for each in rehearsal.headings)
        kept = len(rehearsal.headings) - known
        where = f"“{rehearsal.file}”" + (f"的“{rehearsal.sheet}”" if rehearsal.sheet != rehearsal.file else "")
        text = f"{where}：{rehearsal.rows:,} 行，认出 {known} 列"
        self.said.setText(f"{text}，另有 {kept} 列原样保留。尚未导入。" if kept else f"{text}。尚未导入。")
        self._count(
            ("新增", rehearsal.new),
            ("更新", rehearsal.changes),
            ("未变", rehearsal.same),
            ("未导入", len(rehearsal.rejected)),
        )
        _model(self.headings).show_rows(tuple(each for each in rehearsal.headings if each.text))
        _model(self.first).show_rows(rehearsal.first)
        _model(self.changes).show_rows(changes_of(rehearsal))
        _model(self.rejected).show_rows(rejected_of(rehearsal))
        self.bad.setEnabled(bool(rehearsal.rejected))
        self._choose_view(rehearsal)

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far the import is."""
        self.bar.setVisible(True)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.said.setText(f"正在导入：{done:,} / {total:,}。按 Esc 停止，已导入的整批保留。")

    def show_outcome(self, outcome: Outcome) -> None:
        """Tell how the import went."""
        self.bar.hide()
        ended = "已停止" if outcome.stopped else "已导入"
        self.said.setText(
            f"{ended}：新增 {outcome.new:,} 件，更新 {outcome.changed:,} 件，未变 {outcome.same:,} 件，"
            f"未导入 {outcome.rejected:,} 行。"
            + ("按 Ctrl+E 保存并打开未导入的行，改好后再导入即可。" if outcome.rejected else "")
        )
        self.column.setEnabled(False)
        self._count(
            ("新增", outcome.new),
            ("更新", outcome.changed),
            ("未变", outcome.same),
            ("未导入", outcome.rejected),
        )

    def _table(
        self, columns: tuple[Column, ...], name: str, empty: tuple[str, str, str], unit: str
    ) -> TablePane:
        model = RowsModel(columns, _key, self)
        pane = TablePane(model, name, Empty(*empty), unit)
        model.show_rows(())
        self._pages.addWidget(pane)
        return pane

    def _count(self, *counts: tuple[str, int]) -> None:
        for chip, (word, count), role in zip(self._chips, counts, _ROLES, strict=True):
            chip.show_word(f"{word} {count:,}", role if count else "secondary")
            chip.show()

    def _choose_view(self, rehearsal: Rehearsal) -> None:
        """Begin with what needs to be looked at."""
        if rehearsal.lacking:
            view = VIEWS[0]
        elif rehearsal.rejected:
            view = VIEWS[3]
        else:
            view = VIEWS[2] if rehearsal.changes else VIEWS[1]
        self.views.set_value(view)
        self._show_view(view)
        if rehearsal.lacking:
            self.headings.table.setFocus()

    def show_hands(self) -> None:
        """Have the keys go to what is shown."""
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus()

    def _show_view(self, view: str) -> None:
        self._pages.setCurrentIndex(VIEWS.index(view))
        self.column.setVisible(view == VIEWS[0])
        told = {VIEWS[2]: self.changes, VIEWS[3]: self.rejected}.get(view)
        self.whole.setVisible(told is not None)
        if told is not None:
            self.whole.clear()
            told.table.choose_first()
        elif view == VIEWS[0] and self.headings.table.current_row() is None:
            self._choose_unknown()

    def _choose_unknown(self) -> None:
        """Choose the first heading that has no column yet."""
        model = _model(self.headings)
        found = (model.row(place) for place in range(model.rowCount()))
        unknown = (place for place, each in enumerate(found) if each is not None and not each.key)
        self.headings.table.choose_place(next(unknown, 0))

    def _tell_whole(self, told: Told) -> None:
        """Tell all of a row that the table has no room for."""
        before = f"{told.field}：{told.before or '（空）'} → " if told.field else ""
        self.whole.setText(f"第 {told.row} 行　{before}{told.after}")

    def _offer(self, heading: Heading | None) -> None:
        if heading is not None:
            self.column.setCurrentIndex(max(0, self.column.findData(heading.key)))

    def _ask_column(self, _heading: Heading) -> None:
        """Let a heading's column be chosen by arrows and letters."""
        self.column.setFocus()
        self.column.showPopup()

    def _choose_column(self, _place: int) -> None:
        heading = self.headings.table.current_row()
        if heading is not None:
            self.column_chosen.emit(heading, self.column.currentData())

    def _assemble(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.file, self.paste, self.bad):
            tools.addWidget(button)
        tools.addStretch()
        marks = QHBoxLayout()
        marks.setSpacing(8)
        marks.addWidget(self.views)
        marks.addSpacing(8)
        for chip in self._chips:
            marks.addWidget(chip)
            chip.hide()
        marks.addStretch()
        self.column.setAccessibleName("对应的列")
        self.column.setMinimumWidth(200)
        marks.addWidget(self.column)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(tools)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(marks)
        column.addWidget(frame, 1)
        column.addWidget(self.whole)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.bad.setEnabled(False)
        self.views.set_value(VIEWS[0])
        self.views.hide()
        self.column.hide()
        self.whole.hide()
        self.said.hide()


def _key(row: Heading | Incoming | Told) -> tuple[object, ...]:
    if isinstance(row, Heading):
        return (row.text,)
    return (row.row, row.field) if isinstance(row, Told) else (row.row,)


def _model(pane: TablePane) -> RowsModel:
    model = pane.table.model()
    assert isinstance(model, RowsModel)
    return model
