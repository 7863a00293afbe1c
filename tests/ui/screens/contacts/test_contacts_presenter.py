from __future__ import annotations

import pytest

from tests.app.contacts.at_the_door import OTHER, OWN, VISITOR, did, handed, registered
from tests.ui.screens.stage import staged
from ui.screens.contacts.presenter import ContactsPresenter
from ui.screens.contacts.reading import acts_of
from ui.screens.contacts.words import LETTERS, Tab


class Place:
    """A screen and its dialogs that remember what they were told."""

    def __init__(self):
        self.shown, self.asked, self.problems, self.counts = [], [], (), {}
        self.source = None

    def show_counts(self, counts):
        self.counts = counts

    def show_source(self, count, page):
        self.source = count, page

    def show_reading(self, reading):
        self.shown.append(reading)

    def show_nothing(self):
        self.shown.append(None)

    def show_contact(self, contact):
        self.asked.append(("show", contact))

    def ask_visitor(self, colleagues, submit):
        self.asked.append(("visitor", colleagues))

    def ask_way(self, way, contact, colleagues, submit):
        self.asked.append((way.key, submit))

    def ask_yes(self, way, contact):
        return True

    def show_problems(self, problems):
        self.problems = problems

    def show_busy(self, busy):
        pass

    def dialog_done(self):
        self.asked.append(("done", None))


@pytest.fixture
def sit(office):
    def down(login="linxiaoyan"):
        place, context = Place(), staged(office.desk, office.actor(login))
        return ContactsPresenter(place, place, context), place, context

    return down


def test_views_count_what_asks_for_something_and_the_rail_what_one_holds(office, sit):
    registered(office, outcome=OTHER)
    handed(office)
    presenter, place, context = sit()
    presenter.look()

    assert place.counts == {Tab.MINE: 2, Tab.TO_SIGN: 0, Tab.TO_CALL: 0, Tab.LATE: 2}
    assert context.window.counts["contacts"] == 1
    count, page = place.source
    assert (count(), page(0, 10)[0].contact.visitor) == (2, "陈**")


def test_the_next_act_is_the_primary_one_and_its_letter_is_its_own(office, sit):
    contact = handed(office)
    first = {login: next((a.key for a in reading(sit, login, contact).acts if a.primary), "") for login in TEAM}
    assert first == {"linxiaoyan": "", "wuzhihong": "take", "xujianguo": ""}
    contact = did(office, contact, "take", "wuzhihong")
    assert reading(sit, "wuzhihong", contact).primary.key == "called"
    contact = did(office, contact, "called", "wuzhihong")
    assert reading(sit, "wuzhihong", contact).primary.key == "answer"
    assert len(set(LETTERS.values())) == len(LETTERS)


TEAM = ("linxiaoyan", "wuzhihong", "xujianguo")


def reading(sit, login, contact):
    presenter, place, _ = sit(login)
    presenter.choose(contact.id)
    assert acts_of(place.shown[-1].view) == place.shown[-1].acts
    return place.shown[-1]


def test_a_visitor_that_cannot_be_registered_keeps_the_dialog_open(office, sit):
    presenter, place, _ = sit()
    presenter.register({**VISITOR, "outcome": OWN, "telephone": ""})
    assert [each.field for each in place.problems] == ["telephone"]
    assert ("done", None) not in place.asked
    presenter.register({**VISITOR, "outcome": OWN})
    assert ("done", None) in place.asked


def test_what_another_changed_meanwhile_is_told_and_what_is_typed_stays(office, sit):
    contact = did(office, handed(office), "take", "wuzhihong")
    presenter, place, _ = sit("wuzhihong")
    presenter.choose(contact.id)
    presenter.act("called")
    _, submit = place.asked[-1]
    did(office, contact, "called", "wuzhihong")
    submit({"answer": "已答复"})

    assert "别人改过" in place.problems[0].text
    assert ("done", None) not in place.asked


def test_a_closed_act_says_why_and_asks_nothing(office, sit):
    contact = handed(office)
    presenter, place, context = sit()
    presenter.choose(contact.id)
    presenter.act("take")

    assert "吴志宏" in context.page.notices[-1].text
    assert place.asked == []


def test_one_who_sees_no_work_registers_and_reads_his_own(office, sit):
    contact = registered(office, office.actor("suhaiyun"), OWN)
    presenter, place, _ = sit("suhaiyun")
    presenter.look()
    presenter.choose(contact.id)

    assert place.source[0]() == 1
    assert place.shown[-1].primary.key == "answer"
    assert place.shown[-1].proof is None
