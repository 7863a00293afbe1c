"""Accounts for every number: each from 1 to the last is a paper, a void one, or was given on paper before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from app.documents.catalogue import CATALOGUE, get_type
from app.ledger.models import subject
from app.register.models import DocumentState, NumberSeries, Query, SeriesReport, Span
from app.register.ports import RegisterUnit


def paper_series(unit: RegisterUnit, reach: Collection[int] | None) -> tuple[NumberSeries, ...]:
    """Return the series of papers, not those of cases; ``reach`` None means every division."""
    keys = {document_type.key for document_type in CATALOGUE}
    found = (each for each in unit.numbers.all() if each.type_key in keys)
    return tuple(each for each in found if reach is None or each.division in reach)


def report_on(unit: RegisterUnit, series: NumberSeries) -> SeriesReport:
    """Return what became of every number of a series."""
    division = next(each for each in unit.people.divisions() if each.id == series.division)
    document_type = get_type(series.type_key)
    given = unit.documents.sequences(series.type_key, series.division, series.year)
    missing = set(range(1, series.last + 1)).difference(given)
    taken_over = tuple(_taken_over(unit, series, missing))
    explained = {number for span in taken_over for number in range(span.first, span.last + 1)}
    return SeriesReport(
        series=series,
        title=document_type.title,
        division_name=division.name,
        mark=division.mark + document_type.mark,
        given=len(given),
        voided=_voided(unit, series),
        from_paper=taken_over,
        holes=tuple(_spans(missing - explained)),
    )


def _voided(unit: RegisterUnit, series: NumberSeries) -> int:
    return unit.documents.count(
        Query(
            type_key=series.type_key,
            state=DocumentState.VOID,
            divisions=frozenset({series.division}),
            since=date(series.year, 1, 1),
            until=date(series.year, 12, 31),
        )
    )


def _taken_over(unit: RegisterUnit, series: NumberSeries, missing: set[int]) -> Iterator[Span]:
    key = subject("numbers", f"{series.type_key}.{series.division}.{series.year}")
    for entry in unit.ledger.entries_of(key):
        skipped = json.loads(entry.detail).get("skipped")
        if entry.act == "set_start_number" and skipped:
            numbers = missing.intersection(range(skipped[0], skipped[1] + 1))
            yield from _spans(numbers, f"启用前已在纸质登记簿编号（{entry.actor_name}设定）")


def _spans(numbers: Iterable[int], reason: str = "") -> Iterator[Span]:
    """Join numbers that follow each other."""
    run: list[int] = []
    for number in sorted(numbers):
        if run and number != run[-1] + 1:
            yield Span(first=run[0], last=run[-1], reason=reason)
            run = []
        run.append(number)
    if run:
        yield Span(first=run[0], last=run[-1], reason=reason)
