"""The catalogue screen: the search and the list at the left, the matter at the right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.catalogue.matters import ImportReport
from app.catalogue.models import Matter
from app.errors import Problem
from ui import icons
from ui.context import Command, Context, Screen
from ui.dialogs.message import ConfirmDialog
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.screens.catalogue.columns import MATTERS, key_of_matter
from ui.screens.catalogue.editing import MatterForm
from ui.screens.catalogue.importing import ImportPane
from ui.screens.catalogue.presenter import CataloguePresenter, MatterShown
from ui.screens.catalogue.reading import MatterPane
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_KIND, _MARK = 1, 3
_NARROW, _WIDE = 960, 1400
_PAUSE_MS = 150


class CatalogueScreen(Screen):
    """The office's matters."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("catalogue")
        self._context = context
        self._presenter = CataloguePresenter(self, context)
        self._words = QLineEdit()
        self._retired = QCheckBox("含停用")
        self._model = RowsModel(MATTERS, key_of_matter, self)
        nothing = Empty("没有符合的事项", "换个名称、编码、拼音或首字母再找。", "search")
        self._list = TablePane(self._model, "事项目录", nothing, "项")
        self._matter = MatterPane()
        self._form = MatterForm()
        self._import = ImportPane()
        self._side = QStackedWidget()
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self._template = Button("下载空白表", icon="save")
        self._open = Button("导入事项表…", key="Ctrl+I", icon="folder")
        self._connect()
        self._assemble()

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Show the list; ``words`` looks for something, ``matter`` shows one."""
        if "words" in arguments:
            self._words.setText(str(arguments["words"]))
            self._pause.stop()
        self._presenter.open(self._words.text(), retired=self._retired.isChecked())
        if "matter" in arguments:
            self._list.table.choose(arguments["matter"])
        self._words.setFocus()

    def refresh(self) -> None:
        """Read the matters again."""
        self._presenter.refresh()

    def look_again(self) -> None:
        """Read the list again, unless a matter is being edited or imported."""
        if self._left.isEnabled() and self._left.isVisible():
            self._presenter.refresh()

    def commands(self) -> tuple[Command, ...]:
        """Offer the acts of the catalogue."""
        found = [Command(title="查找事项", run=self._to_words, key="Ctrl+F", icon="search")]
        if self._presenter.imports:
            found += [
                Command(title="导入事项表", run=self._ask_file, key="Ctrl+I", icon="folder"),
                Command(title="下载空白事项表", run=self._ask_template, icon="save"),
                Command(title="修改这个事项", run=self._presenter.edit, key="Alt+E", icon="edit"),
            ]
        return tuple(found)

    # --- what the presenter asks

    def show_rights(self, *, imports: bool) -> None:
        """Show what the role may do."""
        self._template.setVisible(imports)
        self._open.setVisible(imports)

    def show_matters(self, matters: tuple[Matter, ...], *, wanted: bool) -> None:
        """Show what was found; a search chooses the best."""
        self._model.show_rows(matters)
        if wanted or self._list.table.current_row() is None:
            self._list.table.choose_first()

    def show_matter(self, shown: MatterShown) -> None:
        """Show a matter, unless it is being edited."""
        self._matter.show_matter(shown)

    def show_nothing(self) -> None:
        """Show that nothing is chosen."""
        self._matter.show_nothing()

    def show_form(self, shown: MatterShown, values: Mapping[str, Any]) -> None:
        """Open the form in the matter's place; the list rests meanwhile."""
        self._form.show_matter(shown, values)
        self._side.setCurrentWidget(self._form)
        self._left.setEnabled(False)

    def show_form_problems(self, problems: tuple[Problem, ...], general: str) -> None:
        """Say what is wrong in the form."""
        self._form.show_problems(problems, general)

    def show_reading_again(self) -> None:
        """Close the form."""
        self._side.setCurrentWidget(self._matter)
        self._left.setEnabled(True)
        self._list.setFocus()

    def show_rehearsal(self, report: ImportReport) -> None:
        """Show what an import would change."""
        self._import.show_report(report)
        self._show_import(shown=True)

    def show_import_problem(self, text: str) -> None:
        """Say why a file cannot be used."""
        self._import.show_problem(text)
        self._show_import(shown=True)

    def show_list_again(self) -> None:
        """Leave the import."""
        self._show_import(shown=False)
        self._list.setFocus()

    # --- the screen itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of a narrow list what the matter itself says."""
        super().resizeEvent(event)
        hidden = {_KIND} if self.width() < _WIDE else set()
        self._list.table.hide_columns(frozenset(hidden | ({_MARK} if self.width() < _NARROW else set())))

    def _connect(self) -> None:
        presenter = self._presenter
        self._words.textChanged.connect(self._later)
        self._words.returnPressed.connect(self._list.setFocus)
        self._retired.toggled.connect(self._search)
        self._pause.timeout.connect(self._search)
        self._list.table.chosen.connect(presenter.choose)
        self._matter.edit_asked.connect(presenter.edit)
        self._matter.active_asked.connect(self._set_active)
        self._matter.case_asked.connect(presenter.open_case)
        self._form.saved.connect(presenter.save)
        self._form.left.connect(presenter.leave_form)
        self._import.applied.connect(presenter.apply)
        self._import.given_up.connect(presenter.leave_import)
        self._import.chosen.connect(self._ask_file)
        self._template.clicked.connect(self._ask_template)
        self._open.clicked.connect(self._ask_file)
        QShortcut(QKeySequence("Ctrl+F"), self, self._to_words)

    def _assemble(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._words.setPlaceholderText("名称、编码、拼音或首字母")
        self._words.setAccessibleName("查找事项（Ctrl+F）")
        self._words.setClearButtonEnabled(True)
        self._words.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self._context.page.put_actions(self._template, self._open)
        search = QHBoxLayout()
        search.setSpacing(12)
        search.addWidget(self._words, 1)
        search.addWidget(self._retired)
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._list)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(search)
        column.addWidget(frame, 1)
        self._side.addWidget(self._matter)
        self._side.addWidget(self._form)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        halves.addWidget(self._left)
        halves.addWidget(self._side)
        halves.setSizes([470, 656])
        halves.setStretchFactor(0, 4)
        halves.setStretchFactor(1, 6)
        self._stack.addWidget(halves)
        self._stack.addWidget(self._import)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self._words)

    def _show_import(self, *, shown: bool) -> None:
        self._stack.setCurrentIndex(int(shown))
        self.show_rights(imports=self._presenter.imports and not shown)

    def _later(self) -> None:
        self._pause.start()

    def _search(self, *_: object) -> None:
        self._presenter.search(self._words.text(), retired=self._retired.isChecked())

    def _to_words(self) -> None:
        self._words.setFocus()
        self._words.selectAll()

    def _set_active(self, active: bool) -> None:
        shown = self._presenter.shown
        if shown is None:
            return
        text = f"“{shown.matter.name}”停用后窗口不能再选它开始办件；已有的办件照常办理。可以随时恢复。"
        if active or ConfirmDialog.ask(self, "停用事项", text, "停用"):
            self._presenter.set_active(active=active)

    def _ask_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "导入事项表", "", "事项表 (*.xlsx *.xls *.csv)")
        if name:
            self._presenter.rehearse(Path(name))

    def _ask_template(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self, "保存空白事项表", "事项表.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if name:
            self._presenter.save_template(Path(name))
