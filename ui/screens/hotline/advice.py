"""Advice in the reading pane: out of scope or not, the same as others, and who should lead, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.hotline.advising_models import Advice, Duplicate, Lead
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.emptying import empty_out
from ui.parts.labels import label

TAKE_KEYS = ("W", "Shift+W")  # for the best and the second
_SCOPE_KEY, _MERGE_KEY, _LINK_KEY = "K", "M", "Alt+M"


class AdvicePart(QWidget):
    """Shows what is suggested; ``taken`` names a suggested lead by its place, ``opened`` an order."""

    taken = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(6)
        self.hide()

    def show_advice(self, advice: Advice, *, placing: bool) -> None:
        """Show the suggestions; only who places the order is told which keys take them."""
        empty_out(self._column)
        for part in self._parts(advice, placing=placing):
            self._column.addWidget(part)
        self.setVisible(not advice.is_empty)

    def clear(self) -> None:
        """Show nothing."""
        empty_out(self._column)
        self.hide()

    def _parts(self, advice: Advice, *, placing: bool) -> Iterator[QWidget]:
        if advice.scope:
            yield _headed("可能不在受理范围", "soon", f"{_SCOPE_KEY} 退回，意见已填好" if placing else "")
        for ground in advice.scope:
            yield label(f"{ground.item}。诉求中有“{'”“'.join(ground.words)}”。", "small", wrap=True)
        if advice.leads:
            yield _headed("建议主办", "accent", "按键填入分派单" if placing else "")
        for place, lead in enumerate(advice.leads):
            key = TAKE_KEYS[place] if placing and place < len(TAKE_KEYS) else ""
            take = partial(self.taken.emit, place) if placing else None
            yield from _lead_parts(place, lead, key, take)
        if advice.duplicates:
            keys = f"{_MERGE_KEY} 并入、{_LINK_KEY} 关联，编号已填好" if placing else ""
            yield _headed("疑似重复", "provisional", keys)
        for place, duplicate in enumerate(advice.duplicates, start=1):
            show = partial(self.opened.emit, int(duplicate.order.id))
            yield from _duplicate_parts(place, duplicate, show)


def _headed(word: str, role: str, keys: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(8)
    row.addWidget(Chip(word, role))
    row.addWidget(label(keys, "small"))
    row.addStretch()
    return holder


def _lead_parts(place: int, lead: Lead, key: str, take: Callable[[], None] | None) -> Iterator[QWidget]:
    if take is None:
        yield label(f"{place + 1}. {lead.name}", "strong")
    else:
        button = Button(lead.name, "quiet")
        button.show_key(key)
        button.setToolTip(f"填入分派单的主办单位（{key}）" if key else "填入分派单的主办单位")
        button.clicked.connect(take)
        yield _numbered(place + 1, button)
    also = (f"协办建议：{lead.co_handling}",) if lead.co_handling else ()
    for reason in (*lead.reasons, *also):
        yield label(reason, "small", wrap=True)


def _duplicate_parts(place: int, duplicate: Duplicate, show: Callable[[], None]) -> Iterator[QWidget]:
    order = duplicate.order
    button = Button(order.number, "quiet")
    button.setToolTip("查看这一件")
    button.clicked.connect(show)
    yield _numbered(place, button)
    lead = f"，{order.lead_name}" if order.lead_name else ""
    yield label(f"{duplicate.said}；{order.state.value}{lead}：{order.title}", "small", wrap=True)


def _numbered(place: int, button: Button) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(label(f"{place}", "small"))
    row.addWidget(button)
    row.addStretch()
    return holder
