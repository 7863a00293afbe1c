from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QObject

from app.cases.commands import OpenCase
from app.cases.models import Party
from tests.office import copied, furnished_file
from ui.frame.reminder import Reminder
from ui.jobs import AtOnce

MONDAY, SATURDAY = date(2026, 11, 9), date(2026, 11, 14)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("reminder"))


@pytest.fixture
def office(furnished, tmp_path):
    made = copied(furnished, tmp_path)
    yield made
    made.close()


@pytest.fixture
def said(office, qapp):
    """A reminder of a clerk who holds one case due on 9 November, and what it said."""
    command = OpenCase(matter=office.matter("jsydghxkz").id, applicant=Party(name="陈大文"), application=True)
    office.desk.counter.open(office.clerk, command)
    office.wall.put(MONDAY, 8)
    parent, words = QObject(), []
    reminder = Reminder(parent, office.desk, office.clerk, AtOnce())
    reminder.due.connect(words.append)
    reminder.start()
    yield reminder, words
    reminder.stop()


def test_it_says_once_at_the_hour_what_presses(office, said):
    reminder, words = said
    reminder.look()
    assert words == []
    for minute in (0, 1, 30, 59):
        office.wall.put(MONDAY, 9, minute)
        reminder.look()
    assert words == ["您手上有今日到期 1 件。"]
    office.wall.put(MONDAY, 14, 31)
    reminder.look()
    assert len(words) == 2


def test_it_is_silent_at_night_on_rest_days_and_when_nothing_presses(office, said):
    reminder, words = said
    for day, hour in ((MONDAY, 0), (MONDAY, 23), (SATURDAY, 9), (SATURDAY, 15)):
        office.wall.put(day, hour)
        reminder.look()
    assert words == []
    quiet = Reminder(reminder, office.desk, office.registrar, AtOnce())
    quiet.due.connect(words.append)
    office.wall.put(date(2026, 11, 16), 8)
    quiet.start()
    office.wall.put(date(2026, 11, 16), 9)
    quiet.look()
    quiet.stop()
    assert words == []


def test_who_sees_no_work_is_not_reminded(office, qapp):
    parent = QObject()
    reminder = Reminder(parent, office.desk, office.administrator, AtOnce())
    reminder.start()
    assert not reminder._timer.isActive()
