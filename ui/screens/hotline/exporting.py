"""The export of all orders that the person may see, in the platform's columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.hotline.queue import OrderQuery, QueueView
from ui.context import Context

EXPORT_KEY = "Ctrl+Shift+E"
_KINDS = "Excel 工作簿 (*.xlsx);;CSV (*.csv)"


def open_export(over: QWidget, context: Context, again: Callable[[], None]) -> None:
    """Ask where to, and write what the queue shows there."""
    del again
    shown = getattr(getattr(over, "presenter", None), "query", None)
    query = shown() if shown is not None else context.desk.orders.query(context.actor, QueueView.ALL)
    name, _kind = QFileDialog.getSaveFileName(over, "导出工单", "12345工单.xlsx", _KINDS)
    if name:
        export(context, query, Path(name))


def export(context: Context, query: OrderQuery, path: Path) -> None:
    """Write the orders of a query."""
    work = partial(context.desk.hotline.exporting.write, context.actor, query, path)
    context.jobs.run(work).then(lambda count: context.toast(f"已导出 {count:,} 件到“{path.name}”")).start()
