from __future__ import annotations

import pytest

from tests.ui.screens.hotline.conftest import CENTRE
from ui.screens.hotline.filtering import Filter, filter_problems


def test_a_filter_says_what_it_asks_for(office):
    divisions = office.desk.staffing.divisions()
    asked = Filter(values={"state": "办理中", "lead": "行政审批处", "since": "2026-11-02"}, divisions=divisions)
    assert asked.words == "办理中 · 行政审批处 · 11月2日起收到"
    more = Filter(values={"handler": "吴志宏", "mark": "督办过", "due_until": "2026-11-09"})
    assert more.words == "吴志宏 · 督办过 · 11月9日前到期"
    assert Filter().words == ""


@pytest.mark.parametrize("prefix", ["", "due_"])
def test_days_that_end_before_they_begin_are_told_at_their_field(prefix):
    since, until = f"{prefix}since", f"{prefix}until"
    wrong = Filter(values={since: "2026-11-03", until: "2026-11-02"})
    assert [problem.field for problem in filter_problems(wrong)] == [until]
    for right in ({since: "2026-11-03"}, {until: "2026-11-02"}, {since: "2026-11-02", until: "2026-11-02"}):
        assert filter_problems(Filter(values=right)) == ()


def test_a_filter_that_leaves_the_order_at_hand_out_goes_to_the_first_it_leaves(enter, orders):
    one, other = orders.arrived(type="投诉"), orders.arrived(type="咨询")
    hands = enter(CENTRE, order=one.id)
    presenter = hands.screen.presenter

    presenter.narrow(Filter(values={"type": "咨询"}))
    hands.settle()
    assert presenter.reading.order.id == other.id

    presenter.clear_filter()
    hands.settle()
    assert presenter.reading.order.id == other.id
