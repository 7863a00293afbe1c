"""What happens in the catalogue: matters are found, read, edited, retired, restored and imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from app.catalogue.matters import LOCAL_FIELDS, EditMatter, ImportReport
from app.catalogue.models import Matter, MatterId, Regime
from app.catalogue.rules import TITLES
from app.catalogue.template import write_template
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.people.permissions import Right, may
from ui.context import Context
from ui.jobs import PRESS

READ_ONLY_REASON = "名称、编码、类型、依据及流程等来自省标准目录，只读；目录调整后请重新导入。"


@dataclass(frozen=True, kw_only=True)
class MatterShown:
    """A matter as it is read: with its division's name and what the role may do."""

    matter: Matter
    division: str
    may_edit: bool
    may_open_case: bool


class CataloguePlace(Protocol):
    """What the presenter asks of the screen."""

    def show_rights(self, *, imports: bool) -> None: ...
    def show_matters(self, matters: tuple[Matter, ...], *, wanted: bool) -> None: ...
    def show_matter(self, shown: MatterShown) -> None: ...
    def show_nothing(self) -> None: ...
    def show_form(self, shown: MatterShown, values: Mapping[str, Any]) -> None: ...
    def show_form_problems(self, problems: tuple[Problem, ...], general: str) -> None: ...
    def show_reading_again(self) -> None: ...
    def show_rehearsal(self, report: ImportReport) -> None: ...
    def show_import_problem(self, text: str) -> None: ...
    def show_list_again(self) -> None: ...


