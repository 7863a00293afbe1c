from __future__ import annotations

from datetime import date

import pytest

from app.errors import Conflict, Unavailable
from app.founding.demo_people import PASSWORD
from app.register.commands import AlreadyVoid, IssueDocument, VoidDocument
from app.register.models import DocumentState, Query
from tests.flows.bad_input.line import CLERK, one_time
from tests.flows.bad_input.test_files import notice
from tests.office import Office


def test_a_clock_set_back_stops_the_counter_until_it_is_right_again(office):
    command = IssueDocument(type_key="one_time_notice", fields=one_time())
    first = office.desk.register.issue(office.clerk, command)
    office.wall.put(date(2026, 11, 1))
    with pytest.raises(Unavailable, match="校准系统时间"):
        office.desk.register.issue(office.clerk, command)
    with pytest.raises(Unavailable, match="校准系统时间"):
        office.desk.people.sign_in(CLERK, PASSWORD)
    with pytest.raises(Unavailable, match="校准系统时间"):
        office.desk.register.void(
            office.clerk, VoidDocument(document=first.id, version=first.version, reason="打错了")
        )
    assert office.desk.register.get(office.clerk, first.id).state is DocumentState.ISSUED
    office.wall.put(date(2026, 11, 3))
    assert office.desk.register.issue(office.clerk, command).number.sequence == 2
    assert office.desk.ledger.verify().faults == ()


@pytest.fixture
def second(office, tmp_path):
    """A second window on the same office."""
    made = Office(office.url, tmp_path, office.wall)
    yield made
    made.close()


def test_two_windows_on_one_database_give_one_row_of_numbers(office, second):
    command = IssueDocument(type_key="one_time_notice", fields=one_time())
    papers = [each.desk.register.issue(each.clerk, command) for each in (office, second) * 3]
    assert [paper.number.sequence for paper in papers] == [1, 2, 3, 4, 5, 6]
    for each in (office, second):
        assert each.desk.ledger.verify().faults == ()
        assert len(each.desk.register.find(each.clerk, Query())) == 6


def test_two_windows_cannot_void_one_paper_twice_nor_on_an_old_look_at_it(office, second):
    command = IssueDocument(type_key="one_time_notice", fields=one_time())
    paper = office.desk.register.issue(office.clerk, command)
    with pytest.raises(Conflict, match="刚被别人改过"):
        second.desk.register.void(
            second.clerk, VoidDocument(document=paper.id, version=paper.version + 1, reason="旧")
        )
    done = VoidDocument(document=paper.id, version=paper.version, reason="打错了")
    office.desk.register.void(office.clerk, done)
    with pytest.raises(AlreadyVoid, match="打错了"):
        second.desk.register.void(second.clerk, done)


def test_the_same_request_from_two_windows_is_done_once(office, second):
    command = IssueDocument(type_key="one_time_notice", fields=one_time(), request_key="Ctrl+Enter")
    papers = {each.desk.register.issue(each.clerk, command).id for each in (office, second)}
    assert len(papers) == 1


def test_a_new_year_holds_while_another_window_reckoned_on_the_old_calendar(office, second):
    keeping = office.desk.calendar
    late = second.desk.calendar.rehearse_year(second.desk.calendar.read(notice(2023)))
    keeping.apply(office.administrator, keeping.rehearse_year(keeping.read(notice(2022))))
    with pytest.raises(Conflict, match="已被他人改动"):
        second.desk.calendar.apply(second.administrator, late)
    assert second.desk.calendar.current().is_known(2022)
