"""The catalogue at work: finding, importing, editing, retiring and restoring matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.catalogue.keys import matches, search_keys
from app.catalogue.merging import MatterChange, Merging, changed_fields, merge
from app.catalogue.models import ASSIGNED, Material, Matter, MatterId, Regime
from app.catalogue.ports import CatalogueStore, CatalogueUnit
from app.catalogue.rules import TITLES, problems_of
from app.catalogue.sheet_import import RowFault, SheetReading, read_matters
from app.clock import Clock
from app.errors import BadInput, Conflict, Problem, Refusal
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, reach_of, require
from app.people.standing import standing

FROM_THE_CATALOGUE = ("name", "code", "kind", "basis")


class ReadOnlyField(Refusal):
    """Name, code, kind and basis come from the provincial catalogue alone."""


@dataclass(frozen=True, kw_only=True)
class EditMatter:
    """Change what the office itself words; None leaves a field as it is.

    ``name``, ``code``, ``kind`` and ``basis`` may be given as they stand, never changed. Limits in working
    days; ``correction_limit`` in ``correction_unit``.
    """

    matter: MatterId
    version: int
    name: str | None = None
    code: str | None = None
    kind: object | None = None
    basis: str | None = None
    regime: Regime | None = None
    requirements: str | None = None
    special_steps: str | None = None
    committed_limit: int | None = None
    correction_limit: int | None = None
    correction_unit: str | None = None
    counter_telephone: str | None = None
    supervision_telephone: str | None = None


LOCAL_FIELDS = (
    "regime",
    "requirements",
    "special_steps",
    "committed_limit",
    "correction_limit",
    "correction_unit",
    "counter_telephone",
    "supervision_telephone",
)


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did, or would do where ``applied`` is false; ``ignored`` are headings nobody knows."""

    file: str
    sha256: str
    added: int
    updated: int
    unchanged: int
    faults: tuple[RowFault, ...]
    changes: tuple[MatterChange, ...]
    ignored: tuple[str, ...]
    applied: bool


