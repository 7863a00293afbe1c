"""A person's year (个人年度摘录) for the year-end statement (岗位目标责任制度八), from the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.errors import BadInput, Problem
from app.people.models import Actor, Staff
from app.people.permissions import Right, may
from app.statistics.models import Span

FIRST_YEAR = 2000


@dataclass(frozen=True, kw_only=True)
class Part:
    """One list of the extract: its title, the headings of its columns, and its rows as they are read.

    ``printed`` parts stand on the page; the others, which may be long, in the spreadsheet alone.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    printed: bool = True


@dataclass(frozen=True, kw_only=True)
class Sum:
    """One figure of the year: its title, how it reads, and how it is reckoned, in words."""

    title: str
    shown: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class PersonYear:
    """What the record says of one person in one year, up to and including ``until``."""

    bureau: str
    name: str
    division: str
    year: int
    until: date
    sums: tuple[Sum, ...]
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part:
        """Return a part by its key."""
        return next(each for each in self.parts if each.key == key)


def span_of(year: int, today: date) -> Span:
    """Return the year as far as it has gone; raises ``BadInput`` for one that has not begun."""
    if not FIRST_YEAR <= year <= today.year:
        text = f"年度须在{FIRST_YEAR}至{today.year}之间，不是{year}。"
        raise BadInput.listing((Problem("year", text),))
    return Span(date(year, 1, 1), min(date(year, 12, 31), today))


def may_read(actor: Actor, staff: Staff) -> bool:
    """Tell whether the actor may read the person's year: his own, or as head or overseer, in his own name."""
    if actor.behalf is not None:
        return False
    return actor.id == staff.id or may(actor, Right.SEE_STATISTICS, staff.division)


def readable(actor: Actor, staff: Iterable[Staff]) -> tuple[Staff, ...]:
    """Return those whose year the actor may read, he himself first."""
    found = [each for each in staff if may_read(actor, each)]
    return tuple(sorted(found, key=lambda each: each.id != actor.id))
