from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.custody.worklist import View
from app.office.touching import Hands, Touched
from app.people.models import Role
from tests.app.posts.away import gone
from tests.ui.screens.stage import staged
from ui.counting import rail_counts
from ui.screens.work_list.heads import HeadsPresenter
from ui.screens.work_list.view import WorkListScreen

COUNTED = ("work_list", "contacts", "clocks", "denials", "posts", "hotline")


class Place:
    """The people of a head without a window."""

    refused = ""
    times = 0

    def show_load(self, load):
        self.load = load

    def show_person(self, load, due):
        self.person, self.due = load, due

    def ask_assign(self, items, candidates):
        self.items, self.candidates = items, candidates

    def assign_refused(self, problem):
        self.refused = problem

    def assigned(self, subject):
        self.times += 1
        self.subject = subject


@pytest.fixture
def head(lived_in):
    return lived_in.head


@pytest.fixture
def heads(desk, head):
    place, context = Place(), staged(desk, head)
    presenter = HeadsPresenter(place, context)
    presenter.read()
    return presenter, place, context


def person(place, login):
    return next(each for each in place.load.people if each.login == login)


def test_only_a_head_is_offered_it(desk, actor, heads):
    presenter, _, _ = heads
    assert presenter.allowed
    assert not HeadsPresenter(Place(), staged(desk, actor(Role.COUNTER_CLERK))).allowed


def test_items_are_given_to_another_with_a_reason_and_taken_back(desk, head, heads):
    presenter, place, context = heads
    before = person(place, "chenjiaming").items
    items = desk.work_list.page_of(head, person(place, "linxiaoyan").staff, 0, 100)
    free = tuple(each for each in items if each.step in ("受理或一次性告知补正", "出具一次性告知书"))
    presenter.reassign(free)
    assert place.items == free
    assert {each.login: each.closed for each in place.candidates}["chenjiaming"] == ""
    presenter.submit(free, "chenjiaming", "")
    assert "理由" in place.refused
    presenter.submit(free, "chenjiaming", "林晓燕外出")
    assert place.times == 1
    presenter.read()
    assert person(place, "chenjiaming").items == before + len(free)
    text, undo = context.window.toasts[-1]
    assert text == f"{len(free)} 件已改派给陈嘉铭。"
    undo()
    presenter.read()
    assert person(place, "chenjiaming").items == before


def test_who_is_away_is_shown_with_what_falls_due_meanwhile(lived_in, heads):
    presenter, place, _ = heads
    gone(lived_in, "wuzhihong")
    presenter.read()
    presenter.choose(person(place, "wuzhihong"))
    assert place.person.is_away
    assert len(place.due) == place.person.due_away > 0
    presenter.reassign_due()
    assert place.items == place.due


def test_nothing_to_reassign_is_said(heads, head):
    presenter, place, context = heads
    presenter.choose(person(place, head.login))
    presenter.reassign_due()
    assert "没有离岗期间到期的件" in context.window.toasts[-1][0]
    presenter.reassign(())
    assert context.window.toasts[-1][0] == "请先选要改派的件。"


def test_the_screen_shows_people_one_of_them_and_comes_back(qtbot, desk, head):
    context = staged(desk, head)
    screen = WorkListScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1190, 650)
    screen.show()
    screen.arrive({})
    tabs, people = screen._tabs, screen._people
    assert tabs.count() == len(View) + 1
    tabs.setCurrentIndex(len(View))
    assert screen._left.currentWidget() is people.list
    assert people.list.rows.rowCount() == len(desk.heads.loads.read(head).people)
    chosen = people.list.table.current_row()
    qtbot.keyClick(people.list.table, Qt.Key.Key_Return)
    assert screen._left.currentWidget() is screen._list
    assert screen._model.rowCount() == chosen.items
    assert tabs.tabText(len(View)) == f"处室负荷 · {chosen.name}"
    screen._list.table.selectAll()
    assert len(screen._list.table.chosen_rows()) == chosen.items
    screen.look_again()
    assert len(screen._list.table.chosen_rows()) == chosen.items
    screen.refresh()
    assert len(screen._list.table.chosen_rows()) == 1
    screen._back_to_people()
    assert screen._left.currentWidget() is people.list
    assert tabs.tabText(len(View)) == "处室负荷"
    tabs.setCurrentIndex(0)
    assert screen._left.currentWidget() is screen._list


def test_the_dialog_needs_somebody_who_can_and_a_reason(qtbot, desk, head, heads):
    _, place, _ = heads
    screen = WorkListScreen(staged(desk, head))
    qtbot.addWidget(screen)
    screen.show()
    items = desk.work_list.page_of(head, person(place, "linxiaoyan").staff, 0, 1)
    screen._people.reassign(items)
    dialog = screen._people._asking
    assert dialog.isVisible()
    rows = [dialog._list.item(each).text() for each in range(dialog._list.count())]
    assert rows[-1].endswith("不能办理")
    dialog.try_accept()
    assert dialog.problem.text() == "改派须写明理由。"
    dialog._list.setCurrentRow(dialog._list.count() - 1)
    dialog._reason.setPlainText("均衡")
    dialog.try_accept()
    assert "不能改派给" in dialog.problem.text()
    dialog._list.setCurrentRow(0)
    dialog.try_accept()
    assert screen._people._asking is None


