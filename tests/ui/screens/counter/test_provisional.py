from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from app.cases.showing import tick_list
from app.clock import SHANGHAI
from app.errors import Unavailable
from app.register.aside import Aside
from tests.ui.screens.counter.at_the_counter import Place
from tests.ui.screens.stage import staged
from ui.screens.counter.drafting import fields_of
from ui.screens.counter.entry import NewEntry
from ui.screens.counter.presenter import CounterPresenter
from ui.screens.counter.provisional import Provisional
from ui.screens.saved import ENTRY, PROVISIONAL

AT = datetime(2026, 11, 23, 10, 41, tzinfo=SHANGHAI)


@pytest.fixture
def clerk(actor):
    return actor()


@pytest.fixture
def entry(desk, clerk):
    matter = desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]
    values = {"name": "林海", "kind": "自然人", "telephone": "13800001234"}
    return NewEntry(matter=matter, application=True, values=values, materials=tick_list(matter))


@pytest.fixture
def given(desk, clerk, entry, lived_in, tmp_path):
    """What a clerk gave while the server was away, and the page."""
    opened = []
    desk.register.aside = Aside(tmp_path / "aside")
    receipts = Provisional(None, staged(desk, clerk), opened.append)
    lived_in.store.barred = "连不上数据库服务器"
    with pytest.raises(Unavailable):
        desk.register.drafts(clerk)
    page = receipts.write(entry, AT, tmp_path / "receipt.pdf")
    lived_in.store.barred = ""
    return receipts, opened, page


def test_the_page_says_what_was_handed_in_when_and_that_the_number_follows(given):
    _receipts, _opened, page = given
    text = "".join("".join(each.extract_text().split()) for each in PdfReader(page).pages)
    for words in (
        "临时收件凭条",
        "林海",
        "13800001234",
        "2026年11月23日10:41",
        "没有文号",
        "换取",
        "（临时凭条，未编号）",
    ):
        assert words in text, words


def test_no_number_is_used_and_the_receipt_waits_on_this_machine(given, desk, clerk):
    assert desk.register.drafts(clerk) == ()
    assert desk.register.send_drafts(clerk) == 1
    (draft,) = desk.register.drafts(clerk)
    assert draft.type_key == PROVISIONAL
    assert draft.fields["values"]["name"] == "林海"


def test_it_is_numbered_in_one_step_with_the_true_day_of_receipt(given, desk, clerk, lived_in):
    receipts, opened, _page = given
    desk.register.send_drafts(clerk)
    lived_in.wall.put(date(2026, 11, 25))
    receipts.look()
    notice = receipts._context.page.notices[-1]
    assert "1 份临时收件凭条" in notice.text

    notice.act()

    (case,) = (desk.counter.get(clerk, each).case for each in opened)
    assert case.received_on == date(2026, 11, 23)
    assert case.applicant.name == "林海"
    assert desk.register.drafts(clerk) == ()


@pytest.fixture
def begun(given, desk, clerk, entry, lived_in):
    """The entry as the office kept it a minute before the line broke, with less in it."""
    lived_in.wall.put(AT.date(), 10, 40)
    desk.register.save_draft(clerk, ENTRY, 0, fields_of(replace(entry, application=False)))
    desk.register.send_drafts(clerk)


@pytest.mark.usefixtures("begun")
def test_the_entry_it_was_given_for_is_gone_once_it_is_numbered(given, desk, clerk):
    receipts, opened, _page = given
    receipts.look()
    receipts._context.page.notices[-1].act()
    assert len(opened) == 1
    assert desk.register.find_draft(clerk, ENTRY, 0) is None


@pytest.mark.usefixtures("begun")
def test_the_entry_it_was_given_for_is_not_offered_beside_it(desk, clerk):
    place, context = Place(), staged(desk, clerk)
    presenter = CounterPresenter(place, context, place)
    presenter.entering.provisional = Provisional(None, context, presenter.load)
    presenter.begin()
    assert ["换成正式编号" in each.act_name for each in context.page.notices] == [True]
    assert desk.register.find_draft(clerk, ENTRY, 0) is None


def test_an_entry_begun_after_it_is_kept(given, desk, clerk, entry, lived_in):
    receipts, opened, _page = given
    desk.register.send_drafts(clerk)
    lived_in.wall.put(AT.date(), 11)
    desk.register.save_draft(clerk, ENTRY, 0, fields_of(entry))
    receipts.look()
    receipts._context.page.notices[-1].act()
    assert len(opened) == 1
    assert desk.register.find_draft(clerk, ENTRY, 0) is not None


def test_a_receipt_that_could_not_be_forgotten_is_not_a_second_case(given, desk, clerk):
    receipts, opened, _page = given
    desk.register.send_drafts(clerk)
    (draft,) = desk.register.drafts(clerk)
    receipts.number(draft)
    desk.register.save_draft(clerk, PROVISIONAL, draft.case, draft.fields)  # as it stands where the line broke

    receipts.number(draft)

    assert opened[0] == opened[1]
    assert len(opened) == 2
    assert desk.register.drafts(clerk) == ()


def test_it_is_told_of_at_the_counter_once_the_server_is_back_and_at_every_coming_back(given, desk, clerk):
    place, context = Place(), staged(desk, clerk)
    presenter = CounterPresenter(place, context, place)
    presenter.entering.provisional = Provisional(None, context, presenter.load)
    presenter.begin()
    assert context.page.notices == []
    desk.register.send_drafts(clerk)
    presenter.look_again()
    presenter.look_again()
    assert [notice.act_name for notice in context.page.notices] == ["换成正式编号"]
    presenter.again()
    assert len(context.page.notices) == 2
