from __future__ import annotations

import pytest

from app.denials.models import DenialState, Opinion
from ui.screens.denials.presenter import DenialsPresenter
from ui.screens.denials.reading import opening_word
from ui.screens.denials.words import Tab


class Place:
    """A list without a window."""

    def __init__(self):
        self.opened = []
        self.counts = {}
        self.reading = None
        self.source = None

    def show_counts(self, counts):
        self.counts = counts

    def show_source(self, count, page):
        self.source = (count, page)

    def show_reading(self, reading):
        self.reading = reading

    show_uncovered = show_reading

    def show_nothing(self):
        self.reading = None

    def show_denial(self, denial):
        self.opened.append(("denial", denial))

    def open_paper(self):
        self.opened.append(("paper", None))

    def open_form(self, denial):
        self.opened.append(("form", denial))

    def rows(self):
        count, page = self.source
        found = page(0, 100)
        assert count() == len(found)
        return found


class Answers:
    """Answers what the acts ask, and remembers the questions."""

    def __init__(self):
        self.text = "情况属实"
        self.meant = True
        self.values = {}
        self.asked = []
        self.problems = ()
        self.where = None

    def ask_opinion(self, question):
        self.asked.append(question)
        return self.text

    def ask_give_up(self, number):
        self.asked.append(number)
        return self.text

    def ask_archive(self, reading):
        return self.meant

    def ask_complaint(self, reading, submit):
        submit(self.values)

    def ask_answer(self, _reading, complaint, submit):
        submit(self.values)

    def ask_where(self, name):
        return self.where

    def show_field_problems(self, problems):
        self.problems = problems

    def fields_kept(self):
        self.problems = ()


class Seat:
    """One person at the list."""

    def __init__(self, room, who):
        self.place, self.answers = Place(), Answers()
        self.context = room.stage(who)
        self.presenter = DenialsPresenter(self.place, self.answers, self.context)

    def read(self, denial):
        self.presenter.choose(denial.id)
        return self.place.reading

    def numbers(self, tab):
        self.presenter.choose_tab(tab)
        return [row.denial.case_number for row in self.place.rows()]


@pytest.fixture
def seat(room):
    return lambda who: Seat(room, who)


def test_what_waits_for_a_person_is_what_he_holds_and_is_counted_in_the_rail(room, seat):
    denial = room.submitted()
    for who, held in ((room.head, [denial.case_number]), (room.leader, []), (room.handler, [])):
        sat = seat(who)
        assert sat.numbers(Tab.MINE) == held
        assert sat.context.window.counts["denials"] == len(held)
        assert sat.place.counts[Tab.CHECKING] == 1


def test_every_denial_is_in_the_views_of_its_state(room, seat):
    drafted, checked, filed = room.draft(), room.submitted(), room.filed()
    sat = seat(room.handler)
    assert sat.numbers(Tab.DRAFTS) == [drafted.case_number]
    assert sat.numbers(Tab.CHECKING) == [checked.case_number]
    assert sat.numbers(Tab.FILED) == [filed.case_number]
    assert sat.numbers(Tab.TOLD) == sat.numbers(Tab.ARCHIVED) == sat.numbers(Tab.AFTER) == []
    assert len(sat.numbers(Tab.ALL)) == 3


def test_words_narrow_the_list_and_the_party_is_masked(room, seat):
    room.draft(room.case("林小满"))
    room.draft(room.case("周晓彤"))
    sat = seat(room.handler)
    sat.presenter.choose_tab(Tab.ALL)
    sat.presenter.search("lxm")
    assert [row.denial.party for row in sat.place.rows()] == ["林**"]


def test_the_one_act_put_forward_is_the_next_one_of_this_person(room, seat):
    drafted, checked, filed = room.draft(), room.submitted(), room.filed()
    handler, head = seat(room.handler), seat(room.head)
    assert handler.read(drafted).primary.key == "change"
    assert handler.read(checked).primary is None
    assert handler.read(filed).primary.key == "notice"
    assert head.read(checked).primary.key == "agree"
    assert opening_word(head.place.reading)[0] == "check"
    assert head.read(filed).primary is None


