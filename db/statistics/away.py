"""What is counted of posts and absences: posts at the end, absences, acts in somebody's place, lateness."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, literal, not_, null, or_, true

from app.posts.models import AbsenceState
from app.register.models import DocumentState
from app.statistics.events import Event
from db.models.cases import case_rows
from db.models.columns import Day, Key
from db.models.custody import segment_rows
from db.models.documents import document_rows
from db.models.ledger import entry_rows
from db.models.people import staff_rows
from db.models.posts import absence_rows, post_rows
from db.statistics.source import NO_CASE, TODAY, Condition, Source, lasts, office_day
from db.told import told_handovers

_post, _absence, _entry, _segment = post_rows.c, absence_rows.c, entry_rows.c, segment_rows.c
_a, _b, _away = staff_rows.alias("holder_a"), staff_rows.alias("holder_b"), staff_rows.alias("away")
_paper = document_rows.c
_EMPTY = literal("")
_NEVER = literal(date(9999, 12, 31), Day)
_IN_FORCE = _absence.state.in_((AbsenceState.APPROVED.value, AbsenceState.ENDED.value))
_WAS_AWAY = or_(_absence.until_at.is_(None), _absence.until_at > _absence.starts_at)
_OWN_PAPERS = ("handover_sheet", "return_sheet")


def _told(kind: str, key: ColumnElement[Any]) -> ColumnElement[str]:
    return literal(kind) + cast(key, Text)


_POSTS = post_rows.join(_a, _a.c.id == _post.a_id).join(_b, _b.c.id == _post.b_id)
POSTS = Source(
    table=_POSTS,
    with_case=_POSTS.outerjoin(case_rows, NO_CASE),
    key=_post.id,
    when=_post.effective_from,
    moment=False,
    standing=True,
    undivided=True,
    division=_post.division_id,
    staff=_post.a_id,
    within=_post.active.is_(True),
    mark=literal("B岗") + _b.c.name,
    matter_name=_post.name,
    number=_EMPTY,
    state=_EMPTY,
    subject=_told("post:", _post.id),
    events={
        Event.POST: true(),
        Event.STAFFED: and_(lasts(_post.effective_until), _a.c.active.is_(True), _b.c.active.is_(True)),
    },
)
_STANDING_SHEET = and_(_paper.id == told_handovers.c.sheet_id, _paper.state != DocumentState.VOID.value)
_ABSENCES = (
    absence_rows.join(_away, _away.c.id == _absence.staff_id)
    .outerjoin(told_handovers, told_handovers.c.absence_id == _absence.id)
    .outerjoin(document_rows, _STANDING_SHEET)
)
_UNHANDED = and_(_paper.id.is_(None), office_day(_absence.starts_at) < TODAY)
ABSENCES = Source(
    table=_ABSENCES,
    with_case=_ABSENCES.outerjoin(case_rows, NO_CASE),
    key=_absence.id,
    when=_absence.starts_at,
    moment=True,
    undivided=True,
    division=_away.c.division_id,
    staff=_absence.staff_id,
    within=and_(_IN_FORCE, _WAS_AWAY),
    mark=_paper.number_text,
    matter_name=_absence.reason,
    number=_EMPTY,
    state=_absence.state,
    subject=_told("absence:", _absence.id),
    since=_absence.starts_at,
    until=_absence.until_at,
    events={
        Event.PLANNED: _absence.sudden.is_(False),
        Event.PLANNED_UNHANDED: and_(_absence.sudden.is_(False), _UNHANDED),
        Event.SUDDEN: _absence.sudden.is_(True),
        Event.SUDDEN_UNHANDED: and_(_absence.sudden.is_(True), _UNHANDED),
    },
)
_ACTS = entry_rows.join(_away, _away.c.id == _entry.behalf_id)
_NOT_OWN = [not_(_entry.detail.contains(f'"type":"{key}"')) for key in _OWN_PAPERS]
ON_BEHALF = Source(
    table=_ACTS,
    with_case=_ACTS.outerjoin(case_rows, NO_CASE),
    key=_entry.seq,
    when=_entry.entered_at,
    moment=True,
    undivided=True,
    division=_away.c.division_id,
    staff=func.coalesce(_entry.actor_id, _entry.behalf_id, type_=Key),
    within=and_(_entry.behalf_id.is_not(None), *_NOT_OWN),
    mark=literal("代") + _entry.behalf_name + literal("办理：") + func.coalesce(_entry.ground, ""),
    matter_name=_entry.summary,
    number=_EMPTY,
    state=_entry.act,
    subject=_entry.subject,
    events={Event.BEHALF: true()},
)


def _at_the_end(since: ColumnElement[Any], until: ColumnElement[Any], day: ColumnElement[Any]) -> Condition:
    """Tell whether a span of moments goes on past the end of the office's day."""
    return and_(day >= office_day(since), day < func.coalesce(office_day(until), _NEVER, type_=Day))


# Absences first: of each, what was due in it is found by holder and day. An expression, which no index answers,
# keeps the archive from looking through all that was due in the span instead.
_DUE = func.coalesce(_segment.due_on, null(), type_=Day)
_HELD = absence_rows.join(
    segment_rows,
    and_(
        _absence.staff_id == _segment.staff_id,
        _at_the_end(_absence.starts_at, _absence.until_at, _segment.due_on),
    ),
)
LATE_AWAY = Source(
    table=_HELD,
    with_case=_HELD.outerjoin(case_rows, NO_CASE),
    key=_segment.id,
    when=_DUE,
    moment=False,
    undivided=True,
    division=_segment.division_id,
    staff=_segment.staff_id,
    within=and_(
        _IN_FORCE,
        _WAS_AWAY,
        _DUE < TODAY,
        _at_the_end(_segment.since_at, _segment.until_at, _segment.due_on),
    ),
    mark=_segment.step,
    matter_name=_segment.title,
    party=_segment.party,
    number=func.coalesce(_segment.shown_number, ""),
    state=_absence.reason,
    subject=_segment.subject,
    since=_absence.starts_at,
    until=_absence.until_at,
    events={Event.LATE_AWAY: true()},
)
AWAY = (POSTS, ABSENCES, ON_BEHALF, LATE_AWAY)
