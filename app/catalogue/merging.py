"""Bringing a matter sheet and the catalogue together: what is new, what changes, what may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace

from app.catalogue.models import ASSIGNED, Matter, MatterId, MatterKind, Regime
from app.catalogue.rules import TITLES, problems_of
from app.catalogue.sheet_import import Draft, RowFault
from app.people.models import Division

REAL_ESTATE_LAW = "不动产登记暂行条例"


@dataclass(frozen=True, kw_only=True)
class MatterChange:
    """A matter as the sheet would leave it; ``before`` None for a new one, ``changed`` its changed fields."""

    before: Matter | None
    after: Matter
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Merging:
    """What an import comes to: matters to add, to update, left as they are, and rows that may not enter."""

    added: tuple[MatterChange, ...]
    updated: tuple[MatterChange, ...]
    unchanged: int
    faults: tuple[RowFault, ...]


def merge(
    drafts: Iterable[Draft],
    catalogue: Iterable[Matter],
    divisions: Iterable[Division],
    reach: Collection[int] | None,
) -> Merging:
    """Compare the sheet's matters with the catalogue; ``reach`` are the divisions allowed, None all of them."""
    existing = {matter.code: matter for matter in catalogue}
    known = _Divisions(divisions, reach)
    added: list[MatterChange] = []
    updated: list[MatterChange] = []
    faults: list[RowFault] = []
    unchanged = 0
    for draft in drafts:
        found = _merge_one(draft, existing.get(draft.code), known)
        if isinstance(found, tuple):
            faults.extend(found)
        elif found.before is None:
            added.append(found)
        elif found.changed:
            updated.append(found)
        else:
            unchanged += 1
    return Merging(added=tuple(added), updated=tuple(updated), unchanged=unchanged, faults=tuple(faults))


class _Divisions:
    """The divisions by name and code, and which of them the actor reaches."""

    def __init__(self, divisions: Iterable[Division], reach: Collection[int] | None) -> None:
        active = [division for division in divisions if division.active]
        self._ids = {word: int(one.id) for one in active for word in (one.code, one.name)}
        self._names = "、".join(division.name for division in active)
        self._reach = reach

    def find(self, name: str) -> int:
        """Return a division's id; raises ``ValueError`` where it is unknown or out of reach."""
        found = self._ids.get("".join(name.split()))
        if found is None:
            raise ValueError(f"责任单位“{name}”不在本局处室中，应为下列之一：{self._names}")
        self.check(found, name)
        return found

    def check(self, division: int, name: str) -> None:
        """Raise ``ValueError`` where the actor may not keep this division's matters."""
        if self._reach is not None and division not in self._reach:
            raise ValueError(f"责任单位“{name}”的事项不在您可以维护的范围内，应请该处室或系统管理员导入")


def _merge_one(
    draft: Draft, before: Matter | None, divisions: _Divisions
) -> MatterChange | tuple[RowFault, ...]:
    if before is not None and before.kind in ASSIGNED:
        text = f"事项编码“{before.code}”是内部事项（{before.name}）的编码，应改用省标准目录的编码。"
        return (_fault(draft, "code", text),)
    values = dict(draft.values)
    name = str(values["division"])
    try:
        values["division"] = divisions.find(name)
        if before is not None:
            divisions.check(before.division, name)
    except ValueError as fault:
        return (_fault(draft, "division", f"{fault}。"),)
    if draft.materials is not None:
        values["materials"] = draft.materials
    after = _new(values) if before is None else replace(before, **values)  # type: ignore[arg-type]
    if problems := problems_of(after):
        return tuple(_fault(draft, problem.field, problem.text) for problem in problems)
    return MatterChange(before=before, after=after, changed=changed_fields(before, after))


def _new(values: Mapping[str, object]) -> Matter:
    """Make a new matter; a regime nobody names follows from the law it rests on."""
    defaults: dict[str, object] = {
        "id": MatterId(0),
        "kind": MatterKind.COMMITTED,
        "regime": regime_by_basis(str(values["basis"])),
        "requirements": "",
        "materials": (),
    }
    return Matter(**{**defaults, **values})  # type: ignore[arg-type]


def regime_by_basis(basis: str) -> Regime:
    """Return the regime a legal basis implies: the registration regulation, else the licence law."""
    return Regime.REAL_ESTATE if REAL_ESTATE_LAW in basis else Regime.LICENCE


def changed_fields(before: Matter | None, after: Matter) -> tuple[str, ...]:
    """Return the fields that differ; none for a new matter."""
    if before is None:
        return ()
    names = (field.name for field in fields(Matter))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _fault(draft: Draft, field: str, text: str) -> RowFault:
    return RowFault(
        sheet=draft.sheet,
        row=draft.row,
        column=TITLES.get(field, field),
        text=f"第{draft.row}行：{text}",
    )