def test_a_closed_act_tells_its_reason_and_does_nothing(room, seat):
    denial = room.submitted()
    sat = seat(room.handler)
    sat.read(denial)
    sat.presenter.act("agree")
    assert "须由" in sat.context.page.notices[-1].text
    assert room.get(denial).state is DenialState.HEAD


def test_the_handler_opens_the_form_and_the_head_the_page(room, seat):
    denial = room.draft()
    handler = seat(room.handler)
    handler.read(denial)
    handler.presenter.open()
    assert handler.place.opened == [("form", denial.id)]
    head = seat(room.head)
    head.read(room.submitted())
    head.presenter.open()
    assert head.place.opened == [("paper", None)]


@pytest.mark.parametrize(
    ("key", "opinion", "state", "follows"),
    [
        ("agree", Opinion.AGREE, DenialState.LEADER, "杨振华"),
        ("back", Opinion.BACK, DenialState.DRAFT, "吴志宏"),
        ("down", Opinion.DOWN, DenialState.DOWN, "应予受理"),
    ],
)
def test_an_opinion_is_said_with_what_follows(room, seat, key, opinion, state, follows):
    denial = room.submitted()
    sat = seat(room.head)
    sat.read(denial)
    sat.presenter.act(key)
    assert follows in sat.answers.asked[-1].follows
    kept = room.get(denial)
    assert (kept.state, kept.checks[-1].opinion) == (state, opinion)
    assert sat.place.reading.denial.state is state


def test_an_opinion_left_unsaid_changes_nothing(room, seat):
    denial = room.submitted()
    sat = seat(room.head)
    sat.read(denial)
    sat.answers.text = None
    sat.presenter.act("down")
    assert room.get(denial).state is DenialState.HEAD


def test_an_opinion_that_came_too_late_is_told_and_its_words_are_offered_again(room, seat):
    denial = room.submitted()
    first, second = seat(room.head), seat(room.head)
    second.read(denial)
    first.read(denial)
    first.presenter.act("agree")
    second.answers.text = "请核实是否可以补正"
    second.presenter.act("back")
    assert "改过" in second.context.page.notices[-1].text
    assert room.get(denial).state is DenialState.LEADER
    assert second.place.reading.denial.state is DenialState.LEADER
    assert second.presenter.doing.unsaid(denial.id) == "请核实是否可以补正"


def test_the_notice_and_the_proof_are_made_out_on_their_own_forms(room, seat):
    denial = room.filed()
    sat = seat(room.handler)
    sat.read(denial)
    sat.presenter.act("notice")
    assert sat.context.window.visits == [
        ("document_form", {"type_key": "non_acceptance_notice", "case": denial.case})
    ]


def test_a_draft_is_taken_back_with_its_reason(room, seat):
    denial = room.draft()
    sat = seat(room.handler)
    sat.read(denial)
    sat.answers.text = "申请人已补齐材料"
    sat.presenter.act("give_up")
    assert room.get(denial).state is DenialState.GIVEN_UP
    assert "已撤回" in sat.context.window.toasts[-1][0]


def test_a_file_is_put_aside_and_opened_by_the_system(room, seat, policy, monkeypatch):
    opened = []
    monkeypatch.setattr("ui.screens.denials.doing.open_outside", lambda path: opened.append(path) or False)
    denial = room.draft()
    file = room.attach(denial, policy)
    sat = seat(room.handler)
    sat.presenter.doing.open_file(file)
    assert opened[0].read_bytes() == policy.read_bytes()
    assert opened[0].name in sat.context.page.notices[-1].text


def test_uncovering_is_recorded_and_shows_the_whole_name(room, seat):
    denial = room.submitted()
    sat = seat(room.handler)
    before = len(sat.read(denial).history)
    sat.presenter.uncover()
    assert sat.place.reading.uncovered
    assert sat.place.reading.denial.party == "周晓彤"
    assert len(sat.place.reading.history) == before + 1


def test_what_a_checker_uncovered_can_be_uncovered_again_once_it_is_read_anew(room, seat):
    denial = room.submitted()
    sat = seat(room.head)
    sat.read(denial)
    sat.presenter.uncover()
    assert sat.place.reading.denial.party == "周晓彤"
    sat.presenter.read_again()
    assert (sat.place.reading.denial.party, sat.place.reading.uncovered) == ("周**", False)
    sat.presenter.uncover()
    assert sat.place.reading.denial.party == "周晓彤"
