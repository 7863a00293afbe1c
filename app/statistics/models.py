"""What is counted, by what it is cut, and the table that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction

from app.cases.models import Pause
from app.errors import BadInput, Problem
from app.statistics.events import Domain, Event

NONE = "—"  # a figure whose divisor is zero
TOTAL = ""  # the key of the row over everything
UNDIVIDED = "~~"  # the key of the row of what belongs to no matter and no kind


class Cut(Enum):
    """By what the figures are told apart; the value is what users read."""

    NONE = "合计"
    MONTH = "按月"
    DIVISION = "按处室"
    MATTER = "按事项"
    CLERK = "按经办人"
    KIND = "按类别"
    TYPE = "按类型"
    TOPIC = "按业务"
    PLACE = "按地点"


CASE_CUTS = (Cut.NONE, Cut.MONTH, Cut.DIVISION, Cut.MATTER, Cut.CLERK, Cut.KIND)
ORDER_CUTS = (Cut.NONE, Cut.MONTH, Cut.DIVISION, Cut.TYPE, Cut.TOPIC, Cut.PLACE)
HOT = (Cut.TOPIC, Cut.PLACE)  # the most frequent of them only, the most frequent first


@dataclass(frozen=True)
class Span:
    """Days from ``since`` up to and including ``until``; raises ``BadInput`` where that is before ``since``."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since > self.until:
            text = f"统计期间的起始日{self.since}晚于截止日{self.until}，请核对。"
            raise BadInput.listing((Problem("since", text),))

    def __str__(self) -> str:
        return f"{self.since}至{self.until}"

    @property
    def months(self) -> tuple[str, ...]:
        """The months it touches, as 2026-11, in order."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.since, self.until))
        return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1))

    def within(self, month: str) -> Span:
        """Return the part of it that lies in a month it touches."""
        first = date.fromisoformat(f"{month}-01")
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Span(max(self.since, first), min(self.until, last))


def this_month(today: date) -> Span:
    """Return the month of the day, to its end."""
    return Span(today.replace(day=1), _month_end(today))


def last_month(today: date) -> Span:
    """Return the month before that of the day."""
    return this_month(today.replace(day=1) - timedelta(days=1))


def this_quarter(today: date) -> Span:
    """Return the quarter of the day."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return Span(first, _month_end(first + timedelta(days=62)))


def this_year(today: date) -> Span:
    """Return the year of the day."""
    return Span(date(today.year, 1, 1), date(today.year, 12, 31))


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


class Unit(Enum):
    """What a figure counts; the value stands after it in words."""

    CASES = "件"
    PAPERS = "份"
    TIMES = "次"
    POSTS = "个"
    PERCENT = "%"
    EACH = "份/件"
    MINUTES = "分钟"


RATIOS = (Unit.PERCENT, Unit.EACH)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One column: its heading, its definition in a sentence, and the event whose cases stand behind it.

    A count is how often ``event`` happened. With ``over`` it is the count of ``part`` for each ``over``; with
    ``share`` the average share of the limit that the cases of ``event`` used, with ``minus`` less the count
    of that, with ``held`` the working minutes (for each ``over``) that orders were held.
    """

    key: str
    title: str
    definition: str
    event: Event
    unit: Unit = Unit.CASES
    part: Event | None = None
    over: Event | None = None
    share: bool = False
    minus: Event | None = None
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures that are looked at together; ``undivided`` ones belong to no matter and no kind."""

    title: str
    figures: tuple[Figure, ...]
    undivided: bool = False

    def stands_in(self, cut: Cut, key: str) -> bool:
        """Tell whether a row has figures of the group."""
        if key == TOTAL or cut not in (Cut.MATTER, Cut.KIND):
            return True
        return self.undivided == (key == UNDIVIDED)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure of a row: its exact value (None: the divisor is zero), as shown, and how many are behind."""

    value: int | Fraction | None
    shown: str
    behind: int


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A row: what it is of, and its figures by key; a class of rows has their keys between commas."""

    key: str
    name: str
    cells: Mapping[str, Cell]
    is_class: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """The figures of a span, cut, and of which divisions; rows stand by name, never by their figures."""

    span: Span
    cut: Cut
    where: str
    groups: tuple[Group, ...]
    rows: tuple[TableRow, ...]
    total: TableRow
    domain: Domain = Domain.CASES

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every column in order."""
        return tuple(figure for group in self.groups for figure in group.figures)

    def rows_of(self, group: Group) -> tuple[TableRow, ...]:
        """Return the rows that have figures of the group."""
        return tuple(row for row in self.rows if group.stands_in(self.cut, row.key))

    @property
    def lines(self) -> tuple[TableRow, ...]:
        """Every row, the total last."""
        return (*self.rows, self.total)


@dataclass(frozen=True, kw_only=True)
class FigureAt:
    """One figure of a table: its row ("" is the total) and its column, by their keys."""

    span: Span
    cut: Cut
    row: str
    column: str
    domain: Domain = Domain.CASES


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Where and when is looked: ``divisions`` None is the whole bureau; ``today`` tells what is late by now."""

    span: Span
    today: date
    divisions: frozenset[int] | None
    domain: Domain = Domain.CASES


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The cases behind a figure: where and when, which event, and of which row (``key`` None: of all)."""

    scope: Scope
    event: Event
    cut: Cut
    key: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an event happened in a row of a cut; one ``apart`` (a state of a month) is not in the total."""

    event: Event
    key: str
    count: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """Cases alike: accepted, completed and paused on the same days under the same limit (working days)."""

    key: str
    accepted_on: date
    completed_on: date
    committed: int
    pauses: tuple[Pause, ...]
    cases: int


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event as the archive keeps it; ``case`` None where a paper belongs to no case of the register.

    ``mark`` is the number of the paper, the state of the denial, or what else is to be said of it. ``subject``
    names what is no case of the counter (post:3, absence:5), ``since`` and ``until`` bound an absence.
    """

    case: int | None
    number: str
    matter_name: str
    party: str
    division: int
    staff: int
    day: date
    state: str
    mark: str = ""
    accepted_on: date | None = None
    completed_on: date | None = None
    due_on: date | None = None
    committed: int = 0
    pauses: tuple[Pause, ...] = ()
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    secrecy: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case behind a figure as the list shows it, the applicant masked; ``note`` is what counts about it.

    ``subject`` names a thing behind a figure that is no case.
    """

    case: int | None
    number: str
    matter_name: str
    party: str
    division: str
    clerk: str
    day: date
    state: str
    note: str
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class DenialPart:
    """What somebody did for a denial: drafted it (no ``station``), or said his opinion at a station."""

    denial: int
    day: date
    number: str
    matter_name: str
    party: str
    state: str
    station: str = ""
    opinion: str = ""
