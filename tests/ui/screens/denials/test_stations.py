from __future__ import annotations

import pytest

from app.denials.commands import SubmitDenial
from app.denials.models import Opinion
from ui.screens.denials.stations import StationsView, earlier_of, stops_of


@pytest.fixture
def names(room):
    return {int(room.head.id): "许建国", int(room.leader.id): "杨振华"}


def marks(denial, names):
    return [stop.mark for stop in stops_of(denial, names)]


def test_the_stations_say_who_stood_there_and_who_is_waited_for(room, names):
    denial = room.submitted()
    first, second, third = stops_of(room.get(denial), names, "许建国")
    assert (first.who, first.mark) == ("吴志宏", "done")
    assert (second.mark, second.waits) == ("here", "等待许建国")
    assert (third.mark, third.who) == ("ahead", "杨振华")


def test_an_opinion_stands_at_its_station(room, names):
    denial = room.submitted()
    room.check(room.head, denial, text="情况属实")
    _, second, third = stops_of(room.get(denial), names, "杨振华")
    assert (second.opinion, second.text, second.who) == (Opinion.AGREE, "情况属实", "许建国")
    assert third.mark == "here"


def test_a_draft_sent_back_begins_anew_and_tells_why(room, names):
    denial = room.submitted()
    room.check(room.head, denial, Opinion.BACK, "请补充条款项")
    kept = room.get(denial)
    assert marks(kept, names) == ["here", "ahead", "ahead"]
    assert [check.text for check in earlier_of(kept)] == ["请补充条款项"]
    again = room.desk.denials.submit(room.handler, SubmitDenial(denial=kept.id, version=kept.version))
    assert stops_of(room.get(again), names)[0].when.startswith("首次提交 ")


def test_a_denial_turned_down_ends_at_that_station(room, names):
    denial = room.submitted()
    room.check(room.head, denial, Opinion.DOWN, "应当受理")
    assert marks(room.get(denial), names) == ["done", "down", "ahead"]


def test_a_filed_denial_has_three_opinions_done(room, names):
    assert marks(room.get(room.filed()), names) == ["done", "done", "done"]


def test_the_chain_is_told_to_those_who_read_by_ear(qtbot, room, names):
    view = StationsView()
    qtbot.addWidget(view)
    view.show_chain(room.get(room.submitted()), names, "许建国")
    assert "单位负责人核查 等待许建国" in view.accessibleName()
