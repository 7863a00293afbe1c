"""Talks over the queue: the list, the one at hand, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.clock import local, short_moment
from app.desk import Desk
from app.errors import Refusal, Unavailable
from app.forms.sheet import Sheet
from app.hotline.talks import DECIDED, NOTICE, RECORD, DoTalk
from app.hotline.talks_models import Talk, TalkId
from app.hotline.talks_showing import Rung, TalkAct, TalkView
from app.once import sent_as
from app.people.models import Actor
from app.people.permissions import Right, may
from app.register.models import Document
from ui.context import Context
from ui.dialogs.frame import DialogFrame
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.emptying import empty_out
from ui.parts.labels import label
from ui.parts.stack import fill, record_line, stack
from ui.parts.turning import turn_by_keys
from ui.screens.facts import fact_line
from ui.screens.hotline.talks_words import (
    ABOUT,
    EMPTY,
    ROLES,
    facts_of,
    ladder_words,
    supervised_words,
)
from ui.screens.paper_rooms import Back, Kept
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

TALKS_KEY = "Alt+Y"
_WIDE, _HIGH, _LIST = 1000, 340, 470
_KEYS = {"confirm": "Alt+C", "decline": "Alt+D", "notice": "Alt+N", "record": "Alt+R", "feedback": "Alt+F"}
_BUNDLE_KEY, _PAPER_KEY = "Alt+B", "Alt+O"
_NEXT = ("record", "notice")  # what comes next where it is open; after the notice the record
_PAPERS = {"notice": NOTICE, "record": RECORD}
_ASKED = {
    "decline": ReasonQuestion(
        title="不约谈", text="理由记入约谈记录和台账。", confirm="不约谈", name="不约谈的理由"
    ),
    "feedback": ReasonQuestion(
        title="反馈整改",
        text="向效能办反馈约谈后的整改情况，反馈后这次约谈办结。",
        confirm="反馈",
        name="整改情况",
    ),
}


@dataclass(frozen=True, kw_only=True)
class TalkPaper:
    """The notice or the record of a talk, to be filled in."""

    talk: int
    number: str
    type_key: str

    @property
    def about(self) -> str:
        """The talk's number."""
        return f"约谈 {self.number}"

    @property
    def kept(self) -> Kept | None:
        """It is begun anew each time."""
        return None

    @property
    def back(self) -> Back:
        """Back to the talk."""
        return Back("返回约谈", "hotline", {"talk": self.talk})

    def begin(self, desk: Desk, actor: Actor) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """Return what the supervisions and the notice say."""
        known = desk.hotline.talks.prefilled(actor, TalkId(self.talk), self.type_key)
        return known, tuple(key for key in DECIDED if key in known)

    def draft_sheet(self, desk: Desk, actor: Actor, fields: Mapping[str, Any]) -> Sheet:
        """Return the page as it would print now."""
        return desk.hotline.talks.draft_sheet(actor, self._command(fields), self.type_key)

    def issue(self, desk: Desk, actor: Actor, fields: Mapping[str, Any], request: str) -> Document:
        """Issue it; the talk goes on."""
        talks = desk.hotline.talks
        with sent_as(request):
            return (talks.notice if self.type_key == NOTICE else talks.record)(actor, self._command(fields))

    def _command(self, fields: Mapping[str, Any]) -> DoTalk:
        return DoTalk(talk=TalkId(self.talk), fields=fields)


COLUMNS = (
    Column(title="编号", text=lambda each: each.number, width=138),
    Column(title="单位", text=lambda each: each.division_name, bold=True),
    Column(title="提请", text=lambda each: f"{local(each.proposed_at):%m-%d}", width=64),
    Column(
        title="",
        text=lambda each: each.state.value,
        width=84,
        chip=lambda each: (each.state.value, ROLES[each.state]),
    ),
)


def _comes_first(act: TalkAct) -> int:
    return next((place for place, key in enumerate(_NEXT) if key == act.key), len(_NEXT))


