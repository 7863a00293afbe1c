"""Whom an act speaks with: the caller with his telephone in full, and what he asked, over the act's form."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.hotline.models import WorkOrder
from ui import theme
from ui.parts.labels import label
from ui.screens.facts import in_brief
from ui.screens.hotline.facts import caller_name

CALLING = ("call", "call_back")
"""The acts in which the caller is spoken with."""
NO_TELEPHONE = "没有留下电话"


def caller_lines(order: WorkOrder) -> QWidget:
    """Return the lines over the form; ``order`` is uncovered."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, theme.LABEL_PX)
    grid.setColumnStretch(1, 1)
    above = Qt.AlignmentFlag.AlignTop
    for place, (name, text, kind) in enumerate(_lines(order)):
        told = label(text, kind, wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label(name, "secondary"), place, 0, above | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(told, place, 1, above)
    return holder


def _lines(order: WorkOrder) -> Iterator[tuple[str, str, str]]:
    """Yield each line: its name, what it says, and the kind of its face."""
    telephone = order.caller.telephone
    yield "诉求人", caller_name(order), "strong"
    yield "电话", telephone or NO_TELEPHONE, "strong" if telephone else "secondary"
    yield "诉求", in_brief(order.content), ""
    if order.reply.content:
        yield "答复", in_brief(order.reply.content), ""
