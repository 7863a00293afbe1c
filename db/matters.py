"""Matters and their materials in the archive."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.catalogue.models import Material, Matter, MatterId, MatterKind, Regime
from app.errors import Refusal
from db.models.matters import matter_rows
from db.rows import conflict, contents, from_json, insert_counted, missing, to_json

_ALL = select(matter_rows).order_by(matter_rows.c.code)
_ONE = select(matter_rows).where(matter_rows.c.id == bindparam("key"))
_BY_CODE = select(matter_rows).where(matter_rows.c.code == bindparam("code"))
_ADD = insert(matter_rows)
_SAVE = (
    update(matter_rows)
    .where(matter_rows.c.id == bindparam("key"), matter_rows.c.version == bindparam("stood"))
    .values(version=matter_rows.c.version + 1)
)


class CodeTaken(Refusal):
    """Two matters cannot bear one code."""


class StoredMatters:
    """Matters over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Matter, ...]:
        """Return every matter by code."""
        return tuple(map(_matter, self._connection.execute(_ALL)))

    def get(self, matter: MatterId) -> Matter:
        """Return the matter; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ONE, {"key": matter}).one_or_none()
        return missing("事项") if row is None else _matter(row)

    def find_by_code(self, code: str) -> Matter | None:
        """Return the matter that bears the code."""
        row = self._connection.execute(_BY_CODE, {"code": code}).one_or_none()
        return None if row is None else _matter(row)

    def add(self, matter: Matter) -> MatterId:
        """Save a new matter (``id`` ignored); raises ``Refusal`` when the code is taken."""
        row = {**_matter_row(matter), "version": matter.version}
        try:
            return MatterId(insert_counted(self._connection, _ADD, row))
        except IntegrityError as error:
            if "unique" in str(error.orig).lower():
                raise CodeTaken(f"事项编码“{matter.code}”已经有了，请核对。") from error
            raise

    def save(self, matter: Matter) -> None:
        """Save where the version still stands; else ``Conflict``."""
        row = {**_matter_row(matter), "key": matter.id, "stood": matter.version}
        if self._connection.execute(_SAVE, row).rowcount != 1:
            conflict("事项", self.get(matter.id))


def _matter_row(matter: Matter) -> dict[str, Any]:
    return {
        "code": matter.code,
        "name": matter.name,
        "kind": matter.kind.value,
        "regime": matter.regime.value,
        "division_id": matter.division,
        "basis": matter.basis,
        "conditions": matter.conditions,
        "procedure_text": matter.procedure,
        "requirements": matter.requirements,
        "statutory_limit": matter.statutory_limit,
        "committed_limit": matter.committed_limit,
        "materials": to_json([contents(each) for each in matter.materials]),
        "fee": matter.fee,
        "special_steps": matter.special_steps,
        "correction_limit": matter.correction_limit,
        "correction_unit": matter.correction_unit,
        "counter_telephone": matter.counter_telephone,
        "supervision_telephone": matter.supervision_telephone,
        "example": matter.example,
        "active": matter.active,
    }


def _matter(row: Row[Any]) -> Matter:
    return Matter(
        id=MatterId(row.id),
        code=row.code,
        name=row.name,
        kind=MatterKind(row.kind),
        regime=Regime(row.regime),
        division=row.division_id,
        basis=row.basis or "",
        conditions=row.conditions or "",
        procedure=row.procedure_text or "",
        requirements=row.requirements or "",
        statutory_limit=row.statutory_limit,
        committed_limit=row.committed_limit,
        materials=tuple(Material(**each) for each in from_json(row.materials)),
        fee=row.fee or "",
        special_steps=row.special_steps or "",
        correction_limit=row.correction_limit,
        correction_unit=row.correction_unit or "",
        counter_telephone=row.counter_telephone or "",
        supervision_telephone=row.supervision_telephone or "",
        example=row.example,
        active=row.active,
        version=row.version,
    )
