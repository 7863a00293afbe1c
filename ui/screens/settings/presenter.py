"""What happens in the settings: each page is read when it is opened, and each act needs its right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Protocol

from app import places
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.ledger.models import Fault
from app.office.models import OfficeSettings, Wording
from app.people.models import Division
from app.people.permissions import Right, may, verifies
from app.press import FaceLine, face_report
from app.register.commands import SetStartNumber
from app.register.models import SeriesReport
from app.settings import Machine, read_settings, write_settings
from ui.context import Context
from ui.dialogs.difference import Difference, differences
from ui.dialogs.merging import undecided
from ui.jobs import PRESS
from ui.screens.settings.merging import WORDS, merge_of
from ui.screens.settings.values import office_values, read_office


@dataclass(frozen=True, kw_only=True)
class NumbersShown:
    """Every series with its last number, and the divisions one may start a series for."""

    series: tuple[SeriesReport, ...]
    divisions: tuple[Division, ...]


@dataclass(frozen=True, kw_only=True)
class LedgerShown:
    """What a verification found: the book itself and the papers against it."""

    entries: int
    seals: int
    faults: tuple[Fault, ...]


class SettingsPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_office(self, values: Mapping[str, Any]) -> None: ...
    def show_office_problems(self, problems: tuple[Problem, ...], general: str) -> None: ...
    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None: ...
    def show_wordings(self, wordings: tuple[Wording, ...]) -> None: ...
    def show_wording_problem(self, text: str) -> None: ...
    def show_numbers(self, numbers: NumbersShown) -> None: ...
    def show_number_problem(self, text: str) -> None: ...
    def show_ledger(self, ledger: LedgerShown) -> None: ...
    def show_ledger_busy(self, busy: bool) -> None: ...
    def show_machine(self, machine: Machine) -> None: ...
    def show_machine_problem(self, text: str) -> None: ...
    def show_faces(self, faces: tuple[FaceLine, ...]) -> None: ...


class SettingsPresenter:
    """Reads and changes what the office and this machine have decided."""

    def __init__(self, place: SettingsPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._settings: OfficeSettings | None = None

    def holds(self, right: Right) -> bool:
        return verifies(self._actor) if right is Right.VERIFY_LEDGER else may(self._actor, right)

    # --- the office

    def load_office(self) -> None:
        self._context.jobs.run(self._desk.office.settings).then(self._take_office).start()

    def save_office(self, values: Mapping[str, Any]) -> None:
        if self._settings is None:
            return
        made, problems = read_office(self._settings, values)
        if problems:
            self._place.show_office_problems(problems, "")
            return
        work = partial(self._desk.office.save, self._actor, made, self._settings)
        job = self._context.jobs.run(work).then(self._office_saved)
        job.otherwise(partial(self._office_not_saved, values)).start()

    def _merge_office(self, values: Mapping[str, Any], theirs: OfficeSettings) -> None:
        """Ask whose text is kept where both changed the same, and save again; until then nothing is."""
        assert self._settings is not None
        found = merge_of(office_values(self._settings), values, office_values(theirs))
        kept = self._place.ask_merge(differences(found, WORDS)) if found.collides else frozenset()
        if kept is None:
            self._place.show_office_problems((), undecided("本局设置"))
            return
        self._settings = theirs
        self.save_office(found.settled(kept))

    # --- wordings

    def load_wordings(self) -> None:
        self._context.jobs.run(self._desk.office.wordings).then(self._place.show_wordings).start()

    def add_wording(self, key: str, text: str, basis: str, day: date | None) -> None:
        if day is None:
            self._place.show_wording_problem("请填写生效日期。")
            return
        wording = Wording(key=key, text=text.strip(), basis=basis.strip(), effective_from=day)
        work = partial(self._desk.office.add_wording, self._actor, wording)
        job = self._context.jobs.run(work).then(partial(self._wording_added, day))
        job.otherwise(partial(self._explain, self._place.show_wording_problem)).start()

    # --- start numbers

    def load_numbers(self) -> None:
        register, staffing, actor = self._desk.register, self._desk.staffing, self._actor

        def read() -> NumbersShown:
            return NumbersShown(series=register.gaps(actor), divisions=staffing.divisions())

        self._context.jobs.run(read).then(self._place.show_numbers).start()

    def set_start(self, command: SetStartNumber) -> None:
        work = partial(self._desk.register.set_start_number, self._actor, command)
        job = self._context.jobs.run(work).then(partial(self._start_set, command))
        job.otherwise(partial(self._explain, self._place.show_number_problem)).start()

    # --- the ledger

    def verify_ledger(self) -> None:
        if not self.holds(Right.VERIFY_LEDGER):
            return
        ledger, checking = self._desk.ledger, self._desk.checking

        def read() -> LedgerShown:
            verdict = ledger.verify()
            faults = (*verdict.faults, *checking.all_papers())
            return LedgerShown(entries=verdict.entries, seals=verdict.seals, faults=faults)

        job = self._context.jobs.run(read).while_busy(self._place.show_ledger_busy)
        job.then(self._place.show_ledger).start()

    # --- this machine

    def load_machine(self) -> None:
        try:
            self._place.show_machine(read_settings(places.settings()))
        except BadInput as refusal:
            self._place.show_machine_problem(str(refusal))

    def save_machine(self, **changed: Any) -> None:
        try:
            write_settings(places.settings(), replace(read_settings(places.settings()), **changed))
        except BadInput as refusal:
            self._place.show_machine_problem(str(refusal))
        except OSError as fault:
            self._place.show_machine_problem(f"不能写入“{places.settings()}”：{fault.strerror}。")
        else:
            self._context.toast("已保存这台电脑的设置")

    def save_offset(self, printer: str, right: float, down: float) -> None:
        try:
            offsets = dict(read_settings(places.settings()).printer_offsets)
        except BadInput as refusal:
            self._place.show_machine_problem(str(refusal))
            return
        offsets[printer] = (right, down)
        self.save_machine(printer_offsets=offsets)
        self.load_machine()

    def load_faces(self) -> None:
        self._context.jobs.run(face_report, PRESS).then(self._take_faces).start()

    # --- answers

    def _take_office(self, settings: OfficeSettings) -> None:
        self._settings = settings
        self._place.show_office(office_values(settings))

    def _office_saved(self, _nothing: None) -> None:
        self._context.toast("已保存本局设置")
        self.load_office()

    def _office_not_saved(self, values: Mapping[str, Any], trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict):
            merge = partial(self._merge_office, values)
            self._context.jobs.run(self._desk.office.settings).then(merge).start()
            return
        problems = trouble.problems if isinstance(trouble, BadInput) else ()
        self._place.show_office_problems(problems, "" if problems else str(trouble))

    def _wording_added(self, day: date, _nothing: None) -> None:
        self._context.toast(f"已登记新的用语，自{day.year}年{day.month}月{day.day}日起使用")
        self.load_wordings()

    def _start_set(self, command: SetStartNumber, _nothing: None) -> None:
        self._context.toast(f"已设定：下一份从{command.last + 1}号起编")
        self.load_numbers()

    def _take_faces(self, faces: Any) -> None:
        self._place.show_faces(tuple(faces))

    def _explain(self, show: Any, trouble: Refusal | Unavailable) -> None:
        show(str(trouble))