def test_the_item_just_reassigned_stays_at_hand_and_comes_back_with_the_undo(qtbot, desk, head):
    context = staged(desk, head)
    screen = WorkListScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1190, 650)
    screen.show()
    screen.arrive({"view": View.DIVISION})
    table = screen._list.table
    place = next(
        n for n in range(screen._model.rowCount()) if screen._model.row(n).step == "受理或一次性告知补正"
    )
    table.selectRow(place)
    subject = table.current_row().subject

    def given(to):
        screen._begin_assign()
        dialog = screen._people._asking
        names = [dialog._list.item(each).text() for each in range(dialog._list.count())]
        dialog._list.setCurrentRow(next(n for n, name in enumerate(names) if name.startswith(to)))
        dialog._reason.setPlainText("均衡")
        dialog.try_accept()

    before = table.current_row().holder
    given("陈嘉铭" if before == "林晓燕" else "林晓燕")
    assert table.current_row().subject == subject
    assert table.current_row().holder != before
    assert screen._presenter.reading.item.subject == subject
    table.selectRow(0 if place else 1)
    context.window.toasts[-1][1]()
    assert (table.current_row().subject, table.current_row().holder) == (subject, before)


def test_where_the_item_leaves_the_view_the_next_one_is_at_hand_alone(qtbot, desk, head, heads):
    _, place, _ = heads
    screen = WorkListScreen(staged(desk, head))
    qtbot.addWidget(screen)
    screen.resize(1190, 650)
    screen.show()
    screen.arrive({})
    screen._open_person(person(place, "linxiaoyan"))
    table = screen._list.table
    rows = [screen._model.row(n) for n in range(screen._model.rowCount())]
    at = next(n for n, row in enumerate(rows[:-1]) if row.step == "受理或一次性告知补正")
    table.selectRow(at)
    screen._begin_assign()
    dialog = screen._people._asking
    dialog._list.setCurrentRow(0)
    dialog._reason.setPlainText("均衡")
    dialog.try_accept()
    assert screen._model.rowCount() == len(rows) - 1
    assert [each.subject for each in table.chosen_rows()] == [rows[at + 1].subject]
    assert screen._presenter.reading.item.subject == rows[at + 1].subject


def test_a_clerk_has_no_people_and_chooses_one_row_at_a_time(qtbot, desk, actor):
    screen = WorkListScreen(staged(desk, actor(Role.COUNTER_CLERK)))
    qtbot.addWidget(screen)
    assert screen._tabs.count() == len(View)
    assert not any("改派" in each.title for each in screen.commands())


@pytest.mark.parametrize(
    "login", ["linxiaoyan", "wuzhihong", "xujianguo", "yangzhenhua", "luguoqiang", "guanliyuan"]
)
def test_the_rail_counts_what_the_screens_would_count(lived_in, login):
    who, desk = lived_in.actor(login), lived_in.desk
    found = rail_counts(desk, who, ("work_list", "contacts", "clocks", "denials", "posts", "calendar"))
    assert found["work_list"] == desk.work_list.counts(who)[View.MINE]
    assert found["denials"] == desk.denials.waiting(who)
    assert set(found) == {"work_list", "contacts", "clocks", "denials", "posts"}


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [
        ("order", {"denials", "posts"}),
        ("case", {"posts", "hotline"}),
        ("contact", {"posts"}),
        ("absence", set()),
        ("handover", set()),
        ("post", set()),
        ("matter", set()),
    ],
)
def test_the_rail_counts_anew_what_can_have_changed(lived_in, kind, left_out):
    who, desk = lived_in.actor("xujianguo"), lived_in.desk
    every = rail_counts(desk, who, COUNTED)
    found = rail_counts(desk, who, COUNTED, Touched(kinds=frozenset({kind})))
    assert found == {key: count for key, count in every.items() if key not in left_out}


@pytest.mark.parametrize(
    ("kind", "hands", "counted"),
    [
        ("document", Hands(), set()),
        ("contact", Hands(), {"contacts"}),
        ("order", Hands(places=frozenset({99})), {"hotline"}),
        ("order", None, {"work_list", "contacts", "clocks", "hotline"}),
    ],
)
def test_the_rail_counts_no_work_anew_that_passed_elsewhere(lived_in, kind, hands, counted):
    who, desk = lived_in.actor("xujianguo"), lived_in.desk
    assert set(rail_counts(desk, who, COUNTED, Touched(kinds=frozenset({kind}), hands=hands))) == counted


def test_the_rail_counts_first_contacts_anew_for_whoever_has_a_part_in_one(lived_in):
    clerk, desk = lived_in.actor("linxiaoyan"), lived_in.desk
    theirs = Touched(kinds=frozenset({"contact"}), places=frozenset({int(clerk.division)}), hands=Hands())
    assert rail_counts(desk, clerk, COUNTED, theirs) == {}
    own = Touched(kinds=frozenset({"contact"}), people=frozenset({int(clerk.id)}), hands=Hands())
    assert set(rail_counts(desk, clerk, COUNTED, own)) == {"contacts"}


def test_the_rail_counts_anew_where_work_passed_in_ones_division_and_to_oneself(lived_in):
    who, desk = lived_in.actor("xujianguo"), lived_in.desk
    here, himself = frozenset({int(who.division)}), frozenset({int(who.id)})
    touched = Touched(kinds=frozenset({"case"}), places=here, hands=Hands(places=here))
    assert set(rail_counts(desk, who, COUNTED, touched)) == {"clocks"}
    touched = Touched(kinds=frozenset({"case"}), hands=Hands(places=frozenset({99}), people=himself))
    assert {"work_list", "denials"} <= set(rail_counts(desk, who, COUNTED, touched))
