"""The files kept with a denial: a list walked by keys, a place to drop files on, and opening one."""

from __future__ import annotations

import atexit
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from app.denials.files import size_of
from app.denials.models import Attachment
from ui import icons
from ui.parts.buttons import Button
from ui.parts.labels import label
from ui.preview import printing

_ROW = 28
_MOST_ROWS = 4
_FILE = Qt.ItemDataRole.UserRole + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NONE = "还没有附件"
_DROP = "把所依据的政策文件拖到这里，或按 Ctrl+O 添加。"


class FilesList(QFrame):
    """Says by signals which file is to be opened or removed, and which are to be added."""

    opened = Signal(object)
    removed = Signal(object)
    added = Signal(object)

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self._editable = editable
        self._title = label("附件（并附相关政策）", "strong")
        self._none = label(_DROP if editable else _NONE, "small", wrap=True)
        self._add = Button("添加", key="Ctrl+O" if editable else "", icon="plus")
        self._list = _Files()
        self.setObjectName("files")
        self._list.opened.connect(self.opened)
        self._list.removed.connect(self._remove)
        self._add.clicked.connect(self.ask)
        self.setAcceptDrops(editable)
        self._assemble()
        self.show_files(())

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names shown."""
        return tuple(self._list.item(row).data(_FILE).name for row in range(self._list.count()))

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        """Show these files."""
        at = self._list.currentRow()
        self._list.clear()
        for file in files:
            item = QListWidgetItem(icons.icon("document", "secondary"), file.name)
            item.setText(f"{file.name}　{size_of(file.size)}")
            item.setData(_FILE, file)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(f"{file.name}\n{file.added_by_name}添加，Enter 打开")
            self._list.addItem(item)
        self._list.setCurrentRow(min(at, len(files) - 1))
        self._list.setFixedHeight(min(len(files), _MOST_ROWS) * _ROW + 2)
        self._list.setVisible(bool(files))
        self._none.setVisible(not files)
        count = f"　{len(files)} 个" if files else ""
        self._title.setText(f"附件（并附相关政策）{count}")

    def let_add(self, allowed: bool, why_not: str = "") -> None:
        """Let files be added, or say why not yet."""
        self._add.setEnabled(allowed)
        self.setAcceptDrops(allowed and self._editable)
        self._none.setText(_DROP if allowed else why_not)

    def ask(self) -> None:
        """Ask for files on this machine."""
        if not (self._editable and self._add.isEnabled()):
            return
        names, _filter = QFileDialog.getOpenFileNames(self, "添加附件")
        if names:
            self.added.emit(tuple(Path(name) for name in names))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files alone."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.added.emit(paths)

    def _remove(self, file: Attachment) -> None:
        if self._editable:
            self.removed.emit(file)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._list)
        self._add.setVisible(self._editable)


class _Files(QListWidget):
    """Enter opens, Delete removes."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("附件，Enter 打开")
        self.setIconSize(QSize(16, 16))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self._open)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first file in hand."""
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or remove the file at hand."""
        chosen = self.currentRow() >= 0
        if chosen and event.key() in _ENTER:
            self._open(self.currentItem())
        elif chosen and event.key() in _REMOVE:
            self.removed.emit(self.currentItem().data(_FILE))
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_FILE))


def put_aside(name: str, content: bytes) -> Path:
    """Write a file into a folder of its own, taken away with the program; raises ``Unavailable``."""
    folder = mkdtemp(prefix="attachment-")
    atexit.register(rmtree, folder, ignore_errors=True)
    return printing.write(Path(folder) / (printing.file_name(name) or "附件"), content)


def open_outside(path: Path) -> bool:
    """Have the system's own program open a file."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
