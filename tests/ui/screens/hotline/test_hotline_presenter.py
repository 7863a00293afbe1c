from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.hotline.life import WAYS
from app.hotline.queue import OrderSort, QueueView
from tests.ui.screens.hotline.conftest import CENTRE, HANDLER, HEAD, OTHER
from tests.ui.screens.stage import staged
from ui.screens.hotline.division_line import DivisionLine
from ui.screens.hotline.filtering import Filter
from ui.screens.hotline.presenter import HotlinePresenter
from ui.screens.hotline.rows import times_words
from ui.screens.hotline.words import EMPTY, LETTERS, MANY, STATE_ROLES


class Place:
    """A screen and its dialogs that remember what they were told."""

    def __init__(self):
        self.shown, self.asked, self.problems, self.counts = [], [], (), {}
        self.source, self.looks = None, []

    def show_counts(self, counts):
        self.counts = counts

    def show_source(self, count, page):
        self.source = count, page

    def show_reading(self, reading):
        self.shown.append(reading)

    def show_nothing(self):
        self.shown.append(None)

    def show_order(self, order):
        self.asked.append(("show", order))

    def want(self, order):
        self.asked.append(("want", order))

    def show_look(self, look, narrowed):
        self.looks.append((look, narrowed))

    def mark(self, orders):
        self.asked.append(("mark", orders))

    def move_on(self):
        pass

    def unmark(self, orders):
        self.asked.append(("unmark", orders))

    def look_again(self):
        self.asked.append(("look", None))

    def ask_way(self, way, order, asked, submit):
        self.asked.append((way.key, asked, submit))

    def ask_yes(self, way, order):
        return True

    def show_problems(self, problems):
        self.problems = problems

    def show_busy(self, busy):
        pass

    def dialog_done(self):
        self.asked.append(("done", None))


@pytest.fixture
def sit(office):
    def down(login=CENTRE):
        place, context = Place(), staged(office.desk, office.actor(login))
        return HotlinePresenter(place, place, context), place, context

    return down


def numbers(place):
    count, page = place.source
    return [row.order.number for row in page(0, count())]


def first_act(sit, login, order):
    presenter, place, _ = sit(login)
    presenter.choose(order.id)
    return place.shown[-1].primary.key if place.shown[-1].primary else ""


def test_views_are_counted_exactly_and_the_rail_counts_what_one_may_take(orders, sit):
    orders.arrived()
    orders.dispatched()
    orders.signed()
    presenter, place, context = sit()
    presenter.look()
    assert (place.counts[QueueView.ARRIVED], place.counts[QueueView.ALL]) == (1, 3)
    assert context.window.counts["hotline"] == 1
    for login, waiting in ((HANDLER, 2), (HEAD, 1), (OTHER, 0)):
        presenter, place, context = sit(login)
        presenter.look()
        assert context.window.counts["hotline"] == waiting


def test_the_suggested_act_is_the_next_one_of_each_person(orders, sit):
    stages = (
        (orders.arrived(), {CENTRE: "dispatch", HANDLER: None}),
        (orders.dispatched(), {HANDLER: "sign", HEAD: "assign", CENTRE: ""}),
        (orders.signed(), {HANDLER: "call", HEAD: ""}),
        (orders.called(), {HANDLER: "reply"}),
        (orders.replied(), {HEAD: "approve", HANDLER: ""}),
    )
    for order, firsts in stages:
        for login, first in firsts.items():
            if first is not None:
                assert first_act(sit, login, order) == first, (order.state, login)


def test_every_way_has_a_key_of_its_own_and_every_view_and_state_its_words():
    assert set(LETTERS) == {way.key for way in WAYS}
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert set(MANY) == {way.key for way in WAYS if way.many}
    assert tuple(EMPTY) == tuple(QueueView)
    assert len({title for title, _ in EMPTY.values()}) == len(EMPTY)
    assert len(STATE_ROLES) == 11


def test_a_claimed_order_is_only_read_and_says_until_when(office, orders, sit):
    order = orders.dispatched()
    office.desk.orders.claim(office.actor(HEAD), order.id)
    presenter, place, context = sit(HANDLER)
    presenter.choose(order.id)
    reading = place.shown[-1]

    assert "许建国正在办理，至9:30" in reading.taken
    assert reading.primary is None
    presenter.act("sign")
    assert "许建国正在办理" in context.page.notices[-1].text


def test_a_claim_taken_in_the_meantime_is_told_before_anything_is_typed(office, orders, sit):
    order = orders.dispatched()
    presenter, place, context = sit(HANDLER)
    presenter.choose(order.id)
    office.desk.orders.claim(office.actor(HEAD), order.id)
    presenter.act("return")

    assert "许建国正在办理" in context.page.notices[-1].text
    assert place.asked == []
    assert place.shown[-1].taken


def test_a_claim_and_its_lapse_are_noticed_though_nobody_enters_anything(office, orders, sit):
    order = orders.dispatched()
    presenter, place, _ = sit(HANDLER)
    presenter.choose_view(QueueView.DIVISION)
    rows = place.source[1](0, 10)
    presenter.watch(rows)
    assert place.asked == []
    office.desk.orders.claim(office.actor(HEAD), order.id)
    presenter.watch(rows)
    assert place.asked.pop() == ("look", None)
    taken = place.source[1](0, 10)
    presenter.watch(taken)
    assert place.asked == []
    office.wall.at += timedelta(minutes=31)
    presenter.watch(taken)
    assert place.asked == [("look", None)]


