"""The rota at a moment, read from posts, absences and roles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Date, bindparam, or_, select, text, type_coerce

from app.clock import office_date
from app.people.models import UNTIL_LIFTED, Role
from app.people.rota import Away, Posting, Rota
from app.posts.models import AbsenceState
from db.models.columns import Moment
from db.models.people import division_rows, grant_rows, staff_rows
from db.models.posts import absence_rows, post_rows
from db.plans import kept

_posts, _absences = post_rows.c, absence_rows.c
_POSTINGS = kept(select(
    _posts.id, _posts.name, _posts.division_id, _posts.a_id, _posts.b_id, _posts.second_b_id,
    _posts.effective_from, _posts.effective_until,
).where(
    _posts.active,
    _posts.effective_from <= bindparam("day"),
    or_(_posts.effective_until.is_(None), _posts.effective_until > bindparam("day")),
).order_by(_posts.id))  # fmt: skip
_AT = type_coerce(bindparam("at"), Moment())
_AWAY = kept(select(
    _absences.id, _absences.staff_id, _absences.starts_at, _absences.until_at, _absences.reason,
    _absences.substitute_id,
).where(
    _absences.state.in_((AbsenceState.APPROVED.value, AbsenceState.ENDED.value)),
    _absences.starts_at <= _AT,
    or_(_absences.until_at.is_(None), _absences.until_at > _AT),
).order_by(_absences.id))  # fmt: skip
_STAFF = kept(select(staff_rows.c.id, staff_rows.c.active, staff_rows.c.locked_until).order_by(staff_rows.c.id))
_SENIORS = kept(
    select(grant_rows.c.role, grant_rows.c.division_id, grant_rows.c.staff_id)
    .where(grant_rows.c.role.in_((Role.DIVISION_HEAD.value, Role.LEADER_IN_CHARGE.value)))
    .order_by(grant_rows.c.staff_id)
)
_DIVISIONS = kept(select(division_rows.c.id))
_STAND, _MOST = "rotas as they stood", 16  # at the moments that are asked for again and again
# What all that is read below comes to in one short word: it tells whether anything is otherwise than it was.
_STOOD = kept(
    text("""
    SELECT encode(sha256(convert_to(concat_ws('/',
      (SELECT string_agg(ROW(s.id, s.active, s.locked_until)::text, ',' ORDER BY s.id) FROM staff s),
      (SELECT string_agg(d.id::text, ',' ORDER BY d.id) FROM divisions d),
      (SELECT string_agg(ROW(g.role, g.division_id, g.staff_id)::text, ',' ORDER BY g.id) FROM grants g
       WHERE g.role IN (:head, :leader)),
      (SELECT string_agg(ROW(t.id, t.name, t.division_id, t.a_id, t.b_id, t.second_b_id, t.effective_from,
         t.effective_until)::text, ',' ORDER BY t.id) FROM posts t
       WHERE t.active AND t.effective_from <= :day AND (t.effective_until IS NULL OR t.effective_until > :day)),
      (SELECT string_agg(ROW(a.id, a.staff_id, a.starts_at, a.until_at, a.reason, a.substitute_id)::text, ','
         ORDER BY a.id) FROM absences a
       WHERE a.state IN (:approved, :ended) AND a.starts_at <= :at AND (a.until_at IS NULL OR a.until_at > :at))
    ), 'UTF8')), 'hex')
    """).bindparams(
        bindparam("day", type_=Date),
        bindparam("at", type_=Moment()),
        head=Role.DIVISION_HEAD.value,
        leader=Role.LEADER_IN_CHARGE.value,
        approved=AbsenceState.APPROVED.value,
        ended=AbsenceState.ENDED.value,
    )
)


def rota_at(connection: Connection, at: datetime, *, steady: bool) -> Rota:
    """Return the rota at the moment; one that a server says is as it was is not read again.

    ``steady``: what is asked one after the other stands at one moment.
    """
    if not steady or connection.dialect.name != "postgresql":
        return read_rota(connection, at)
    stood = connection.execute(_STOOD, {"day": office_date(at), "at": at}).scalar_one()
    known: dict[str, Rota] = connection.info.setdefault(_STAND, {})
    if stood not in known:
        if len(known) >= _MOST:
            known.clear()
        known[stood] = read_rota(connection, at)
    return known[stood]


def read_rota(connection: Connection, at: datetime) -> Rota:
    """Return the posts held and the absences in force at the moment, and who heads and leads."""
    people = connection.execute(_STAFF).all()
    working = frozenset(each.id for each in people if _may_work(each.active, each.locked_until))
    divisions = tuple(connection.execute(_DIVISIONS).scalars())
    seniors = connection.execute(_SENIORS).all()

    def of(role: Role) -> dict[int, tuple[int, ...]]:
        """Return who plays the role and still works here, by division."""
        found = [each for each in seniors if each.role == role.value and each.staff_id in working]
        return {
            division: tuple(
                dict.fromkeys(each.staff_id for each in found if each.division_id in (None, division))
            )
            for division in divisions
        }

    return Rota(
        postings=tuple(
            Posting(
                id=row.id, name=row.name, division=row.division_id, a=row.a_id, b=row.b_id,
                second_b=row.second_b_id, since=row.effective_from, until=row.effective_until,
            )
            for row in connection.execute(_POSTINGS, {"day": office_date(at)})
        ),
        away=tuple(
            Away(
                id=row.id, staff=row.staff_id, since=row.starts_at, until=row.until_at, reason=row.reason,
                substitute=row.substitute_id,
            )
            for row in connection.execute(_AWAY, {"at": at})
        ),
        heads=of(Role.DIVISION_HEAD),
        leaders=of(Role.LEADER_IN_CHARGE),
        working=working,
        staff=frozenset(each.id for each in people),
    )  # fmt: skip


def _may_work(active: bool, locked_until: datetime | None) -> bool:
    return active and (locked_until is None or locked_until < UNTIL_LIFTED)
