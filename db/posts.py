"""Posts and absences in the archive, and the rota that is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from app.posts.models import Absence, AbsenceId, AbsenceState, Goal, Post, PostId, Reason
from db.models.people import division_rows, staff_rows
from db.models.posts import absence_rows, post_rows
from db.plans import kept
from db.rows import AnyRow, conflict, from_json, insert_counted, missing, to_json

_posts, _absences = post_rows.c, absence_rows.c
_a, _b, _second = staff_rows.alias("a"), staff_rows.alias("b"), staff_rows.alias("second_b")
_POSTS = select(
    post_rows,
    division_rows.c.name.label("division_name"),
    _a.c.name.label("a_name"),
    _b.c.name.label("b_name"),
    _second.c.name.label("second_b_name"),
).select_from(
    post_rows.join(division_rows, division_rows.c.id == _posts.division_id)
    .join(_a, _a.c.id == _posts.a_id)
    .join(_b, _b.c.id == _posts.b_id)
    .outerjoin(_second, _second.c.id == _posts.second_b_id)
)
_POST = _POSTS.where(_posts.id == bindparam("key"))
_ALL_POSTS = _POSTS.order_by(division_rows.c.code, _posts.id)
_HELD_BY = (
    _POSTS.where(_posts.active, or_(_posts.a_id == bindparam("staff"), _posts.b_id == bindparam("staff")))
).order_by(_posts.id)
_SAVE_POST = (
    update(post_rows)
    .where(_posts.id == bindparam("key"), _posts.version == bindparam("stood"))
    .values(version=_posts.version + 1)
)
_away, _instead = staff_rows.alias("away"), staff_rows.alias("instead")
_ABSENCES = select(
    absence_rows,
    _away.c.name.label("staff_name"),
    _away.c.division_id,
    division_rows.c.name.label("division_name"),
    _instead.c.name.label("substitute_name"),
).select_from(
    absence_rows.join(_away, _away.c.id == _absences.staff_id)
    .join(division_rows, division_rows.c.id == _away.c.division_id)
    .outerjoin(_instead, _instead.c.id == _absences.substitute_id)
)
_ABSENCE = _ABSENCES.where(_absences.id == bindparam("key"))
_OF_STATE = kept(
    _ABSENCES.where(
        _absences.state == bindparam("state"),
        or_(_absences.until_at.is_(None), _absences.until_at > bindparam("since")),
    ).order_by(_absences.starts_at, _absences.id)
)
_SAVE_ABSENCE = (
    update(absence_rows)
    .where(_absences.id == bindparam("key"), _absences.version == bindparam("stood"))
    .values(version=_absences.version + 1)
)


class StoredPosts:
    """Posts over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, post: Post) -> PostId:
        """Save a new post (``id`` and names ignored) and return its id."""
        row = {**_post_row(post), "version": post.version}
        return PostId(insert_counted(self._connection, insert(post_rows), row))

    def get(self, post: PostId) -> Post:
        """Return the post; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_POST, {"key": post}).one_or_none()
        return missing("岗位") if row is None else _post(row)

    def save(self, post: Post) -> None:
        """Save where ``post.version`` still stands; else ``Conflict``."""
        row = {"key": post.id, "stood": post.version, **_post_row(post)}
        if self._connection.execute(_SAVE_POST, row).rowcount != 1:
            conflict("岗位", self.get(post.id))

    def all(self, divisions: frozenset[int] | None = None) -> tuple[Post, ...]:
        """Return the posts of some divisions (None: all) by division, then id; retired ones too."""
        statement = _ALL_POSTS if divisions is None else _ALL_POSTS.where(_posts.division_id.in_(divisions))
        return tuple(map(_post, self._connection.execute(kept(statement))))

    def held_by(self, staff: int) -> tuple[Post, ...]:
        """Return the posts in use of which the person is A or B."""
        return tuple(map(_post, self._connection.execute(_HELD_BY, {"staff": staff})))


class StoredAbsences:
    """Absences over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, absence: Absence) -> AbsenceId:
        """Save a new absence (``id`` and names of the archive ignored) and return its id."""
        row = {**_absence_row(absence), "version": absence.version}
        return AbsenceId(insert_counted(self._connection, insert(absence_rows), row))

    def get(self, absence: AbsenceId) -> Absence:
        """Return the absence; raises ``Refusal`` where there is none."""
        row = self._connection.execute(_ABSENCE, {"key": absence}).one_or_none()
        return missing("离岗记录") if row is None else _absence(row)

    def save(self, absence: Absence) -> None:
        """Save where ``absence.version`` still stands; else ``Conflict``."""
        row = {"key": absence.id, "stood": absence.version, **_absence_row(absence)}
        if self._connection.execute(_SAVE_ABSENCE, row).rowcount != 1:
            conflict("离岗记录", self.get(absence.id))

    def between(
        self, since: datetime, until: datetime | None, staff: Iterable[int] | None = None
    ) -> tuple[Absence, ...]:
        """Return what was not declined and touches the span, by start; of some people where given."""
        span = [or_(_absences.until_at.is_(None), _absences.until_at > since)]
        if until is not None:
            span.append(_absences.starts_at < until)
        if staff is not None:
            span.append(_absences.staff_id.in_(tuple(staff)))
        statement = _ABSENCES.where(
            _absences.state != AbsenceState.DECLINED.value,
            or_(_absences.until_at.is_(None), _absences.until_at > _absences.starts_at),
            *span,
        ).order_by(_absences.starts_at, _absences.id)
        return tuple(map(_absence, self._connection.execute(kept(statement))))

    def asked(self, since: datetime) -> tuple[Absence, ...]:
        """Return what is asked for and would not be over at the moment, by start."""
        return self._of_state(AbsenceState.ASKED, since)

    def declined(self, since: datetime) -> tuple[Absence, ...]:
        """Return what was declined and would not be over at the moment, by start."""
        return self._of_state(AbsenceState.DECLINED, since)

    def _of_state(self, state: AbsenceState, since: datetime) -> tuple[Absence, ...]:
        found = self._connection.execute(_OF_STATE, {"state": state.value, "since": since})
        return tuple(map(_absence, found))