def test_an_order_taken_without_a_form_can_be_let_go(office, orders, sit):
    order = orders.dispatched()
    presenter, place, _ = sit(HANDLER)
    presenter.choose_view(QueueView.DIVISION)
    presenter.take_next()
    assert "您正在办理" in place.shown[-1].mine
    presenter.let_go()
    assert orders.now(order).claim is None
    assert place.shown[-1].mine == ""


def test_a_stranger_cannot_open_an_order(office, orders, sit):
    orders.dispatched()
    presenter, place, context = sit(OTHER)
    presenter.open_number("XM0001")

    assert "没有查看工单XM0001的权限" in context.page.troubles[-1]
    assert place.asked == []


def test_what_is_sorted_and_narrowed_is_what_is_shown(orders, sit):
    orders.arrived(type="投诉", topic="规划")
    orders.arrived(type="举报")
    orders.arrived(type="投诉")
    presenter, place, _ = sit()
    presenter.choose_view(QueueView.ALL)
    for _ in range(3):
        presenter.sort_on()
    assert presenter.queue_look.sort is OrderSort.NUMBER
    assert numbers(place) == ["XM0001", "XM0002", "XM0003"]
    presenter.turn()
    assert numbers(place) == ["XM0003", "XM0002", "XM0001"]
    presenter.narrow(Filter(values={"type": "投诉", "topic": "规划"}))
    assert numbers(place) == ["XM0001"]
    presenter.narrow(Filter(values={"since": "2026-11-03"}))
    assert numbers(place) == []
    presenter.clear_filter()
    presenter.search("XM0002")
    assert numbers(place) == ["XM0002"]


def test_the_queue_is_narrowed_by_what_its_columns_show(orders, sit):
    orders.signed()
    orders.arrived(urgent=True, secrecy="诉求人信息保密")
    supervised = orders.dispatched(type="咨询")
    fields = {"way": "电话", "problem": "没有联系", "demand": "联系", "due": "2026-11-06"}
    orders.did(supervised, "supervise", CENTRE, **fields)
    presenter, place, _ = sit()
    presenter.choose_view(QueueView.ALL)
    for values, found in (
        ({"handler": "吴志宏"}, ["XM0001"]),
        ({"mark": "紧急"}, ["XM0002"]),
        ({"mark": "要求保密"}, ["XM0002"]),
        ({"mark": "督办过"}, ["XM0003"]),
        ({"due_until": "2026-11-04"}, ["XM0002", "XM0003"]),
        ({"due_since": "2026-11-05", "due_until": "2026-11-30"}, ["XM0001"]),
        ({"mark": "退单过"}, []),
    ):
        presenter._narrow(values)
        assert numbers(place) == found, values


def test_problems_of_a_form_stand_at_its_fields_and_the_order_stays_claimed(orders, sit):
    order = orders.arrived()
    presenter, place, _ = sit()
    presenter.choose(order.id)
    presenter.act("dispatch")
    submit = place.asked[-1][2]
    submit({"type": "投诉", "lead": "没有这个处"})

    assert [each.field for each in place.problems] == ["lead"]
    assert presenter.doing.claiming.order == order.id
    presenter.doing.leave()
    assert orders.now(order).claim is None


def test_a_form_begins_with_what_the_order_says(orders, sit):
    order = orders.arrived(type="举报", topic="海洋")
    presenter, place, _ = sit()
    presenter.choose(order.id)
    presenter.act("dispatch")
    assert place.asked[-1][1].values == {"type": "举报", "topic": "海洋"}
    assert "行政审批处" in [each.name for each in place.asked[-1][1].divisions]


def test_only_the_handlers_of_the_lead_are_there_to_choose_from(orders, sit):
    order = orders.dispatched()
    presenter, place, _ = sit(HEAD)
    presenter.choose(order.id)
    presenter.act("assign")
    assert set(place.asked[-1][1].handlers) == {"吴志宏", "许建国"}


def test_times_are_told_short_in_the_list(orders):
    order = orders.did(
        orders.signed(), "supervise", CENTRE, way="电话", problem="慢", demand="快", due="2026-11-05"
    )
    assert times_words(order) == "督1"
    assert times_words(orders.arrived()) == ""


def test_a_division_is_found_by_its_initials(qtbot, office):
    line = DivisionLine(office.desk.staffing.divisions())
    qtbot.addWidget(line)
    offered = []
    line.offer = lambda picks: offered.append([pick.text for pick in picks])
    line.asked.emit("xzsp")
    line.asked.emit("没有")

    assert offered == [["行政审批处"], []]
    line.put("行政审批处")
    assert line.value() == "行政审批处"
    line.textEdited.emit("行政")
    assert line.value() == "行政审批处"


def test_an_order_called_back_late_is_late_for_the_centre(office, orders, sit):
    order = orders.completed()
    presenter, place, _ = sit()
    presenter.choose(order.id)
    assert place.shown[-1].due is not None
    assert place.shown[-1].due.due >= date(2026, 11, 2)
