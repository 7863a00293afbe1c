from __future__ import annotations

from datetime import date

import pytest

from app.cases.commands import IssueForCase, OpenCase
from app.cases.models import Party
from app.people.models import Role
from app.press import press_pdf
from app.register.models import DocumentState, Query
from tests.ui.screens.stage import staged
from ui.screens.register.presenter import RegisterPresenter


class Place:
    """Remembers what it was asked to show."""

    def __init__(self):
        self.shown = {}

    def __getattr__(self, name):
        def remember(*args):
            self.shown[name] = args[0] if len(args) == 1 else args

        return remember


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.DIVISION_HEAD))


@pytest.fixture
def presenter(place, context):
    return RegisterPresenter(place, context)


def told(desk, clerk):
    """Tell somebody who asks, and return the notice."""
    matter = desk.catalogue.find(clerk, "建设工程规划条件核实")[0]
    party = Party(name="陈大文", telephone="13800001234")
    case = desk.counter.open(clerk, OpenCase(matter=matter.id, applicant=party, application=False))
    return desk.papers.issue(clerk, IssueForCase(case=case.id, type_key="one_time_notice", fields={}))


def rows(place):
    count, page = place.shown["show_source"]
    found = page(0, 1000)
    assert count() == len(found)
    return found


def of_a_person(found):
    return next(row for row in found if "*" in row.party and row.state is DocumentState.ISSUED)


def test_the_count_is_exact_and_the_people_are_masked(presenter, place, desk, context):
    presenter.search(Query())
    found = rows(place)

    row = of_a_person(found)
    assert desk.register.get(context.actor, row.id).party != row.party


def test_dates_given_the_wrong_way_round_are_put_right(presenter, place):
    presenter.search(Query(since=date(2026, 11, 20), until=date(2026, 11, 10)))

    assert {row.issued_on >= date(2026, 11, 10) for row in rows(place)} == {True}


def test_a_page_read_in_the_register_hides_personal_data_until_it_is_uncovered(presenter, place, desk, context):
    presenter.search(Query())
    row = of_a_person(rows(place))
    name = desk.register.get(context.actor, row.id).party
    presenter.choose(row.id)
    covered = place.shown["show_reading"]
    assert name not in words_of(presenter.page_of(covered).pdf)
    before = len(covered.history)

    presenter.uncover()
    uncovered = place.shown["show_uncovered"]
    assert name in words_of(presenter.page_of(uncovered).pdf)
    assert uncovered.history[before].act == "uncover"


def words_of(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_what_leaves_the_register_is_the_whole_paper_and_is_recorded(presenter, place, context, desk):
    presenter.search(Query())
    row = of_a_person(rows(place))
    presenter.choose(row.id)
    reading = place.shown["show_reading"]
    sheet = desk.register.sheet(context.actor, row.id)
    assert presenter.files(reading, "PDF") == press_pdf(sheet).pdf

    presenter.record(reading, "窗口打印机", 2)
    again = place.shown["show_reading"]
    assert len(again.prints) == len(reading.prints) + 1
    assert again.prints[-1].reprint == bool(reading.prints)


def test_a_void_paper_shows_its_reason_and_offers_no_further_voiding(presenter, place, context, desk, actor):
    presenter.search(Query())
    presenter.choose(told(desk, actor(Role.COUNTER_CLERK)).id)
    presenter.void("申请人姓名有误")
    reading = place.shown["show_reading"]

    assert reading.document.void_reason == "申请人姓名有误"
    assert not reading.may_void
    assert not reading.may_serve
    assert context.window.toasts[-1][0].startswith("已作废")


def test_service_is_recorded_with_its_day(presenter, place):
    presenter.search(Query())
    row = of_a_person(rows(place))
    presenter.choose(row.id)
    presenter.serve(row.issued_on)

    assert place.shown["show_reading"].document.served_on == row.issued_on


def test_a_true_paper_is_told_from_an_altered_one(presenter, place, context, desk, tmp_path):
    presenter.search(Query())
    row = of_a_person(rows(place))
    presenter.choose(row.id)
    file = tmp_path / "paper.pdf"
    file.write_bytes(presenter.files(place.shown["show_reading"], "PDF"))
    presenter.verify(file)
    name, verdict, _ = place.shown["show_verdict"]
    assert (name, verdict.faults) == ("paper.pdf", ())

    file.write_bytes(press_pdf(desk.register.masked_sheet(context.actor, row.id)).pdf)
    presenter.verify(file)
    assert not place.shown["show_verdict"][1].is_true


def test_a_file_that_is_no_pdf_is_refused_with_its_name(presenter, place, tmp_path):
    file = tmp_path / "notes.pdf"
    file.write_text("no paper")
    presenter.verify(file)

    assert "notes.pdf" in place.shown["show_verdict"][2]


def test_an_archivist_may_print_but_not_void_or_uncover(place, desk, actor):
    presenter = RegisterPresenter(place, staged(desk, actor(Role.ARCHIVIST)))
    presenter.search(Query())
    presenter.choose(rows(place)[0].id)
    reading = place.shown["show_reading"]

    assert (reading.may_print, reading.may_void, reading.may_uncover) == (True, False, False)


def test_reports_are_read_for_those_who_may(presenter, place):
    presenter.load_numbers()
    presenter.load_second_notices()

    assert place.shown["show_numbers"]
    assert place.shown["show_second_notices"].counts
