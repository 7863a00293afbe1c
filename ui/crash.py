"""When we made a mistake: tell it in Chinese with a report to copy, and keep the window and what was typed."""

from __future__ import annotations

import platform
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.clock import SHANGHAI
from app.unsaid import said_by, trace_of
from ui.dialogs.frame import DialogFrame
from ui.parts.buttons import Button

_WIDE, _HIGH = 640, 240
_SENTENCE = (
    "程序在处理刚才的操作时出错。已填写的内容都在，窗口可以继续使用；"
    "请把下面的报告复制给系统管理员。如果同一操作再次出错，请先不要重复操作。"
)
Report = Callable[[str], None]


def report_of(kind: type[BaseException], error: BaseException) -> str:
    """Return the report: when, on what, and where it happened; nothing that was typed or read."""
    lines = [
        "效能工作台 错误报告",
        f"时间：{datetime.now(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        f"系统：{platform.platform()}；Python {platform.python_version()}；Qt {qVersion()}",
        f"错误：{kind.__name__}：{said_by(error)}",
        "",
        trace_of(error),
    ]
    return "\n".join(lines)


class CrashDialog(DialogFrame):
    """Shows a report that can be copied."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(parent, "程序出错了", _SENTENCE, confirm="继续工作")
        self._report = QPlainTextEdit(report)
        copy = Button("复制报告", icon="document")
        copy.clicked.connect(self.copy)
        self._report.setReadOnly(True)
        self._report.setMinimumSize(_WIDE, _HIGH)
        self._report.setAccessibleName("错误报告")
        self.content.addWidget(self._report)
        self.content.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.cancel.hide()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())

    @classmethod
    def ask(cls, parent: QWidget | None, report: str) -> None:
        """Show the report until it is read."""
        dialog = cls(parent, report)
        dialog.exec()
        dialog.deleteLater()


class CrashKeeper(QObject):
    """Catches what nobody caught, in any thread, writes it down and shows it one at a time."""

    caught = Signal(str)

    def __init__(self, parent: QObject, write: Report | None = None) -> None:
        super().__init__(parent)
        self._write = write
        self._showing = False
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take one uncaught error; a keyboard interrupt ends the program as it should."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, error.with_traceback(trace))
        if sys.stderr is not None:
            sys.stderr.write(report)
        if self._write is not None:
            self._write(report)
        self.caught.emit(report)

    def release(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _catch_in_thread(self, happened: threading.ExceptHookArgs) -> None:
        error = happened.exc_value or RuntimeError("unknown")
        self.catch(happened.exc_type, error, happened.exc_traceback)

    def _show(self, report: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            CrashDialog.ask(None, report)
        finally:
            self._showing = False
