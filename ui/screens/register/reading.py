"""The reading pane: the number with its state, the acts, the real page, and what was done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.clock import chinese_moment, short_date
from app.register.models import DocumentState
from ui import icons
from ui.jobs import Jobs
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.segments import Segments
from ui.preview.view import Paper, PreviewPane
from ui.screens.register.columns import STATE_ROLES
from ui.screens.register.presenter import Reading
from ui.screens.register.records import RecordsView

_VIEWS = ("页面", "记录")


class ReadingPane(QWidget):
    """One document; its acts are told by ``acted`` (print, pdf, docx, serve, prove, void, uncover)."""

    acted = Signal(str)

    def __init__(self, jobs: Jobs, page_of: Callable[[Reading], Paper]) -> None:
        super().__init__()
        self.setObjectName("reading")
        self._page_of = page_of
        self._number = label("", "section")
        self._state = Chip()
        self._said = label("", "secondary", wrap=True)
        self._views = Segments(_VIEWS)
        self.acts = {
            "print": Button("补打", "primary", key="Ctrl+P", icon="print"),
            "serve": Button("送达…", key="Alt+S"),
            "void": Button("作废…", "danger", key="Alt+V"),
            "uncover": Button("显示个人信息", "quiet", key="Alt+U", icon="eye"),
        }
        self.more = {
            "pdf": _action("另存 PDF", "save", "Ctrl+S"),
            "docx": _action("另存 Word 文档", "save", "Ctrl+Shift+S"),
            "prove": _action("出送达回证", "document"),
        }
        self._menu = Button("更多", key="Alt+M")
        self.preview = PreviewPane(jobs)
        self.records = RecordsView()
        self._pages = QStackedWidget()
        self._stack = QStackedWidget()

        for name, button in self.acts.items():
            button.clicked.connect(partial(self.acted.emit, name))
        for name, action in self.more.items():
            action.triggered.connect(partial(self._act, name))
            self.addAction(action)
        self._menu.clicked.connect(self._open_menu)
        self._views.chosen.connect(self._show_view)
        QShortcut(QKeySequence("Alt+R"), self, self._other_view)

        self._assemble()

    def show_reading(self, reading: Reading) -> None:
        """Show a document and the acts that are lawful now."""
        document = reading.document
        self._number.setText(str(document.number))
        gone = document.destroyed_at is not None
        word, role = ("已销毁", "secondary") if gone else (document.state.value, STATE_ROLES[document.state])
        self._state.show_word(word, role)
        self._said.setText(_said(reading))
        printed = bool(reading.prints)
        self.acts["print"].set_text("补打" if printed else "打印")
        allowed = {
            "print": reading.may_print,
            "pdf": reading.may_print,
            "docx": reading.may_print,
            "serve": reading.may_serve,
            "prove": reading.may_serve
            and document.case is not None
            and document.type_key != "proof_of_service",
            "void": reading.may_void,
            "uncover": reading.may_uncover and not reading.uncovered,
        }
        if gone:
            allowed = dict.fromkeys(allowed, False)
        for name, button in self.acts.items():
            button.setVisible(allowed[name])
        for name, action in self.more.items():
            action.setVisible(allowed[name])
        self._menu.setVisible(any(allowed[name] for name in self.more))
        self.records.show_reading(reading)
        self._views.setVisible(not gone)
        if gone:
            self._views.set_value(_VIEWS[1])
            self._show_view(_VIEWS[1])
        else:
            self.preview.set_later(partial(self._page_of, reading))
        self._stack.setCurrentIndex(1)

    def show_nothing(self) -> None:
        """Show that no document is chosen."""
        self._stack.setCurrentIndex(0)

    @property
    def said(self) -> str:
        """Return the number, the state and the sentence."""
        return f"{self._number.text()} {self._state.accessibleName()} {self._said.text()}"

    def _assemble(self) -> None:
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._views.set_value(_VIEWS[0])
        self._views.setToolTip("页面或记录（Alt+R）")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch()
        head.addWidget(self._views)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._said, 1)
        said.addWidget(self.acts["uncover"])
        top = QVBoxLayout()
        top.setContentsMargins(16, 14, 16, 12)
        top.setSpacing(8)
        top.addLayout(head)
        top.addLayout(said)
        top.addLayout(self._acts())
        self.preview.setProperty("kind", "surface")
        self._pages.addWidget(self.preview)
        self._pages.addWidget(self.records)
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        empty = card()
        inner = QVBoxLayout(empty)
        inner.addWidget(Empty("没有选中文书", "在左边的列表中用 ↑ ↓ 选择，页面会显示在这里。", "document"))
        self._stack.addWidget(empty)
        self._stack.addWidget(frame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _acts(self) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for part in (self.acts["print"], self.acts["serve"], self.acts["void"], self._menu):
            part.setMinimumHeight(40)
            acts.addWidget(part)
        acts.addStretch()
        return acts

    def _act(self, name: str, _checked: bool = False) -> None:
        self.acted.emit(name)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addActions([action for action in self.more.values() if action.isVisible()])
        menu.exec(self._menu.mapToGlobal(self._menu.rect().bottomLeft() + QPoint(0, 4)))
        menu.deleteLater()

    def _show_view(self, view: str) -> None:
        self._pages.setCurrentIndex(_VIEWS.index(view))

    def _other_view(self) -> None:
        view = _VIEWS[1 - self._pages.currentIndex()]
        self._views.set_value(view)
        self._show_view(view)


def _action(text: str, icon: str, key: str = "") -> QAction:
    action = QAction(icons.icon(icon, "secondary"), text)
    if key:
        action.setShortcut(QKeySequence(key))
    return action


def _said(reading: Reading) -> str:
    document = reading.document
    if document.destroyed_at is not None:
        when = chinese_moment(document.destroyed_at)
        return f"《{document.title}》保管期满，{when}经鉴定审批销毁，内容不能恢复。"
    if document.state is DocumentState.VOID:
        when = f"，{chinese_moment(document.voided_at)}" if document.voided_at else ""
        return f"已作废：{document.void_reason}（{document.voided_by_name}{when}）。文号保留在登记簿中。"
    served = f"，{short_date(document.served_on)}送达" if document.served_on else ""
    return f"《{document.title}》{document.issuer_name}签发{served}"