class CataloguePresenter:
    """Holds the matters found and the one being read."""

    def __init__(self, place: CataloguePlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._divisions: dict[int, str] = {}
        self._words = ""
        self._retired = False
        self._version = 0
        self._file: Path | None = None
        self.shown: MatterShown | None = None

    @property
    def imports(self) -> bool:
        """Whether the role keeps the catalogue."""
        return may(self._actor, Right.EDIT_CATALOGUE)

    def open(self, words: str = "", *, retired: bool = False) -> None:
        self._place.show_rights(imports=self.imports)
        self.search(words, retired=retired)

    def search(self, words: str, *, retired: bool) -> None:
        self._words, self._retired = words, retired
        self._find(wanted=bool(words.strip()))

    def refresh(self) -> None:
        self._find(wanted=False)

    def choose(self, matter: Matter) -> None:
        where = matter.division
        self.shown = MatterShown(
            matter=matter,
            division=self._divisions.get(matter.division, ""),
            may_edit=may(self._actor, Right.EDIT_CATALOGUE, where),
            may_open_case=matter.active and may(self._actor, Right.OPEN_CASE, where),
        )
        self._place.show_matter(self.shown)

    def forget(self) -> None:
        self.shown = None
        self._place.show_nothing()

    def open_case(self) -> None:
        if self.shown is not None and self.shown.may_open_case:
            self._context.go_to("counter", matter=self.shown.matter.id)

    # --- editing

    def edit(self) -> None:
        shown = self.shown
        if shown is None or not shown.may_edit:
            return
        self._version = shown.matter.version
        self._place.show_form(shown, values_of(shown.matter))

    def save(self, values: Mapping[str, Any]) -> None:
        shown = self.shown
        if shown is None:
            return
        command = _command(shown.matter.id, self._version, values)
        if isinstance(command, tuple):
            self._place.show_form_problems(command, "")
            return
        work = partial(self._desk.catalogue.edit, self._actor, command)
        job = self._context.jobs.run(work).then(self._saved)
        job.otherwise(partial(self._not_saved, dict(values))).start()

    def leave_form(self) -> None:
        self._place.show_reading_again()

    def set_active(self, *, active: bool) -> None:
        shown = self.shown
        if shown is None:
            return
        room = self._desk.catalogue
        act = room.restore if active else room.retire
        work = partial(act, self._actor, shown.matter.id, shown.matter.version)
        self._context.jobs.run(work).then(self._set_active).start()

    # --- the import of a sheet

    def rehearse(self, path: Path) -> None:
        self._file = path
        work = partial(self._desk.catalogue.import_sheet, self._actor, path, apply=False)
        self._context.jobs.run(work).then(self._place.show_rehearsal).otherwise(self._not_read).start()

    def apply(self) -> None:
        if self._file is None:
            return
        work = partial(self._desk.catalogue.import_sheet, self._actor, self._file, apply=True)
        self._context.jobs.run(work).then(self._imported).otherwise(self._not_read).start()

    def leave_import(self) -> None:
        self._file = None
        self._place.show_list_again()

    def save_template(self, path: Path) -> None:
        self._context.jobs.run(partial(write_template, path), PRESS).then(
            partial(self._template_saved, path)
        ).start()

    # --- answers

    def _find(self, *, wanted: bool) -> None:
        desk, actor, words, retired = self._desk, self._actor, self._words, self._retired

        def work() -> tuple[dict[int, str], tuple[Matter, ...]]:
            divisions = {int(each.id): each.name for each in desk.staffing.divisions()}
            return divisions, desk.catalogue.find(actor, words, retired=retired)

        self._context.jobs.run(work).then(partial(self._found, wanted)).start()

    def _found(self, wanted: bool, found: tuple[dict[int, str], tuple[Matter, ...]]) -> None:
        self._divisions, matters = found
        self._place.show_matters(matters, wanted=wanted)
        if not matters:
            self.forget()

    def _saved(self, matter: Matter) -> None:
        self._context.toast(f"已保存事项“{matter.name}”")
        self._place.show_reading_again()
        self.choose(matter)
        self.refresh()

    def _not_saved(self, typed: Mapping[str, Any], trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, Conflict) and "version" in trouble.theirs:
            self._version = int(str(trouble.theirs["version"]))
            theirs = tuple(
                Problem(name, f"现在的内容：{trouble.theirs[name] or '（空）'}")
                for name in LOCAL_FIELDS
                if name in trouble.theirs and not _same(trouble.theirs[name], typed.get(name))
            )
            again = "您填的内容都保留着；对照各项下方的现有内容改好后，再保存一次即以您的为准。"
            self._place.show_form_problems(theirs, f"{trouble}{again}")
        elif isinstance(trouble, BadInput) and trouble.problems:
            self._place.show_form_problems(trouble.problems, "")
        else:
            self._place.show_form_problems((), str(trouble))

    def _set_active(self, matter: Matter) -> None:
        undo = partial(self.set_active, active=not matter.active)
        self.choose(matter)
        self._context.toast(f"已{'恢复' if matter.active else '停用'}事项“{matter.name}”", undo)
        self.refresh()

    def _not_read(self, trouble: Refusal | Unavailable) -> None:
        self._place.show_import_problem(str(trouble))

    def _imported(self, report: ImportReport) -> None:
        self._file = None
        self._place.show_list_again()
        self._context.toast(f"已导入“{report.file}”：新增{report.added}项，更新{report.updated}项")
        self.refresh()

    def _template_saved(self, path: Path, _nothing: None) -> None:
        self._context.toast(f"空白事项表已存为“{path.name}”")


def values_of(matter: Matter) -> dict[str, Any]:
    """Return the office's own fields as a form shows them."""
    values = {name: getattr(matter, name) for name in LOCAL_FIELDS}
    return {**values, "regime": matter.regime.value}


def _same(theirs: object, mine: object) -> bool:
    return str(theirs if theirs is not None else "").strip() == str(mine if mine is not None else "").strip()


def _command(matter: MatterId, version: int, values: Mapping[str, Any]) -> EditMatter | tuple[Problem, ...]:
    whole = {name: values.get(name, "") for name in LOCAL_FIELDS}
    problems = tuple(
        Problem(name, f"{TITLES[name]}须填写整数。")
        for name in ("committed_limit", "correction_limit")
        if not isinstance(whole[name], int)
    )
    if problems:
        return problems
    return replace(EditMatter(matter=matter, version=version), **{**whole, "regime": Regime(whole["regime"])})
