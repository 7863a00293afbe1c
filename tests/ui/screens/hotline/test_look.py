from __future__ import annotations

from app.hotline.queue import OrderSort, QueueView
from ui.screens.hotline.look import Look, choosable, hidden_at, look_from
from ui.screens.hotline.marks import Marks
from ui.screens.hotline.rows import CALLER, DUE, MARK, TITLE, shown_columns


def test_columns_give_way_the_last_first_and_those_not_chosen_are_gone():
    columns = shown_columns(lambda _order: False)
    keys = [each.key for each in columns]
    assert (keys[MARK], keys[DUE], keys[TITLE], keys[CALLER]) == ("mark", "due", "title", "caller")
    narrow = {keys[place] for place in hidden_at(730, columns, Look(), QueueView.ALL)}
    wide = {keys[place] for place in hidden_at(1400, columns, Look(), QueueView.ALL)}
    assert narrow >= {"number", "caller", "topic", "arrived", "lead"}
    assert not narrow & {"mark", "due", "title", "state", "works"}
    assert wide == {"topic", "arrived"}
    chosen = Look(columns=frozenset({"arrived"}))
    assert {keys[place] for place in hidden_at(2000, columns, chosen, QueueView.ALL)} == {
        each.key for each in choosable(columns)
    } - {"arrived"}


def test_a_column_that_is_the_same_for_every_order_of_a_view_leaves_its_room_to_the_title():
    columns = shown_columns(lambda _order: False)
    keys = [each.key for each in columns]
    arrived = {keys[place] for place in hidden_at(1400, columns, Look(), QueueView.ARRIVED)}
    assert arrived == {"state", "lead", "handler", "topic", "arrived"}


def test_what_was_remembered_is_read_again_and_nonsense_is_the_usual():
    look = Look(columns=frozenset({"type"}), sort=OrderSort.ARRIVED, descending=True)
    assert look_from(look.kept()) == look
    assert look_from({"columns": 3, "sort": "nothing", "descending": "x"}) == Look()


def test_marks_are_kept_in_the_order_they_were_made():
    marks = Marks()
    for order in (3, 1, 2, 1):
        marks.turn(order)
    assert marks.orders == (3, 2)
    marks.clear()
    assert not marks.has(3)
