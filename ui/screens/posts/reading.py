"""What the screen shows: posts with how they are covered, people, absences, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.clock import office_date
from app.desk import Desk
from app.people.halves import end_of, start_of
from app.people.models import Actor, Division, Staff, StaffId
from app.people.permissions import Right, may, reach_of
from app.people.rota import Substitute, Why
from app.posts.models import Absence, AbsenceState, Filing, Post

AHEAD = timedelta(days=92)
_COVERED = frozenset({Why.SELF, Why.TEMPORARY, Why.B, Why.SECOND_B})


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A post and who answers now for its A holder (``substitute`` None: A is there)."""

    post: Post
    substitute: Substitute | None = None
    name: str = ""

    @property
    def bare(self) -> bool:
        """Whether neither A nor B nor a temporary substitute is there."""
        return self.substitute is not None and self.substitute.why not in _COVERED

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.substitute is None or self.substitute.why is Why.SELF:
            return "A岗在岗"
        if self.substitute.uncovered:
            return "无人在岗"
        if self.bare:
            return f"AB岗都不在，{self.substitute.why.value}{self.name}代"
        return f"{self.substitute.why.value}{self.name}顶岗"

    @property
    def short(self) -> str:
        """How it stands, in a chip's words."""
        return "AB岗都不在" if self.bare and self.substitute and self.substitute.staff else self.words

    @property
    def role(self) -> str:
        """The colour of the words."""
        if self.bare:
            return "late"
        return "on_time" if self.words == "A岗在岗" else "soon"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """Everything the screen shows of the divisions in view (``division`` None: of the whole bureau).

    ``handing`` is how many handovers wait for the reader.
    """

    division: int | None
    monday: date
    now: datetime
    posts: tuple[Covered, ...] = ()
    people: tuple[Staff, ...] = ()
    everybody: tuple[Staff, ...] = ()
    divisions: tuple[Division, ...] = ()
    absences: tuple[Absence, ...] = ()
    deciding: frozenset[int] = field(default_factory=frozenset)
    handing: int = 0

    @property
    def week(self) -> tuple[date, ...]:
        """The seven days of the week in view."""
        return tuple(self.monday + timedelta(days=each) for each in range(7))

    def of_week(self) -> tuple[Absence, ...]:
        """Return the absences that touch the week."""
        first, last = start_of(self.week[0]), end_of(self.week[-1])
        return tuple(
            each
            for each in self.absences
            if each.state is not AbsenceState.DECLINED and each.overlaps(first, last)
        )

    def names(self, division: int | None = None) -> Mapping[str, int]:
        """Return ids by the name that is shown (of a division); a namesake is shown with his login."""
        found: dict[str, int] = {}
        for each in self.everybody:
            if division is None or each.division == division:
                name = f"{each.name}（{each.login}）" if each.name in found else each.name
                found[name] = int(each.id)
        return found


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def week_of(absence: Absence) -> date:
    """Return the Monday of the week in which the absence begins."""
    return monday_of(office_date(absence.starts))


def read_posted(desk: Desk, actor: Actor, division: int | None, monday: date) -> Posted:
    """Read posts, people and absences of a division (None: of the bureau) around a week."""
    now = desk.clock()
    divisions = desk.staffing.divisions()
    everybody = _everybody(desk, divisions)
    today = office_date(now)
    away = desk.absences.away(actor, min(monday, today), max(monday, today) + AHEAD)
    declined = desk.absences.declined(actor, min(monday, today))
    here = [each for each in (*away, *declined) if division in (None, each.division)]
    posts = [_covered(desk, actor, each, away, everybody) for each in desk.posts.all(actor, division)]
    return Posted(
        division=division,
        monday=monday,
        now=now,
        posts=tuple(sorted(posts, key=lambda each: (not each.bare, each.post.filing is Filing.FILED))),
        people=tuple(each for each in everybody if division in (None, each.division)),
        everybody=everybody,
        divisions=divisions,
        absences=tuple(sorted(here, key=lambda each: _order(each, now))),
        deciding=frozenset(int(each.id) for each in desk.absences.waiting(actor)),
        handing=sum(1 for each in desk.handovers.overview.listed(actor) if each.turn is not None),
    )


def _order(absence: Absence, now: datetime) -> tuple[int, datetime]:
    """Order what waits first, then what is in force or to come, then what is over."""
    if absence.state is AbsenceState.ASKED:
        return 0, absence.starts
    return (2 if is_over(absence, now) else 1), absence.starts


def is_over(absence: Absence, now: datetime) -> bool:
    """Tell whether the person is back, or never left."""
    return absence.state in (AbsenceState.ENDED, AbsenceState.DECLINED) or (
        absence.until is not None and absence.until <= now
    )


def _everybody(desk: Desk, divisions: tuple[Division, ...]) -> tuple[Staff, ...]:
    found = {
        int(staff.id): staff
        for each in divisions
        for staff in desk.staffing.holders_of(Right.PLAN_ABSENCE, each.id)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.division, each.id)))


def _covered(
    desk: Desk, actor: Actor, post: Post, away: tuple[Absence, ...], everybody: tuple[Staff, ...]
) -> Covered:
    """Return the post; who answers is asked only where A is away or no longer works here."""
    now, names = desk.clock(), {int(each.id): each.name for each in everybody}
    gone = post.a not in names or any(
        each.staff == post.a and each.holds and each.overlaps(now, now + timedelta(seconds=1)) for each in away
    )
    if not gone:
        return Covered(post=post)
    found = desk.absences.answering(actor, StaffId(post.a))
    return Covered(post=post, substitute=found, name=names.get(found.staff or 0, ""))


def sets_posts(actor: Actor, division: int | None) -> str:
    """Return why the actor cannot set up or change posts there, "" where he can."""
    if may(actor, Right.SET_POSTS, division):
        return ""
    return "岗位由本处室的单位负责人或系统管理员设置"


def sees_bureau(actor: Actor) -> bool:
    """Tell whether the actor begins with the whole bureau in view: who approves or files there does."""
    return any(reach_of(actor, right) is None for right in (Right.APPROVE_ABSENCE, Right.FILE_POSTS))
