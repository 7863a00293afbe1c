from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest

from app.posts.commands import Stopgap
from app.posts.hand_commands import MakeHandover
from tests.app.hotline.order_tables import a_row, brought_in
from tests.app.posts.away import planned


@pytest.fixture
def concerned(office):
    """Return the divisions and people (logins) whom a thing concerns as the server finds them (none: all)."""

    def found(about):
        with psycopg.connect(office.url) as owner:
            asked = (
                "SELECT array_agg(DISTINCT d.name), array_agg(DISTINCT s.login) FROM rules.concerned(%s) c"
                " LEFT JOIN divisions d ON d.id = c.place LEFT JOIN staff s ON s.id = c.person"
            )
            places, people = owner.execute(asked, (about,)).fetchone()
        return {*(places or ()), *(people or ())} - {None}

    return found


def away(office, login, after, substitute=None):
    day = date(2026, 11, 2) + timedelta(days=after)
    if substitute is None:
        return planned(office, login, day)
    stopgap = Stopgap(staff=office.actor(substitute).id, ground="同岗人员顶岗")
    return planned(office, login, day, who=office.head, stopgap=stopgap)


def test_an_absence_concerns_the_division_and_whoever_stands_in_or_heads_it(office, concerned):
    absence = away(office, "linxiaoyan", 30, "chenjiaming")
    found = concerned(f"absence:{absence.id}")
    assert {"行政审批处", "linxiaoyan", "chenjiaming", "xujianguo"} <= found
    assert not {"不动产登记中心", "huangyating", "caiwenjuan", "guanliyuan"} & found


def test_a_handover_concerns_whom_its_absence_concerns(office, concerned):
    absence = away(office, "chenjiaming", 40, "linxiaoyan")
    made = office.desk.handovers.make(office.actor("chenjiaming"), MakeHandover(absence=absence.id, fields={}))
    assert concerned(f"handover:{made.id}") >= concerned(f"absence:{absence.id}") > set()


@pytest.mark.parametrize("login", ["suhaiyun", "yangzhenhua", "guanliyuan"])
def test_the_absence_of_somebody_whose_roles_reach_beyond_his_division_concerns_all(office, concerned, login):
    absence = away(office, login, 50)
    assert concerned(f"absence:{absence.id}") == set()


def test_a_table_of_new_orders_concerns_the_centre_and_who_leads_one_of_them(office, concerned):
    centre = office.actor("suhaiyun").division_name
    plain = brought_in(office, a_row("XM2026110190001"))
    assert concerned(f"order_import:{plain.batch}") == {centre, "suhaiyun"}
    over = {
        "主办单位": "行政审批处",
        "派单时间": "2026-10-26 10:00",
        "工单状态": "已办结",
        "办结时间": "2026-10-28 16:00",
    }
    given = brought_in(office, a_row("XM2026110190002", **over))
    assert concerned(f"order_import:{given.batch}") == {centre, "suhaiyun", "行政审批处"}


def test_a_table_that_changes_orders_or_brings_in_very_many_concerns_all(office, concerned):
    brought_in(office, a_row("XM2026110190003"))
    changed = brought_in(office, a_row("XM2026110190003", 标题="改了标题"))
    assert concerned(f"order_import:{changed.batch}") == set()
    many = brought_in(office, *(a_row(f"XM20261101{number:05}") for number in range(201)))
    assert concerned(f"order_import:{many.batch}") == set()
