"""What was typed into a case that was left before it could be saved: kept, and there when one comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from app.cases.models import Case, CaseMaterial, MaterialStatus, Party
from app.register.models import Draft
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.counter.merging import Version, version_of
from ui.screens.counter.reading import CaseReading, ShownCase
from ui.screens.saved import CHANGED_CASE, saved_words

Restore = Callable[["Restored"], None]
_KEPT = "{number} 的修改还没有保存，您填写的内容已留着：回到这一件，核对后再保存。"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A case as it is to go on: ``before`` as the typing began, ``typed`` as it is to be shown."""

    before: ShownCase
    typed: ShownCase
    words: str


class LeftCases:
    """Cases that were left unsaved; ``back`` opens one again."""

    def __init__(self, context: Context, reading: CaseReading, back: Callable[[int], None]) -> None:
        self._context = context
        self._reading = reading
        self._back = back
        self._lie: set[int] = set()

    def keep(self, shown: ShownCase, mine: Version) -> None:
        """Keep what was typed, and say where it is gone on with."""
        case = shown.view.case
        fields = {
            "version": case.version,
            "before": _kept(version_of(case)),
            "typed": _kept(mine),
        }
        self._lie.add(case.id)
        save = partial(
            self._context.desk.register.save_draft, self._context.actor, CHANGED_CASE, case.id, fields
        )
        self._context.jobs.run(save).then(lambda _place: self._tell(case)).start()

    def look(self, shown: ShownCase, restore: Restore) -> None:
        """Bring back what was typed into the case, where something was."""
        if shown.workable:
            read = partial(self._read, shown)
            found = self._context.jobs.run(read).then(partial(self._found, restore))
            found.otherwise(lambda _trouble: None).start()

    def drop(self, case: int) -> None:
        """Forget what was typed: it is saved, or not wanted."""
        if case in self._lie:
            self._lie.discard(case)
            self._context.page.clear_notice()
            drop = partial(self._context.desk.register.drop_draft, self._context.actor, CHANGED_CASE, case)
            self._context.jobs.run(drop).then(lambda _done: None).start()

    def _tell(self, case: Case) -> None:
        back = partial(self._back, case.id)
        text = _KEPT.format(number=case.number)
        self._context.show_banner(Notice(text=text, kind="warning", act_name="回到这一件", act=back))

    def _read(self, shown: ShownCase) -> Restored | None:
        case = shown.view.case
        draft = self._context.desk.register.find_draft(self._context.actor, CHANGED_CASE, case.id)
        if draft is None:
            return None
        before, typed = (_version(draft.fields[key], case) for key in ("before", "typed"))
        if before.applicant != typed.applicant and not shown.open:
            shown = self._reading.uncover(case.id)  # what was typed is personal data
        return Restored(
            before=_with(shown, before, draft.fields["version"]),
            typed=_with(shown, typed, case.version),
            words=_words(draft),
        )

    def _found(self, restore: Restore, found: Restored | None) -> None:
        if found is not None:
            self._lie.add(found.typed.view.case.id)
            restore(found)


def _words(draft: Draft) -> str:
    return f"已恢复您{saved_words(draft)}填写、还没有保存的内容，请核对后按 Ctrl+S 保存。"


def _kept(version: Version) -> dict[str, Any]:
    ticks = {row.name: [row.status.value, row.fault, row.remark] for row in version.materials}
    return {"applicant": asdict(version.applicant), "ticks": ticks}


def _version(kept: Mapping[str, Any], case: Case) -> Version:
    """Return a version as it was kept, of the materials that the case has now."""
    rows = (_ticked(row, kept["ticks"].get(row.name)) for row in case.materials)
    return Version(applicant=Party(**kept["applicant"]), materials=tuple(rows))


def _ticked(row: CaseMaterial, tick: list[str] | None) -> CaseMaterial:
    if tick is None:
        return row
    status, fault, remark = tick
    return replace(row, status=MaterialStatus(status), fault=fault, remark=remark)


def _with(shown: ShownCase, part: Version, number: int) -> ShownCase:
    case = replace(shown.view.case, applicant=part.applicant, materials=part.materials, version=number)
    return replace(shown, view=replace(shown.view, case=case))
