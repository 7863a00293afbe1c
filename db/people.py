"""Divisions, staff and grants in the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.clock import Clock, now
from app.errors import Refusal
from app.people.models import UNTIL_LIFTED, Division, DivisionId, DivisionKind, Grant, Role, Staff, StaffId
from app.people.rota import Rota
from db.access.logins import ServerLogins, logins_of
from db.models.people import division_rows, grant_rows, staff_rows
from db.plans import kept
from db.rota import rota_at
from db.rows import conflict, insert_counted, missing

_DIVISIONS = select(division_rows).order_by(division_rows.c.code)
_DIVISION = kept(select(division_rows).where(division_rows.c.id == bindparam("key")))
_SAVE_DIVISION = update(division_rows).where(division_rows.c.id == bindparam("key"))
_STAFF = kept(select(staff_rows).order_by(staff_rows.c.id))
_ONE = kept(select(staff_rows).where(staff_rows.c.id == bindparam("key")))
# Who holds one of some roles in a division, or over the whole bureau, with all that he holds.
_HOLDING = kept(
    select(staff_rows, grant_rows.c.role, grant_rows.c.division_id.label("granted_in"))
    .join_from(staff_rows, grant_rows, grant_rows.c.staff_id == staff_rows.c.id)
    .where(
        staff_rows.c.active,
        staff_rows.c.id.in_(
            select(grant_rows.c.staff_id).where(
                grant_rows.c.role.in_(bindparam("roles", expanding=True)),
                or_(
                    grant_rows.c.division_id.is_(None),
                    grant_rows.c.division_id.in_(bindparam("divisions", expanding=True)),
                ),
            )
        ),
    )
    .order_by(staff_rows.c.id, grant_rows.c.id)
)
_CALLED = kept(
    select(staff_rows)
    .where(
        staff_rows.c.active,
        or_(staff_rows.c.login == bindparam("word"), staff_rows.c.name == bindparam("word")),
    )
    .order_by(staff_rows.c.id)
)
_BY_LOGIN = select(staff_rows).where(staff_rows.c.login == bindparam("login"))
IN_SERVICE = and_(
    staff_rows.c.active, or_(staff_rows.c.locked_until.is_(None), staff_rows.c.locked_until < UNTIL_LIFTED)
)
_STANDING = kept(select(staff_rows.c.version).where(staff_rows.c.id == bindparam("key"), IN_SERVICE))
_SAVE_STAFF = (
    update(staff_rows)
    .where(staff_rows.c.id == bindparam("key"), staff_rows.c.version == bindparam("stood"))
    .values(version=staff_rows.c.version + 1)
)
_FAILURES = update(staff_rows).where(staff_rows.c.id == bindparam("key"))
_GRANTS = kept(select(grant_rows).order_by(grant_rows.c.id))
_GRANTS_OF = _GRANTS.where(grant_rows.c.staff_id == bindparam("key"))
_DROP_GRANT = delete(grant_rows).where(grant_rows.c.id == bindparam("key"))
_ADD_GRANTS = insert(grant_rows)


class LoginTaken(Refusal):
    """Two people cannot sign in under one name."""


class StoredPeople:
    """Divisions and staff over one connection; ``steady`` where all that it reads stands at one moment."""

    def __init__(self, connection: Connection, clock: Clock = now, *, steady: bool = False) -> None:
        self._connection = connection
        self._clock = clock
        self._stands: dict[StaffId, int | None] | None = {} if steady else None
        self._moment: datetime | None = None

    def moment(self) -> datetime:
        """Return the moment of the unit of work, looked at once."""
        if self._moment is None:
            self._moment = self._clock()
        return self._moment

    @property
    def logins(self) -> ServerLogins | None:
        """The server's own logins; None where the office keeps the passwords."""
        return logins_of(self._connection)

    def rota(self, at: datetime) -> Rota:
        """Return the posts held and the absences in force at the moment, and who heads and leads."""
        return rota_at(self._connection, at, steady=self._stands is not None)

    def divisions(self) -> tuple[Division, ...]:
        """Return every division by code."""
        return tuple(map(_division, self._connection.execute(_DIVISIONS)))

    def get_division(self, division: DivisionId) -> Division:
        """Return the division; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_DIVISION, {"key": division}).one_or_none()
        return missing("部门记录") if row is None else _division(row)

    def add_division(self, division: Division) -> DivisionId:
        """Save a new division (its ``id`` is ignored) and return its id."""
        return DivisionId(self._insert(division_rows, _division_row(division), "部门代码", division.code))

    def save_division(self, division: Division) -> None:
        """Save everything of the division."""
        row = {"key": division.id, **_division_row(division)}
        if self._connection.execute(_SAVE_DIVISION, row).rowcount != 1:
            missing("部门记录")

    def staff(self) -> tuple[Staff, ...]:
        """Return everybody, in the order they were added."""
        grants: dict[int, list[Row[Any]]] = {}
        for row in self._connection.execute(_GRANTS):
            grants.setdefault(row.staff_id, []).append(row)
        everybody = self._connection.execute(_STAFF)
        return tuple(_staff(row, map(_grant, grants.get(row.id, ()))) for row in everybody)

    def holding(self, roles: Iterable[Role], *divisions: int) -> tuple[Staff, ...]:
        """Return who is in use and holds one of the roles in one of the divisions, in the order added."""
        asked = {"roles": sorted(role.value for role in roles), "divisions": divisions}
        found: dict[int, tuple[Row[Any], list[Grant]]] = {}
        for row in self._connection.execute(_HOLDING, asked):
            grant = Grant(role=Role(row.role), division=row.granted_in)
            found.setdefault(row.id, (row, []))[1].append(grant)
        return tuple(_staff(row, grants) for row, grants in found.values())

    def called(self, word: str) -> tuple[Staff, ...]:
        """Return who is in use under a login or name, in the order they were added."""
        found = self._connection.execute(_CALLED, {"word": word}).all()
        return tuple(_staff(row, self._grants_of(row.id)) for row in found)

    def find_by_login(self, login: str) -> Staff | None:
        """Return who signs in under this name."""
        return self._whole(self._connection.execute(_BY_LOGIN, {"login": login}).one_or_none())

    def get_staff(self, staff: StaffId) -> Staff:
        """Return the member of staff; raises ``Refusal`` where there is none."""
        found = self._whole(self._connection.execute(_ONE, {"key": staff}).one_or_none())
        return missing("人员记录") if found is None else found

    def standing(self, staff: StaffId) -> int | None:
        """Return the version of one who may work; None for one gone, out of use or locked until lifted."""
        if self._stands is not None and staff in self._stands:
            return self._stands[staff]
        found = self._connection.execute(_STANDING, {"key": staff}).scalar_one_or_none()
        if self._stands is not None:
            self._stands[staff] = found
        return found

    def add_staff(self, staff: Staff) -> StaffId:
        """Save new staff (``id`` ignored); raises ``Refusal`` when the login is taken."""
        row = {
            **_staff_row(staff),
            "login": staff.login,
            "failures": staff.failures,
            "locked_until": staff.locked_until,
            "version": staff.version,
        }
        added = StaffId(self._insert(staff_rows, row, "登录名", staff.login))
        self._add_grants(added, staff.grants)
        return added

    def save_staff(self, staff: Staff) -> None:
        """Save name, division, counter, active, password where the version still stands; else ``Conflict``."""
        row = {"key": staff.id, "stood": staff.version, **_staff_row(staff)}
        if self._connection.execute(_SAVE_STAFF, row).rowcount != 1:
            conflict("人员记录", self.get_staff(staff.id))

    def set_grants(self, staff: StaffId, grants: tuple[Grant, ...]) -> None:
        """Let these grants stand and no other; what goes on being granted is never taken away meanwhile."""
        rows = self._connection.execute(_GRANTS_OF, {"key": staff}).all()
        standing = {each.id: _grant(each) for each in rows}
        self._add_grants(staff, tuple(each for each in grants if each not in standing.values()))
        gone = [(grant, key) for key, grant in standing.items() if grant not in grants]
        # Whoever gives up administering needs the right for all the rest.
        for _, key in sorted(gone, key=lambda each: each[0].role is Role.ADMINISTRATOR):
            self._connection.execute(_DROP_GRANT, {"key": key})

    def set_failures(self, staff: StaffId, failures: int, locked_until: datetime | None) -> None:
        """Keep how often the password was wrong in a row, and the lock; the version stands."""
        row = {"key": staff, "failures": failures, "locked_until": locked_until}
        self._connection.execute(_FAILURES, row)

    def _whole(self, row: Row[Any] | None) -> Staff | None:
        if row is None:
            return None
        return _staff(row, self._grants_of(row.id))

    def _grants_of(self, staff: int) -> Iterator[Grant]:
        return map(_grant, self._connection.execute(_GRANTS_OF, {"key": staff}))

    def _add_grants(self, staff: StaffId, grants: tuple[Grant, ...]) -> None:
        rows = [
            {"staff_id": staff, "role": grant.role.value, "division_id": grant.division}
            for grant in dict.fromkeys(grants)
        ]
        if rows:
            self._connection.execute(_ADD_GRANTS, rows)

    def _insert(self, table: Any, row: dict[str, Any], what: str, name: str) -> int:
        try:
            return insert_counted(self._connection, insert(table), row)
        except IntegrityError as error:
            if "unique" in str(error.orig).lower():
                raise LoginTaken(f"{what}“{name}”已经有了，请换一个。") from error
            raise


def _division_row(division: Division) -> dict[str, Any]:
    return {
        "code": division.code,
        "name": division.name,
        "kind": division.kind.value,
        "mark": division.mark,
        "counter_telephone": division.counter_telephone,
        "supervision_telephone": division.supervision_telephone,
        "active": division.active,
    }


def _division(row: Row[Any]) -> Division:
    return Division(
        id=DivisionId(row.id),
        code=row.code,
        name=row.name,
        kind=DivisionKind(row.kind),
        mark=row.mark or "",
        counter_telephone=row.counter_telephone or "",
        supervision_telephone=row.supervision_telephone or "",
        active=row.active,
    )


def _staff_row(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name,
        "division_id": staff.division,
        "counter": staff.counter,
        "active": staff.active,
        "password": staff.password,
    }


def _grant(row: Row[Any]) -> Grant:
    return Grant(role=Role(row.role), division=row.division_id)


def _staff(row: Row[Any], grants: Iterable[Grant]) -> Staff:
    return Staff(
        id=StaffId(row.id),
        login=row.login,
        name=row.name,
        division=DivisionId(row.division_id),
        grants=tuple(grants),
        counter=row.counter or "",
        password=row.password or "",
        failures=row.failures,
        locked_until=row.locked_until,
        active=row.active,
        version=row.version,
    )
