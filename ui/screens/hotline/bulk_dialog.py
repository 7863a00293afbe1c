"""Shows what a bulk act will do to each order, then what became of each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.hotline.life import Way
from ui.dialogs.frame import DialogFrame
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.screens.hotline.bulk import Line
from ui.screens.hotline.words import FOR_GOOD
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_WIDE, _LEAST_HIGH, _ROW, _OTHER = 1040, 240, 36, 76
_AROUND = 340  # px that the dialog takes over and under its table


class BulkDialog(DialogFrame):
    """Asks once for all; afterwards it stays until the results are read."""

    def __init__(
        self, parent: QWidget | None, way: Way, lines: tuple[Line, ...], go: Callable[[], None]
    ) -> None:
        goes = sum(line.goes for line in lines)
        left = f"；{len(lines) - goes} 件不办，原因写在后面" if goes < len(lines) else ""
        talks = sum(line.talks for line in lines)
        also = f"，其中 {talks} 件同时提请效能办约谈" if talks else ""
        super().__init__(parent, way.title, f"将办理 {goes} 件{also}{left}。", f"办理 {goes} 件")
        self._go = go
        self.was_done = False
        self._over = not goes
        self.setMinimumWidth(_WIDE)
        self.model = RowsModel(_columns(), lambda line: line.order.id, self)
        pane = TablePane(self.model, "成批办理", Empty("没有工单", "", "hotline"))
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(pane)
        room = self.screen().availableGeometry().height() - _AROUND
        frame.setFixedHeight(min(max(_LEAST_HIGH, room), len(lines) * _ROW + _OTHER))
        self._warning = label(FOR_GOOD.get(way.key, ""), "secondary", wrap=True)
        stays = self._warning.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # so that nothing moves when the results are told
        self._warning.setSizePolicy(stays)
        self.content.addWidget(frame)
        self.content.addWidget(self._warning)
        self.model.show_rows(tuple(sorted(lines, key=lambda line: (line.goes, not line.talks))))
        self.confirm.show_key("Ctrl+Return")
        if self._over:
            self._close_only()
        self.confirm.setFocus()

    def try_accept(self) -> None:
        """Have it done; once it is, close."""
        if not self.confirm.isEnabled():
            return
        if self._over:
            self.accept()
        else:
            self.confirm.setEnabled(False)
            self.cancel.setEnabled(False)
            self._go()

    def reject(self) -> None:
        """Leave it undone; what runs is not left."""
        if self.cancel.isEnabled():
            super().reject()

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far it is."""
        self._text.setText(f"正在办理：{done} / {total}")

    def show_results(self, lines: tuple[Line, ...]) -> None:
        """Show what became of each, those that were not done first."""
        self._over = self.was_done = True
        done = sum(line.done for line in lines)
        self._text.setText(
            f"已办理 {done} 件" + (f"，{len(lines) - done} 件没有办理。" if done < len(lines) else "。")
        )
        self.model.show_rows(tuple(sorted(lines, key=lambda line: line.done)))
        self._warning.hide()
        self.confirm.setEnabled(True)
        self.cancel.setEnabled(True)
        self._close_only()
        self.confirm.setFocus()

    def _close_only(self) -> None:
        self.cancel.hide()
        self.confirm.set_text("关闭")


def _columns() -> tuple[Column, ...]:
    return (
        Column(title="", text=_mark, width=80, chip=_chip),
        Column(title="工单编号", text=lambda line: line.order.number, width=160, ends=True),
        Column(title="标题", text=lambda line: line.order.title, width=240),
        Column(title="结果", text=lambda line: line.words, tip=lambda line: line.words),
    )


def _mark(line: Line) -> str:
    if line.done:
        return "已办"
    return "将办" if line.goes else "不办"


def _chip(line: Line) -> tuple[str, str]:
    return _mark(line), "on_time" if line.done else "accent" if line.goes else "late"
