"""The counter: applicant and matter, the tick list, the clock and papers, and the lawful acts below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout

from app.cases.models import Case, CaseMaterial
from app.catalogue.models import Matter
from app.errors import Problem
from app.people.permissions import Right, may
from ui.context import Command, Context, Screen
from ui.dates.due import NO_TRACE, TRACE_KEY
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.difference import Difference
from ui.dialogs.message import ConfirmDialog
from ui.dialogs.reason import ReasonDialog
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.picking import PickLine
from ui.screens.act_dialog import ActDialogs
from ui.screens.act_list import OTHERS, OTHERS_KEY, ActListDialog
from ui.screens.acts import shown_acts
from ui.screens.case_history import HISTORY_KEY, CaseHistory
from ui.screens.case_picks import case_picks
from ui.screens.counter import asking
from ui.screens.counter.acts_bar import REGISTER, ActsBar, lawful_commands, why_words
from ui.screens.counter.applicant import ApplicantPanel
from ui.screens.counter.columns import CaseColumns
from ui.screens.counter.drafting import is_begun
from ui.screens.counter.entry import NewEntry
from ui.screens.counter.materials import MaterialsCard
from ui.screens.counter.presenter import CounterPresenter
from ui.screens.counter.provisional import Provisional
from ui.screens.counter.reading import ShownCase
from ui.screens.counter.standing import ClockCard, PapersCard

SAVE_MS = 2000
_NONE = ("查一个办件", "在右上方输入受理编号、姓名、电话后几位或拼音首字母（Ctrl+F），或从待办打开。")
_NO_PAPERS = {True: "还没有出具文书；现在可以出的在下方。", False: "还没有出具文书。"}
_FIND_WIDE = 280


class CounterScreen(Screen):
    """Opened with ``case`` for a case; without, it goes on with what is shown, else with a new one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._presenter = CounterPresenter(self, context, ActDialogs(self, context))
        self._history = CaseHistory(context, self, self._presenter)
        self._applicant = ApplicantPanel(context.today(), None)
        self._materials = MaterialsCard()
        self._clock = ClockCard()
        self._papers = PapersCard()
        self._bar = ActsBar()
        self._find = PickLine("查找办件", "编号、姓名、电话、拼音　Ctrl+F", "没有找到办件")
        self._new = Button("新建办件", key="Ctrl+N", icon="plus")
        self._columns = CaseColumns(self._applicant, self._materials, self._clock, self._papers)
        self._none = Empty(*_NONE, "search")
        self._idle = QTimer(self)
        self._begun = False
        self._here = 0
        self._enters = may(context.actor, Right.OPEN_CASE)
        self._new.setEnabled(self._enters)

        self._find.asked.connect(self._presenter.find_cases)
        self._find.picked.connect(self._open_found)
        self._new.clicked.connect(self.start_new)
        self._applicant.matter.asked.connect(self._presenter.find_matters)
        self._applicant.matter.picked.connect(self._presenter.entering.choose_matter)
        self._applicant.stage.chosen.connect(self._stage_chosen)
        self._applicant.changed.connect(self._idle.start)
        self._applicant.uncover_asked.connect(self._presenter.uncover)
        self._applicant.contact_opened.connect(self._presenter.open_contact)
        self._materials.ticked.connect(self._idle.start)
        self._papers.opened.connect(self._open_paper)
        self._bar.asked.connect(self._act)
        self._bar.others_asked.connect(self._choose_act)
        self._idle.timeout.connect(self._presenter.save_by_itself)
        for key, act in self._keys().items():
            QShortcut(QKeySequence(key), self, act)

        self._idle.setSingleShot(True)
        self._idle.setInterval(SAVE_MS)
        self._assemble()

    # --- what the window asks

    def arrive(self, arguments: Mapping[str, Any]) -> None:
        """Open a case, begin a new one, or go on with what is shown."""
        if "case" in arguments:
            self._presenter.load(arguments["case"])
        elif not self._enters:
            self._look_for_a_case()
        elif arguments.get("new") or "matter" in arguments or not self._begun:
            self._presenter.begin(arguments.get("matter", 0))
        else:
            self._presenter.again()

    def refresh(self) -> None:
        """Read the case again."""
        self._presenter.save_then(self._presenter.again)

    def look_again(self) -> None:
        """Show what others changed of the case while nothing here is changed by hand."""
        if not self._materials.list.is_writing:
            self._presenter.look_again()

    def leave(self) -> None:
        """Save what was changed of the case, now."""
        self._idle.stop()
        self._presenter.save()

    def commands(self) -> tuple[Command, ...]:
        """Offer a new case, finding, and the lawful acts."""
        acts = shown.acts if (shown := self._presenter.shown) is not None else ()
        lawful = lawful_commands(acts, self._bar.keys, self._presenter.act)
        others = Command(title=OTHERS, run=self._choose_act, key=OTHERS_KEY, icon="document")
        new = Command(title="新建办件", run=self.start_new, key="Ctrl+N", icon="plus")
        return (
            *([new] if self._enters else []),
            Command(title="查找办件", run=self._find.setFocus, key="Ctrl+F", icon="search"),
            *lawful,
            *([others, self._history.command()] if acts else []),
        )

    # --- what the presenter asks

    def show_new(self) -> None:
        """Show an empty entry."""
        self._idle.stop()
        self._begun = True
        self._here = 0
        self._context.page.set_title("窗口办件", "新办件")
        self._materials.show_new()
        self._clock.show_nothing()
        self._papers.show_papers((), nothing="登记后出具的文书列在这里。")
        self._applicant.show_new()
        self.setFocusProxy(self._applicant.matter)
        self._bar.show_new(application=False)

    def show_matter(self, matter: Matter, materials: tuple[CaseMaterial, ...]) -> None:
        """Show what the chosen matter asks for."""
        self._applicant.show_matter(matter)
        self._materials.rows.show_materials(materials)

    def show_case(self, case: ShownCase) -> None:
        """Show a case."""
        self._idle.stop()
        self._begun = True
        self._show_parts(case=True)
        view = case.view
        self._context.page.set_title("窗口办件", f"{view.case.number} · {view.case.matter_name}")
        self._applicant.show_case(case)
        new_here, self._here = view.case.id != self._here, int(view.case.id)
        self._materials.show_case(view, locked=not case.ticked, anew=new_here)
        self._clock.show_case(view, case.proof, case.beside)
        acts = shown_acts(case.acts, view)
        self._papers.show_papers(view.papers, nothing=_NO_PAPERS[any(act.way.paper for act in acts)])
        self._bar.show_acts(acts, why_words(case.acts))
        self._bar.setVisible(self._enters or bool(self._bar.keys))
        self.setFocusProxy(self._materials)
        if new_here or (focused := QApplication.focusWidget()) is None or not self.isAncestorOf(focused):
            self._materials.setFocus()

    def restore(self, entry: NewEntry) -> None:
        """Show an entry as it was kept."""
        if entry.matter is not None:
            self._applicant.show_matter(entry.matter)
        self._applicant.restore(entry.values, application=entry.application)
        self._materials.rows.show_materials(entry.materials)
        self._bar.show_new(application=entry.application)

    def entry(self) -> NewEntry:
        """Return the entry as it is filled in."""
        return NewEntry(
            matter=self._presenter.entering.matter,
            application=self._applicant.is_application,
            values=self._applicant.values(),
            materials=self._materials.rows.materials,
        )

    def offer_matters(self, found: tuple[Matter, ...]) -> None:
        """Show the matters that were found."""
        self._applicant.offer(found)

    def offer_cases(self, found: tuple[Case, ...]) -> None:
        """Show the cases that were found."""
        self._find.offer(case_picks(found))

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show each problem at its field."""
        self._applicant.show_problems(problems)

    def entered(self) -> dict[str, Any]:
        """Return what is filled in of the applicant."""
        return self._applicant.values()

    def materials(self) -> tuple[CaseMaterial, ...]:
        """Return the materials as ticked."""
        return self._materials.rows.materials

    def ask_override(self, text: str) -> str | None:
        """Ask why a doubtful certificate number is kept."""
        return ReasonDialog.ask(self, asking.override(text))

    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None:
        """Show both versions field by field."""
        return ConflictDialog.ask(self, found)

    def start_new(self) -> None:
        """Begin a new case; an entry being filled in is given up only on purpose."""
        begun = self._presenter.shown is None and is_begun(self.entry())
        text = "正在填写的办件还没有登记，重新开始后内容不再保留。"
        if begun and not ConfirmDialog.ask(self, "放弃正在填写的办件？", text, "放弃并新建"):
            return
        self._presenter.start_new()

    def register(self, then: str = "") -> None:
        """Register the new case."""
        self._context.page.clear_notice()
        self._presenter.entering.register(self.entry(), then)

    def _act(self, key: str) -> None:
        self._idle.stop()
        if self._presenter.shown is None:
            self.register("" if key == REGISTER else key)
        else:
            self._presenter.act(key)

    def _choose_act(self) -> None:
        if (shown := self._presenter.shown) and (key := ActListDialog.ask(self, shown.acts)):
            self._act(key)

    def _stage_chosen(self, _stage: str) -> None:
        self._bar.show_new(application=self._applicant.is_application)

    def _open_found(self, case: Case) -> None:
        self._find.clear()
        self._presenter.save_then(partial(self._presenter.load, case.id))

    def _open_paper(self, document: int) -> None:
        self._context.go_to("document_form", document=document)

    def _look_for_a_case(self) -> None:
        """Where nobody may register, a case is looked for; the one shown is read again."""
        if self._presenter.shown is not None:
            self._presenter.again()
            return
        self._show_parts(case=False)
        self.setFocusProxy(self._find)

    def _show_parts(self, *, case: bool) -> None:
        self._columns.setVisible(case)
        self._bar.setVisible(case and self._enters)
        self._none.setVisible(not case)

    def _trace(self) -> None:
        self._columns.to_standing()
        if not self._clock.trace():
            self._context.toast(NO_TRACE)

    def _focus_find(self) -> None:
        self._find.setFocus()
        self._presenter.find_cases(self._find.text())

    def _focus_stage(self) -> None:
        if self._presenter.shown is None:
            toggled = "咨询" if self._applicant.is_application else "收件"
            self._applicant.stage.set_value(toggled)
            self._stage_chosen(toggled)

    def _keys(self) -> dict[str, Any]:
        return {
            "Ctrl+F": self._focus_find,
            "Ctrl+M": self._columns.to_materials,
            "Alt+J": self._focus_stage,
            "Ctrl+S": self.leave,
            TRACE_KEY: self._trace,
            HISTORY_KEY: self._history.show,
        }

    def _assemble(self) -> None:
        self.edited = self._presenter.edited
        self._presenter.entering.provisional = Provisional(self, self._context, self._presenter.load)
        self._find.setFixedWidth(_FIND_WIDE)
        self._find.setToolTip("查找办件（Ctrl+F）")
        self._context.page.put_actions(self._find, *([self._new] if self._enters else []))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        for part, stretch in ((self._columns, 1), (self._none, 1), (self._bar, 0)):
            outer.addWidget(part, stretch)
        self._show_parts(case=True)