class Catalogue:
    """Keeps the matters (政务服务管理制度三: 与省标准目录同源一致)."""

    def __init__(self, store: CatalogueStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self, actor: Actor, *, assigned: bool = False) -> tuple[Matter, ...]:
        """Return every matter by code, retired ones too; those of letters and tasks only when ``assigned``."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            matters = unit.matters.all()
        return tuple(matter for matter in matters if assigned or matter.kind not in ASSIGNED)

    def get(self, actor: Actor, matter: MatterId) -> Matter:
        """Return a matter; raises ``Refusal`` where there is none."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return unit.matters.get(matter)

    def find(self, actor: Actor, words: str, *, retired: bool = False) -> tuple[Matter, ...]:
        """Return the matters found by code, words, pinyin or initials, best first; all of them for no words."""
        matters = [matter for matter in self.all(actor) if matter.active or retired]
        if not words.strip():
            return tuple(matters)
        ranked = [(rank, matter) for matter in matters if (rank := rank_of(matter, words)) is not None]
        return tuple(matter for _, matter in sorted(ranked, key=lambda pair: (pair[0], pair[1].code)))

    @once
    def import_sheet(
        self, actor: Actor, path: Path, mapping: Mapping[str, str] | None = None, *, apply: bool = True
    ) -> ImportReport:
        """Take over the provincial catalogue's sheet; ``apply`` False only says what would change.

        Good rows enter, faulty ones are listed. Raises ``BadInput`` where the file as a whole cannot be used.
        """
        sheet = read_matters(path, mapping)
        if not apply:
            with self._store.read() as unit:
                actor = standing(unit.people, actor)
                require(actor, Right.EDIT_CATALOGUE)
                return _report(sheet, _merge(unit, actor, sheet), applied=False)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_CATALOGUE)
            merging = _merge(unit, actor, sheet)
            for change in merging.added:
                unit.matters.add(change.after)
            for change in merging.updated:
                unit.matters.save(change.after)
            report = _report(sheet, merging, applied=True)
            enter(unit.ledger, self._import_deed(actor, report))
        return report

    @once
    def edit(self, actor: Actor, command: EditMatter) -> Matter:
        """Change the office's own wording of a matter and return it as it then stands."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.matters.get(command.matter)
            require(actor, Right.EDIT_CATALOGUE, before.division)
            _refuse_assigned(before)
            _check_read_only(before, command)
            after = replace(before, **_wanted(command))  # type: ignore[arg-type]
            if command.version != before.version:
                raise _conflict(before)
            if problems := problems_of(after):
                raise BadInput.listing(_placed(problems))
            return self._keep(unit, actor, before, after, "edit_matter")

    @once
    def retire(self, actor: Actor, matter: MatterId, version: int) -> Matter:
        """Take a matter out of use; cases that have it keep it."""
        return self._set_active(actor, matter, version, active=False)

    @once
    def restore(self, actor: Actor, matter: MatterId, version: int) -> Matter:
        """Bring a retired matter back into use."""
        return self._set_active(actor, matter, version, active=True)

    def _set_active(self, actor: Actor, matter: MatterId, version: int, *, active: bool) -> Matter:
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.matters.get(matter)
            require(actor, Right.EDIT_CATALOGUE, before.division)
            _refuse_assigned(before)
            if before.active == active:
                raise Refusal(f"事项“{before.name}”已经是{'启用' if active else '停用'}状态，无需再次操作。")
            if version != before.version:
                raise _conflict(before)
            act = "restore_matter" if active else "retire_matter"
            return self._keep(unit, actor, before, replace(before, active=active), act)

    def _keep(self, unit: CatalogueUnit, actor: Actor, before: Matter, after: Matter, act: str) -> Matter:
        """Save a changed matter with its ledger entry; an unchanged one is left alone."""
        changed = changed_fields(before, after)
        if not changed:
            return before
        unit.matters.save(after)
        titles = "、".join(TITLES[name] for name in changed)
        summary = {
            "edit_matter": f"修改事项“{before.name}”的{titles}",
            "retire_matter": f"停用事项“{before.name}”",
            "restore_matter": f"恢复事项“{before.name}”",
        }[act]
        detail = {
            "code": before.code,
            "before": {name: _plain(getattr(before, name)) for name in changed},
            "after": {name: _plain(getattr(after, name)) for name in changed},
        }
        deed = deed_of(actor, self._clock(), act, subject("matter", before.id), summary, **detail)
        enter(unit.ledger, deed)
        return unit.matters.get(before.id)

    def _import_deed(self, actor: Actor, report: ImportReport) -> Deed:
        detail: dict[str, object] = {
            "file": report.file,
            "sha256": report.sha256,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "faults": len(report.faults),
            "codes_added": [change.after.code for change in report.changes if change.before is None],
            "fields_updated": {
                change.after.code: list(change.changed) for change in report.changes if change.before
            },
        }
        about = subject("catalogue", "matters")
        summary = (
            f"导入事项目录“{report.file}”：新增{report.added}项，更新{report.updated}项，"
            f"未变{report.unchanged}项，有误{len(report.faults)}处"
        )
        return deed_of(actor, self._clock(), "import_matters", about, summary, **detail)


def rank_of(matter: Matter, words: str) -> int | None:
    """Return how well the words find a matter by name or code (0 best), or None."""
    ranks = [
        rank
        for text in (matter.name, matter.code)
        if (rank := matches(words, text, search_keys(text))) is not None
    ]
    return min(ranks, default=None)


def _merge(unit: CatalogueUnit, actor: Actor, sheet: SheetReading) -> Merging:
    reach = reach_of(actor, Right.EDIT_CATALOGUE)
    return merge(sheet.drafts, unit.matters.all(), unit.people.divisions(), reach)


def _report(sheet: SheetReading, merging: Merging, *, applied: bool) -> ImportReport:
    sheets = list(dict.fromkeys(fault.sheet for fault in (*sheet.faults, *merging.faults)))
    faults = sorted((*sheet.faults, *merging.faults), key=lambda fault: (sheets.index(fault.sheet), fault.row))
    return ImportReport(
        file=sheet.file,
        sha256=sheet.sha256,
        added=len(merging.added),
        updated=len(merging.updated),
        unchanged=merging.unchanged,
        faults=tuple(faults),
        changes=(*merging.added, *merging.updated),
        ignored=sheet.ignored,
        applied=applied,
    )


def _refuse_assigned(matter: Matter) -> None:
    if matter.kind in ASSIGNED:
        raise Refusal(f"“{matter.name}”是内部事项，用于登记来文和交办，不在政务服务事项目录中，不能修改。")


def _check_read_only(matter: Matter, command: EditMatter) -> None:
    changed = [
        TITLES[name]
        for name in FROM_THE_CATALOGUE
        if (given := getattr(command, name)) is not None and given != getattr(matter, name)
    ]
    if changed:
        raise ReadOnlyField(
            f"{'、'.join(changed)}应与省标准目录同源一致，不能在本机修改。目录调整后请重新导入事项表。"
        )


def _wanted(command: EditMatter) -> dict[str, object]:
    given = {name: getattr(command, name) for name in LOCAL_FIELDS}
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in given.items()
        if value is not None
    }


def _placed(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Say of each problem where it is."""
    return tuple(
        Problem(problem.field, f"{TITLES.get(problem.field, '事项')}：{problem.text}") for problem in problems
    )


def _conflict(now: Matter) -> Conflict:
    return Conflict(
        f"事项“{now.name}”已被他人修改。请对照现在的内容重新修改后保存。",
        {name: _plain(getattr(now, name)) for name in (*LOCAL_FIELDS, "active", "version")},
    )


def _plain(value: object) -> object:
    """Return a field's value as the ledger can write it."""
    if isinstance(value, Regime):
        return value.value
    if isinstance(value, tuple):
        return [material.name for material in value if isinstance(material, Material)]
    return value
