"""The handover that is read: who hands what to whom, who has signed, its items, its papers and the acts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.halves import span_words
from app.posts.handed import HandoverItem, Stage
from ui.dates.due import DueView
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label, line
from ui.screens.handovers.columns import NEXT, PLACE, STEP_ROLES, facts_of, item_columns, key_of_item
from ui.screens.handovers.offers import TAKE, Offer
from ui.screens.handovers.reading import Reading
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_NEXT_FROM, _PLACE_FROM = 760, 960
_DONE_SHOWN = 3


class HandoverPane(QWidget):
    """``acted`` names an act, ``item_chosen`` tells that another item is, ``paper_opened`` a document."""

    acted = Signal(str)
    item_chosen = Signal()
    paper_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self._title = label("", "section", wrap=True)
        self._state = Chip()
        self._span = label("", "secondary", wrap=True)
        self._waits = label("", "strong", wrap=True)
        self._signed = label("", "secondary", wrap=True)
        self.model = RowsModel(item_columns(self._due, self._is_made), key_of_item, self)
        nothing = Empty("没有在办事项", "这次离岗没有要移交的事；印章、钥匙等在交接单上手工列出。", "done")
        self.items = TablePane(self.model, "交接事项", nothing, "项")
        self._facts = label("", "small", wrap=True)
        self._done = label("", "small", wrap=True)
        self._papers = (
            Button("", "quiet", key="1", icon="document"),
            Button("", "quiet", key="2", icon="document"),
        )
        self._shown = QWidget()
        self._row = QHBoxLayout()
        self._empty = Empty("选一次离岗", "谁把什么交给谁、还等谁签字，显示在这里。", "posts")
        self.buttons: dict[str, Button] = {}
        self.items.table.chosen.connect(self._choose_item)
        for place, button in enumerate(self._papers):
            button.clicked.connect(partial(self._open_paper, place))
        take = QShortcut(QKeySequence("Space"), self.items.table, partial(self._act, TAKE))
        take.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._assemble()
        self.show_nothing()

    def item(self) -> HandoverItem | None:
        """Return the item at hand."""
        found: HandoverItem | None = self.items.table.current_row()
        return found

    def show_nothing(self) -> None:
        """Show that no handover is chosen."""
        self._reading = None
        self._shown.hide()
        self._empty.show()

    def show_reading(self, reading: Reading) -> None:
        """Show a handover; another's items begin at the first."""
        same = self._reading is not None and self._reading.line.absence.id == reading.line.absence.id
        waited = self.item() if same else None
        self._reading = reading
        line_, absence = reading.line, reading.line.absence
        self._title.setText(_title(reading))
        self._state.show_word(line_.standing.step.value, STEP_ROLES[line_.standing.step])
        sudden = f"，{absence.entered_by_name}登记的临时离岗" if absence.sudden else ""
        span = span_words(absence.starts, absence.until)
        self._span.setText(f"{absence.reason.value}，{span}{sudden} · {line_.post_name}")
        self._waits.setText(line_.standing.waits and f"{line_.standing.waits}。")
        self._waits.setVisible(bool(line_.standing.waits))
        self._signed.setText("\n".join(_signatures(reading)))
        self._signed.setVisible(bool(self._signed.text()))
        self._done.setText("\n".join(_done_words(reading)))
        self._done.setVisible(bool(self._done.text()))
        self.model.show_rows(reading.items)
        self._go_on(waited, reading)
        for button, paper in zip(self._papers, (reading.view.sheet, reading.view.return_sheet), strict=True):
            button.set_text(f"{paper.title} {paper.number}" if paper else "")
            button.setVisible(paper is not None)
        self._choose_item()
        self._shown.show()
        self._empty.hide()

    def show_offers(self, offers: Iterable[Offer]) -> None:
        """Show the acts that are open, the next one as the primary."""
        for offer in offers:
            button = self.buttons[offer.act]
            button.setVisible(not offer.closed)
            button.set_kind("primary" if offer.primary else "")

    def make_buttons(self, offers: Iterable[Offer]) -> None:
        """Make a button for each act, answered by the screen's own keys."""
        for offer in offers:
            button = Button(offer.title)
            button.show_key("空格" if offer.act == TAKE else offer.key)
            button.clicked.connect(partial(self._act, offer.act))
            self.buttons[offer.act] = button
            self._row.addWidget(button)
        self._row.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the items the columns there is room for."""
        super().resizeEvent(event)
        hidden = {NEXT: _NEXT_FROM, PLACE: _PLACE_FROM}
        self.items.table.hide_columns(frozenset(key for key, least in hidden.items() if self.width() < least))

    def _due(self, item: HandoverItem) -> DueView | None:
        return self._reading.due.get(item.key) if self._reading is not None else None

    def _go_on(self, before: HandoverItem | None, reading: Reading) -> None:
        """Stay at the item at hand; begin at, and after taking one go on to, the first not taken over."""
        now = self.item() if before is not None else None
        settled = now is not None and before is not None and before.stage is not now.stage
        if now is not None and not settled:
            return
        stages = (Stage.WAITING, Stage.OBJECTED)
        open_ones = (each.key for stage in stages for each in reading.items if each.stage is stage)
        waiting = next(open_ones, None)
        if waiting is None or not self.items.table.choose(waiting):
            self.items.table.choose_first()

    def _is_made(self) -> bool:
        return self._reading is not None and (self._reading.made or self._reading.over)

    def _act(self, act: str) -> None:
        self.acted.emit(act)

    def _choose_item(self, _row: object = None) -> None:
        item = self.item()
        facts = facts_of(item) if item is not None else ()
        number = (("编号", item.number),) if item is not None and item.number else ()
        self._facts.setText("　".join(f"{name}：{text}" for name, text in (*number, *facts)))
        self._facts.setVisible(bool(self._facts.text()))
        self.item_chosen.emit()

    def _open_paper(self, place: int) -> None:
        view = self._reading.view if self._reading is not None else None
        paper = (view.sheet, view.return_sheet)[place] if view is not None else None
        if paper is not None:
            self.paper_opened.emit(int(paper.id))

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        top = QVBoxLayout()
        top.setContentsMargins(20, 14, 20, 12)
        top.setSpacing(6)
        top.addLayout(head)
        for part in (self._span, self._waits, self._signed):
            top.addWidget(part)
        papers = QHBoxLayout()
        papers.setContentsMargins(12, 4, 12, 4)
        for button in self._papers:
            papers.addWidget(button)
        papers.addStretch()
        self._facts.setContentsMargins(20, 8, 20, 8)
        self._done.setContentsMargins(20, 0, 20, 8)
        self._row.setContentsMargins(20, 10, 20, 10)
        self._row.setSpacing(8)
        shown = QVBoxLayout(self._shown)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(0)
        shown.addLayout(top)
        shown.addWidget(line())
        shown.addWidget(self.items, 1)
        shown.addWidget(line())
        shown.addWidget(self._facts)
        shown.addWidget(self._done)
        shown.addLayout(papers)
        shown.addWidget(line())
        shown.addLayout(self._row)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._shown, 1)
        inside.addWidget(self._empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)


def _title(reading: Reading) -> str:
    receiver = reading.line.receiver_name
    return f"{reading.line.absence.staff_name} → {receiver}" if receiver else reading.line.absence.staff_name


def _signatures(reading: Reading) -> Iterable[str]:
    for name, places in (("交接单", reading.line.sheet_signed), ("交还单", reading.line.return_signed)):
        if places:
            yield f"{name}：" + "，".join(each.words for each in places)


def _done_words(reading: Reading) -> Iterable[str]:
    """Return what was done in the person's place, the latest last; the return sheet has all of it."""
    if not reading.over:
        return
    who = "、".join(dict.fromkeys(each["by_name"] for each in reading.done if each.get("by_name")))
    yield f"离岗期间由{who}代办{len(reading.done)}笔：" if reading.done else "离岗期间没有代办记录。"
    for each in reading.done[-_DONE_SHOWN:]:
        at = each.get("at", "")[5:].replace("T", " ")
        yield "　".join(filter(None, (at, each.get("by_name"), each.get("act") or each.get("title"))))
    if len(reading.done) > _DONE_SHOWN:
        yield "更早的见返岗交还单。"
