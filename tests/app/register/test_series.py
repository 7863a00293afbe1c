from __future__ import annotations

import pytest

from app.register.commands import IssueDocument, SetStartNumber, VoidDocument
from tests.documents.paper import RICHEST

TYPE = "one_time_notice"
YEAR = 2026


@pytest.fixture
def issue(office):
    def one(actor):
        fields = RICHEST[TYPE].values
        return office.desk.register.issue(actor, IssueDocument(type_key=TYPE, fields=fields))

    return one


def report_of(office, actor, division):
    found = office.desk.register.gaps(actor)
    return next(each for each in found if each.series.division == division and each.series.type_key == TYPE)


def test_every_number_given_is_accounted_for_and_voids_are_counted(office, issue):
    papers = [issue(office.clerk) for _ in range(3)]
    void = VoidDocument(document=papers[1].id, version=papers[1].version, reason="打印错误")
    office.desk.register.void(office.clerk, void)

    report = report_of(office, office.administrator, office.clerk.division)

    assert (report.given, report.voided, report.series.last) == (3, 1, 3)
    assert report.is_whole


def test_a_clerk_sees_the_series_of_his_division_alone(office, issue):
    issue(office.clerk)
    issue(office.registrar)

    assert {each.series.division for each in office.desk.register.gaps(office.clerk)} == {office.clerk.division}
    assert len(office.desk.register.gaps(office.administrator)) == 2


def test_the_numbers_of_cases_are_no_papers(office):
    division = office.clerk.division
    with office.store.begin() as unit:
        unit.numbers.take("case", division, YEAR)

    assert office.desk.register.gaps(office.administrator) == ()


def test_numbers_given_on_paper_before_are_explained_and_no_hole(office, issue):
    division = office.clerk.division
    start = SetStartNumber(type_key=TYPE, division=division, year=YEAR, last=40)
    office.desk.register.set_start_number(office.administrator, start)
    assert issue(office.clerk).number.sequence == 41

    report = report_of(office, office.administrator, division)

    assert [(span.first, span.last) for span in report.from_paper] == [(1, 40)]
    assert "纸质登记簿" in report.from_paper[0].reason
    assert report.is_whole


def test_a_hole_nobody_explains_is_named(office, issue):
    division = office.clerk.division
    issue(office.clerk)
    with office.store.begin() as unit:
        unit.numbers.take(TYPE, division, YEAR)
        unit.numbers.take(TYPE, division, YEAR)
    issue(office.clerk)

    report = report_of(office, office.administrator, division)

    assert [str(hole) for hole in report.holes] == ["2至3号"]
    assert not report.is_whole