def _post_row(post: Post) -> dict[str, Any]:
    return {
        "division_id": post.division,
        "name": post.name,
        "duties": post.duties,
        "section_duties": post.section_duties,
        "goals": to_json([_goal_kept(goal) for goal in post.goals]),
        "secret": post.secret,
        "a_id": post.a,
        "b_id": post.b,
        "second_b_id": post.second_b,
        "effective_from": post.effective_from,
        "effective_until": post.effective_until,
        "approved_by_name": post.approved_by_name,
        "approved_on": post.approved_on,
        "filed_on": post.filed_on,
        "active": post.active,
    }


def _goal_kept(goal: Goal) -> dict[str, Any]:
    return {**asdict(goal), "due_on": goal.due_on.isoformat() if goal.due_on else None}


def _goal(kept: dict[str, Any]) -> Goal:
    due = kept.get("due_on")
    return Goal(**{**kept, "due_on": date.fromisoformat(due) if due else None})


def _post(row: AnyRow) -> Post:
    return Post(
        id=PostId(row.id),
        division=row.division_id,
        name=row.name,
        duties=row.duties,
        section_duties=row.section_duties or "",
        goals=tuple(map(_goal, from_json(row.goals))),
        secret=row.secret,
        a=row.a_id,
        b=row.b_id,
        second_b=row.second_b_id,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        approved_by_name=row.approved_by_name or "",
        approved_on=row.approved_on,
        filed_on=row.filed_on,
        active=row.active,
        version=row.version,
        division_name=row.division_name,
        a_name=row.a_name,
        b_name=row.b_name,
        second_b_name=row.second_b_name or "",
    )


def _absence_row(absence: Absence) -> dict[str, Any]:
    return {
        "staff_id": absence.staff,
        "reason": absence.reason.value,
        "sudden": absence.sudden,
        "starts_at": absence.starts,
        "until_at": absence.until,
        "ends_at": absence.ends,
        "ended_at": absence.ended_at,
        "state": absence.state.value,
        "entered_by_id": absence.entered_by,
        "entered_by_name": absence.entered_by_name,
        "entered_at": absence.entered_at,
        "decided_by_id": absence.decided_by,
        "decided_by_name": absence.decided_by_name,
        "decided_at": absence.decided_at,
        "opinion": absence.opinion,
        "substitute_id": absence.substitute,
        "substitute_ground": absence.substitute_ground,
        "note": absence.note,
    }


def _absence(row: AnyRow) -> Absence:
    return Absence(
        id=AbsenceId(row.id),
        staff=row.staff_id,
        reason=Reason(row.reason),
        sudden=row.sudden,
        starts=row.starts_at,
        ends=row.ends_at,
        ended_at=row.ended_at,
        state=AbsenceState(row.state),
        entered_by=row.entered_by_id,
        entered_by_name=row.entered_by_name or "",
        entered_at=row.entered_at,
        decided_by=row.decided_by_id,
        decided_by_name=row.decided_by_name or "",
        decided_at=row.decided_at,
        opinion=row.opinion or "",
        substitute=row.substitute_id,
        substitute_ground=row.substitute_ground or "",
        note=row.note or "",
        version=row.version,
        staff_name=row.staff_name,
        substitute_name=row.substitute_name or "",
        division=row.division_id,
        division_name=row.division_name,
    )