class TalksDialog(DialogFrame):
    """Lists the talks; the one at hand is read at the right, with the acts that are open."""

    def __init__(self, over: QWidget, context: Context, again: Callable[[], None], talk: int = 0) -> None:
        super().__init__(over, "约谈", ABOUT, "完成")
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._room = context.desk.hotline.talks
        self._wanted = talk
        self.view: TalkView | None = None
        self.buttons: dict[str, Button] = {}
        self._ladder = label("", "secondary", wrap=True)
        self.model = RowsModel(COLUMNS, lambda each: each.id, self)
        self.list = TablePane(self.model, "约谈", Empty(*EMPTY), "件")
        self._facts, self._behind = stack(), stack()
        self._acts = QHBoxLayout()
        self.cancel.set_text("完成")  # the act that comes next is the one accent
        self.confirm.setDefault(False)
        self.confirm.hide()
        self.list.table.chosen.connect(self._choose)
        self.list.table.opened.connect(self._do_next)
        self.finished.connect(lambda _result: again())
        self._assemble_parts()
        self.look()
        self.list.table.setFocus()

    def look(self) -> None:
        """Read the talks and how the divisions stand."""
        actor = self._context.actor

        def read() -> tuple[tuple[Talk, ...], tuple[Rung, ...]]:
            return self._room.all(actor), self._room.ladder(actor)

        self._context.jobs.run(read).then(self._show).otherwise(self._tell).start()

    def act(self, key: str) -> None:
        """Do what a button names with the talk at hand."""
        view = self.view
        if view is None:
            return
        if key in _PAPERS:
            self._leave_for({"room": self._paper(view, _PAPERS[key])})
            return
        text = ReasonDialog.ask(self, _ASKED[key]) if key in _ASKED else ""
        if text is None:
            return
        command = DoTalk(talk=view.talk.id, text=text, version=view.talk.version)
        work = partial(getattr(self._room, key), self._context.actor, command)
        self._context.jobs.run(work).then(self._done).otherwise(self._tell).start()

    def _do_next(self, talk: Talk) -> None:
        """Do what comes next with the talk, asked first where it opens nothing; else open its newest paper."""
        if self.view is None or self.view.talk.id != talk.id:
            return
        key = next((each for each in self.buttons if each != "bundle"), "")
        if key and (key != "confirm" or self._means_it(talk)):
            self.buttons[key].click()

    def _means_it(self, talk: Talk) -> bool:
        text = f"约谈{talk.division_name}。确认以后发约谈通知，写明时间、地点；约谈以前仍可以改为不约谈。"
        return ConfirmDialog.ask(self, "确认约谈", text, "确认约谈")

    def bundle(self, path: Path) -> None:
        """Write the evidence of the talk at hand."""
        view = self.view
        if view is None:
            return
        talk = view.talk

        def write() -> str:
            path.write_bytes(self._room.bundle(self._context.actor, talk.id))
            return path.name

        job = self._context.jobs.run(write).then(lambda name: self.say(f"佐证材料存为“{name}”。", "done"))
        job.otherwise(self._tell).start()

    def _paper(self, view: TalkView, type_key: str) -> TalkPaper:
        return TalkPaper(talk=view.talk.id, number=view.talk.number, type_key=type_key)

    def _leave_for(self, arguments: Mapping[str, Any]) -> None:
        self.accept()
        self._context.go_to("document_form", **arguments)

    def _show(self, found: tuple[tuple[Talk, ...], tuple[Rung, ...]]) -> None:
        talks, rungs = found
        self._ladder.setText(ladder_words(rungs))
        self.model.show_rows(talks)
        if not (self._wanted and self.list.table.choose(self._wanted)):
            self.list.table.choose_first()
        self._wanted = 0

    def _choose(self, talk: Talk) -> None:
        read = partial(self._room.get, self._context.actor, talk.id)
        self._context.jobs.run(read).then(self._show_view).otherwise(self._tell).start()

    def _show_view(self, view: TalkView) -> None:
        self.view = view
        fill(self._facts, (fact_line(name, text) for name, text in facts_of(view) if text))
        behind = [record_line(short_moment(each.record.at), supervised_words(each)) for each in view.supervised]
        fill(self._behind, (label("督办经过", "strong"), *behind))
        self._show_acts(view)

    def _show_acts(self, view: TalkView) -> None:
        empty_out(self._acts)
        self.buttons = {}
        opened = sorted((each.act for each in view.offers if not each.closed), key=_comes_first)
        for place, act in enumerate(opened):
            self._put(act.key, Button(act.title, "" if place else "primary", key=_KEYS[act.key]))
            self.buttons[act.key].clicked.connect(partial(self.act, act.key))
        if may(self._context.actor, Right.HOLD_TALK, view.talk.office):
            self._put("bundle", Button("佐证材料", "quiet", key=_BUNDLE_KEY))
            self.buttons["bundle"].clicked.connect(self._ask_bundle)
        if view.papers:
            self._put("paper", Button("打开文书", "quiet", key=_PAPER_KEY))
            newest = int(view.papers[-1].id)
            self.buttons["paper"].clicked.connect(partial(self._leave_for, {"document": newest}))

    def _put(self, key: str, button: Button) -> None:
        button.setAutoDefault(False)
        self.buttons[key] = button
        self._acts.addWidget(button)

    def _ask_bundle(self) -> None:
        if self.view is None:
            return
        name = f"约谈佐证材料{self.view.talk.number}.pdf"
        path, _filter = QFileDialog.getSaveFileName(self, "佐证材料", name, "PDF (*.pdf)")
        if path:
            self.bundle(Path(path))

    def _done(self, talk: Talk) -> None:
        self.say(f"已办理：约谈{talk.number}现为“{talk.state.value}”。", "done")
        self._wanted = talk.id
        self.look()
        self._choose(talk)

    def _tell(self, trouble: Refusal | Unavailable) -> None:
        self.say(str(trouble))

    def _assemble_parts(self) -> None:
        self.list.setMinimumHeight(_HIGH)
        self.list.setFixedWidth(_LIST)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self._reading_area(), 1)
        self._acts.setSpacing(8)
        self.content.addWidget(self._ladder)
        self.content.addLayout(row)
        foot = QHBoxLayout()
        foot.addLayout(self._acts)
        foot.addStretch()
        self.content.addLayout(foot)

    def _reading_area(self) -> QScrollArea:
        """Return the talk's particulars, turned by Alt+↑ and Alt+↓ where they are long."""
        reading, area = stack(), QScrollArea()
        reading.setObjectName("canvas")
        column = reading.layout()
        assert isinstance(column, QVBoxLayout)
        for part in (self._facts, self._behind):
            column.addWidget(part)
        column.addStretch()
        area.setWidget(reading)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        turn_by_keys(self, area)
        return area


def open_talks(over: QWidget, context: Context, again: Callable[[], None], talk: int = 0) -> None:
    """Open the talks over the queue, at one of them where it is named."""
    TalksDialog(over, context, again, talk).open()
