"""Two windows at one moment, on both databases: one does it, the other hears why not, nothing is torn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

from app.cases.commands import ChangeCase, IssueForCase
from app.errors import Refusal
from app.register.commands import IssueDocument
from app.register.models import Query
from tests.app.counter.at_work import PERSON, opened
from tests.app.register.test_register import sample
from tests.office import START

ROUNDS = 12


def at_once(*acts):
    """Do the acts at one moment; return what came of each, a refusal as itself."""
    start = Barrier(len(acts))

    def one(act):
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def test_one_request_sent_from_two_windows_issues_one_paper(windows):
    for key in range(ROUNDS):
        command = IssueDocument(
            type_key="one_time_notice", fields=sample("one_time_notice"), request_key=f"k-{key}"
        )
        done = at_once(*(partial(office.desk.register.issue, office.clerk, command) for office in windows))
        assert any(not isinstance(each, Refusal) for each in done)
    desk = windows[0].desk
    assert desk.register.count(windows[0].clerk, Query()) == ROUNDS
    assert all(report.is_whole for report in desk.register.gaps(windows[0].administrator))


def test_a_case_changed_and_issued_for_at_one_moment_is_never_torn(windows):
    here, there = windows
    for _ in range(ROUNDS):
        case = opened(here, application=False)
        change = ChangeCase(case=case.id, version=case.version, applicant=PERSON, materials=case.materials[:1])
        issue = IssueForCase(case=case.id, type_key="one_time_notice", fields={})
        at_once(
            partial(here.desk.counter.change, here.clerk, change),
            partial(there.desk.papers.issue, there.clerk, issue),
        )
    assert here.desk.ledger.verify().faults == ()
    assert here.desk.checking.all_papers() == ()


def test_two_windows_opened_in_the_morning_seal_yesterday_once(windows):
    opened(windows[0])
    windows[0].wall.put(START + timedelta(days=1))
    sealed = at_once(*(office.desk.ledger.seal for office in windows))
    assert sorted(sealed) == [0, 1]
    assert windows[0].desk.ledger.verify().faults == ()
