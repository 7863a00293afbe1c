from __future__ import annotations

from datetime import timedelta

import pytest

from app.custody.models import Holding
from app.custody.worklist import View
from app.errors import NotAllowed
from app.ledger.models import subject
from app.people.halves import start_of
from app.people.staffing import ChangeStaff
from app.posts.models import Reason
from tests.app.posts.away import gone, planned, posted
from tests.office import START


def held(office, key, login, days, division=None):
    """Let somebody (None: the division) hold an item that is due so many days from today."""
    actor = office.actor(login) if login else None
    holding = Holding(
        subject=subject("deferred", key), division=division or (actor or office.head).division,
        staff=actor.id if actor else None, why="收件", step="答复", title="咨询",
        due=START + timedelta(days=days),
    )  # fmt: skip
    with office.store.begin() as unit:
        unit.custody.start(holding, office.wall())


def load(office, who=None):
    found = office.desk.heads.loads.read(who or office.head)
    return found, {each.login: each for each in found.people}


def test_the_load_of_each_person_is_counted_by_day(office):
    for key, days in enumerate((-3, -1, 0, 4)):
        held(office, key, "linxiaoyan", days)
    held(office, 10, None, 2)
    held(office, 11, "zhengmeiling", 0)
    found, people = load(office)
    one = people["linxiaoyan"]
    assert (one.items, one.today, one.late) == (4, 1, 2)
    assert (found.unheld, found.alone) == (1, 0)
    assert set(people) == {"linxiaoyan", "chenjiaming", "wuzhihong", "xujianguo"}
    assert found.people[0] == one


def test_who_is_away_what_falls_due_meanwhile_and_who_answers(office):
    posted(office, "linxiaoyan", "chenjiaming")
    for key, days in enumerate((0, 1, 2, 5, 13, 14)):
        held(office, key, "linxiaoyan", days)
    gone(office, "linxiaoyan", ends=start_of(START + timedelta(days=3)), who=office.head)
    first = START + timedelta(days=13)
    planned(office, "linxiaoyan", first, first + timedelta(days=9), who=office.head, reason=Reason.STUDY)
    _, people = load(office)
    one = people["linxiaoyan"]
    assert [each.now for each in one.away] == [True, False]
    assert one.away[0].answers == "陈嘉铭（B岗）"
    assert one.away[1].answers == ""
    assert one.due_away == 4  # the fourteenth day is out of sight
    assert people["chenjiaming"].behalf == 6
    due = office.desk.work_list.due_of(office.head, one.staff, one.away)
    assert len(due) == one.due_away


def test_what_only_the_head_answers_for_is_told(office):
    held(office, 1, "linxiaoyan", 3)
    gone(office, "linxiaoyan")
    found, people = load(office)
    assert found.alone == 1
    assert people["xujianguo"].behalf == 1
    assert people["linxiaoyan"].away[0].answers == "许建国（单位负责人）"
    assert len(office.desk.work_list.items(office.head, View.UNCOVERED)) == 1


def test_a_leaver_who_still_holds_something_is_listed(office):
    held(office, 1, "linxiaoyan", 3)
    staff = next(
        each for each in office.desk.staffing.staff(office.administrator) if each.login == "linxiaoyan"
    )
    office.desk.staffing.change(
        office.administrator,
        ChangeStaff(
            staff=staff.id, version=staff.version, name=staff.name, division=staff.division,
            counter=staff.counter, grants=staff.grants, active=False,
        ),
    )  # fmt: skip
    found, people = load(office)
    assert people["linxiaoyan"].items == 1
    assert found.alone == 1


@pytest.mark.parametrize("login", ["linxiaoyan", "wuzhihong", "guanliyuan"])
def test_only_a_head_sees_it(office, login):
    with pytest.raises(NotAllowed, match="单位负责人"):
        load(office, office.actor(login))
