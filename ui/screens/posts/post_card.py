"""The posts with their acts: uncovered ones first, and a line of what stands bare."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.models import Actor
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import label
from ui.screens.posts.columns import DIVISION, POSTS, SECOND, key_of_post
from ui.screens.posts.framing import framed
from ui.screens.posts.offers import APPROVE, CHANGE, RETIRE, STATEMENT, post_offers
from ui.screens.posts.reading import Covered, Posted
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

_ACTS = (APPROVE, STATEMENT, CHANGE, RETIRE)


class PostCard(QWidget):
    """Shows posts; ``asked`` names an act on the chosen one, ``listing`` asks for the papers of all.

    ``archive`` asks for the handovers that are kept with one.
    """

    asked = Signal(str, object)
    listing = Signal()
    archive = Signal(object)

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor
        self.model = RowsModel(POSTS, key_of_post, self)
        nothing = Empty("还没有设置岗位", "由单位负责人按“设置岗位”填写职责和A、B岗。", "posts")
        self.pane = TablePane(self.model, "岗位", nothing, "个")
        self._bare = label("", "problem", wrap=True)
        self.acts = {each: Button("", key="") for each in _ACTS}
        self._papers = Button("报备公开", key="U")
        self._papers.setToolTip("半年的AB岗设置报备表和公开名单（U）")
        self._kept = Button("这个岗位历次的交接", "quiet", key="J", icon="folder")
        buttons = (self._papers, *self.acts.values())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(framed(label("岗位", "section"), self.pane, buttons, self._bare, self._kept))
        self._bare.hide()
        self.pane.table.chosen.connect(self._show_acts)
        self.pane.table.opened.connect(self._open)
        self._papers.clicked.connect(self.listing)
        self._kept.clicked.connect(self._ask_kept)
        for act, button in self.acts.items():
            button.clicked.connect(partial(self._ask, act))

    def show_posted(self, posted: Posted) -> None:
        """Show the posts."""
        self.model.show_rows(posted.posts)
        bare = [each for each in posted.posts if each.bare]
        self._bare.setText("".join(f"“{each.post.name}”{each.words}。" for each in bare))
        self._bare.setVisible(bool(bare))
        if self.pane.table.current_row() is None:
            self.pane.table.choose_first()
        self._show_acts(self.pane.table.current_row())

    def hide_columns(self, *, bureau: bool, wide: bool) -> None:
        """Show the columns there is room for; the division only where there are several."""
        hidden = set() if bureau and wide else {DIVISION}
        if not wide:
            hidden.add(SECOND)
        self.pane.table.hide_columns(frozenset(hidden))

    def _show_acts(self, row: Covered | None) -> None:
        for offer in post_offers(row.post if row else None, self._actor):
            button = self.acts[offer.act]
            button.set_text(offer.title)
            button.set_key(offer.key)
            button.setEnabled(not offer.closed)
            button.setToolTip(offer.closed or f"{offer.title}（{offer.key}）")

    def _open(self, row: Covered) -> None:
        self.asked.emit(CHANGE, row.post)

    def _ask(self, act: str) -> None:
        row: Covered | None = self.pane.table.current_row()
        self.asked.emit(act, row.post if row else None)

    def _ask_kept(self) -> None:
        row: Covered | None = self.pane.table.current_row()
        if row is not None:
            self.archive.emit(row.post)
