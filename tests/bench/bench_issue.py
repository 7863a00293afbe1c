"""How many papers a second are issued: number, document, custody and ledger, all on disk with full sync."""

from __future__ import annotations

import statistics
import tempfile
import time

from app.cases.commands import IssueForCase, OpenCase
from app.cases.models import Party
from app.register.commands import IssueDocument
from tests.app.register.test_register import sample
from tests.office import copied, furnished_file

ROUNDS, EACH = 7, 60


def issue() -> dict[str, object]:
    """Issue one-time notices that belong to no case."""
    with tempfile.TemporaryDirectory() as folder:
        office = copied(furnished_file(folder), folder)
        command = IssueDocument(type_key="one_time_notice", fields=sample("one_time_notice"))
        office.desk.register.issue(office.clerk, command)
        rates = [_rate(lambda: office.desk.register.issue(office.clerk, command)) for _ in range(ROUNDS)]
        office.close()
    return {"per_second": round(statistics.median(rates)), "rounds": ROUNDS, "limit_per_second": 200}


def issue_for_case() -> dict[str, object]:
    """Issue one-time notices to enquiries, which end their custody."""
    with tempfile.TemporaryDirectory() as folder:
        office = copied(furnished_file(folder), folder)
        rates = [_rate_of_cases(office) for _ in range(ROUNDS)]
        office.close()
    return {"per_second": round(statistics.median(rates)), "rounds": ROUNDS, "limit_per_second": 200}


def _rate(work) -> float:
    start = time.perf_counter()
    for _ in range(EACH):
        work()
    return EACH / (time.perf_counter() - start)


def _rate_of_cases(office) -> float:
    matter = office.matter("gcgh")
    asked = OpenCase(
        matter=matter.id, applicant=Party(name="陈大文", telephone="13800001234"), application=False
    )
    waiting = iter([office.desk.counter.open(office.clerk, asked).id for _ in range(EACH)])

    def one() -> None:
        office.desk.papers.issue(
            office.clerk, IssueForCase(case=next(waiting), type_key="one_time_notice", fields={})
        )

    return _rate(one)


CASES = {"issue": issue, "issue_for_case": issue_for_case}
