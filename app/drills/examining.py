"""Examines a restored office: its ledger, its papers and its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from app.clock import now
from app.drills.models import Finding
from app.ledger.reading import LedgerReading
from app.office.copying import Tell, silent
from app.register.checking import Checking
from app.register.models import SeriesReport
from app.register.ports import RegisterStore
from app.register.series import paper_series, report_on


def examine(store: RegisterStore, tell: Tell = silent) -> tuple[Finding, ...]:
    """Look at everything that must hold in an office, and return what was found."""
    found = []
    for place, look in enumerate((_ledger, _papers, _numbers)):
        tell("核验", place, 3)
        found.append(look(store))
    return tuple(found)


def _ledger(store: RegisterStore) -> Finding:
    verdict = LedgerReading(store, now).verify()
    return Finding(
        title="台账",
        looked=f"{verdict.entries:,}笔逐笔核对校验链，日封{verdict.seals}个",
        faults=tuple(fault.text for fault in verdict.faults),
    )


def _papers(store: RegisterStore) -> Finding:
    faults = tuple(fault.text for fault in Checking(store).all_papers())
    return Finding(title="文书", looked="登记簿中的每份文书与台账逐份核对", faults=faults)


def _numbers(store: RegisterStore) -> Finding:
    with store.read() as unit:
        reports = [report_on(unit, each) for each in paper_series(unit, None)]
    given = sum(each.given for each in reports)
    return Finding(
        title="文号",
        looked=f"{len(reports)}个文号序列，{given:,}个文号，从1号起逐号核对",
        faults=tuple(_holes(reports)),
    )


def _holes(reports: list[SeriesReport]) -> Iterator[str]:
    for each in reports:
        for span in each.holes:
            which = f"{span.first}" if span.first == span.last else f"{span.first}至{span.last}"
            yield f"{each.mark}〔{each.series.year}〕第{which}号没有文书，也没有说明"
