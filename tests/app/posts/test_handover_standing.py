from __future__ import annotations

from datetime import date

import pytest

from app.errors import BadInput, NotAllowed
from app.people.halves import end_of, noon_of
from app.posts.hand_commands import HandoverStands, MakeHandover, SignHandover, TakeOver
from app.posts.hand_papers import Hand, Paper
from app.posts.hand_standing import Step, Turn
from app.posts.handed import Stage
from app.posts.models import PostId
from tests.app.counter.at_work import opened
from tests.app.posts.away import back, decided, gone, hat, planned, posted
from tests.app.posts.test_handovers import handed, returned, took
from tests.office import START, WITHHELD

NEXT_DAY = date(2026, 11, 3)


@pytest.fixture
def away(office):
    """林晓燕 is away for two days, with two cases open; 陈嘉铭 is B."""
    posted(office, second_b="wuzhihong")
    opened(office)
    opened(office)
    return decided(office, planned(office, "linxiaoyan", START, NEXT_DAY))


def line(office, absence, login="linxiaoyan"):
    return office.desk.handovers.overview.line(office.actor(login), absence.id)


def signed(office, absence, login, paper=Paper.SHEET):
    handover = line(office, absence).handover
    return office.desk.handovers.sign(office.actor(login), SignHandover(handover=handover.id, paper=paper))


def turns(office, login):
    told = office.desk.handovers.overview.told(office.actor(login))
    return [(each.absence.staff_name, each.turn) for each in told.turns]


def test_each_step_says_what_it_waits_for_and_whose_turn_it_is(office, away):
    assert line(office, away).standing.step is Step.BARE
    assert turns(office, "linxiaoyan") == [("林晓燕", Turn.MAKE)]
    assert turns(office, "chenjiaming") == []

    made = handed(office, away)
    assert line(office, away).standing.waits == "等陈嘉铭接收2项"
    assert turns(office, "chenjiaming") == [("林晓燕", Turn.TAKE)]
    assert turns(office, "linxiaoyan") == []

    took(office, made)
    assert line(office, away).standing.waits == "等监交人许建国签字"
    assert turns(office, "xujianguo") == [("林晓燕", Turn.SIGN)]
    signed(office, away, "xujianguo")
    assert line(office, away).standing.step is Step.HANDED
    assert [each.words for each in line(office, away).sheet_signed] == [
        "移交人林晓燕已签", "接收人陈嘉铭已签", "监交人许建国已签",
    ]  # fmt: skip


def test_after_the_return_b_a_and_the_supervisor_sign_the_return_sheet(office, away):
    took(office, handed(office, away))
    office.wall.put(NEXT_DAY, 10)
    back(office, away, office.clerk)
    assert line(office, away).standing.step is Step.OVER
    assert (turns(office, "chenjiaming"), turns(office, "xujianguo")) == ([("林晓燕", Turn.RETURN)], [])
    returned(office, away, office.actor("chenjiaming"))
    told = office.desk.handovers.overview.told(office.clerk)
    assert told.back.turn is Turn.SIGN
    assert line(office, away).standing.waits == "等返岗人林晓燕、监交人许建国签字"
    signed(office, away, "linxiaoyan", Paper.RETURN)
    signed(office, away, "xujianguo", Paper.RETURN)
    assert line(office, away).standing.step is Step.CLOSED
    assert office.desk.handovers.overview.told(office.clerk).back is None


def test_nobody_signs_twice_nor_in_two_places_nor_before_all_is_taken(office, away):
    made = handed(office, away)
    for early in ("chenjiaming", "xujianguo"):
        with pytest.raises(HandoverStands, match="还有2项待接收"):
            signed(office, away, early)
    with pytest.raises(HandoverStands, match="已由林晓燕签字"):
        signed(office, away, "linxiaoyan")
    with pytest.raises(HandoverStands, match="还没有签发"):
        signed(office, away, "xujianguo", Paper.RETURN)
    with pytest.raises(NotAllowed, match="不能查看或办理"):
        signed(office, away, "yangzhenhua")
    took(office, made)
    assert line(office, away, "chenjiaming").hand is Hand.B
    with pytest.raises(HandoverStands, match="已由陈嘉铭签字"):
        signed(office, away, "chenjiaming")


def test_a_substitute_does_not_sign_in_the_name_of_another(office, away):
    """The hat of the absent is taken off: whoever signs stands under his own name."""
    took(office, handed(office, away))
    office.desk.handovers.sign(
        office.head, SignHandover(handover=line(office, away).handover.id, paper=Paper.SHEET)
    )
    with pytest.raises(HandoverStands, match="已由陈嘉铭签字"):
        office.desk.handovers.sign(
            hat(office, "chenjiaming"),
            SignHandover(handover=line(office, away).handover.id, paper=Paper.SHEET),
        )


def test_what_was_taken_over_by_mistake_is_objected_to_by_him_who_took_it(office, away):
    made = took(office, handed(office, away))
    key = made.items[0].key
    rued = took(office, made, items=(), **{key.replace(":", "_"): "没有见到案卷"})
    assert rued.items[0].stage is Stage.OBJECTED
    assert line(office, away).standing.step is Step.OBJECTED
    assert line(office, away, "chenjiaming").turn is Turn.TAKE


def test_of_a_sudden_absence_b_makes_the_sheet_and_a_signs_when_he_is_back(office):
    posted(office)
    opened(office)
    absence = gone(office, "linxiaoyan", who=office.head, ends=end_of(NEXT_DAY))
    told = office.desk.handovers.overview.told(office.clerk)
    assert (told.away.absence.entered_by_name, told.away.absence.sudden) == ("许建国", True)
    assert turns(office, "chenjiaming") == [("林晓燕", Turn.MAKE)]
    made = office.desk.handovers.make(office.actor("chenjiaming"), MakeHandover(absence=absence.id))
    took(office, made)
    signed(office, absence, "xujianguo")
    assert line(office, absence).standing.waits == "等移交人林晓燕签字"
    assert turns(office, "linxiaoyan") == [("林晓燕", Turn.SIGN)]


def test_less_than_a_day_asks_for_no_sheet(office):
    posted(office)
    opened(office)
    span = {"starts": noon_of(START), "ends": end_of(START)}
    absence = decided(office, planned(office, "linxiaoyan", START, **span))
    assert (line(office, absence).standing.step, line(office, absence).turn) == (Step.SHORT, None)
    office.wall.put(NEXT_DAY, 10)
    assert line(office, absence).standing.step is Step.SHORT


def test_the_office_decides_how_long_an_absence_is_that_asks_for_a_sheet(office):
    posted(office)
    opened(office)
    span = {"starts": noon_of(START), "ends": end_of(START)}
    absence = decided(office, planned(office, "linxiaoyan", START, **span))
    assert office.desk.office.settings().handover_halves == 2
    office.decide(handover_halves=1)
    assert line(office, absence).standing.step is Step.BARE
    with pytest.raises(BadInput, match="最短交接时长"):
        office.decide(handover_halves=0)


def test_an_empty_sheet_is_signed_by_b(office):
    posted(office)
    absence = decided(office, planned(office, "linxiaoyan", START, NEXT_DAY))
    made = handed(office, absence)
    assert made.items == ()
    assert line(office, absence, "chenjiaming").turn is Turn.SIGN
    signed(office, absence, "chenjiaming")
    assert line(office, absence).standing.waits == "等监交人许建国签字"


def test_both_papers_are_kept_with_the_post(office, away):
    handed(office, away)
    with office.store.read() as unit:
        post = next(each for each in unit.posts.all() if each.name == "窗口受理岗")
    kept = office.desk.handovers.overview.of_post(office.head, PostId(post.id))
    assert [each.absence.id for each in kept] == [away.id]
    assert office.desk.handovers.overview.of_post(office.actor("zhengmeiling"), PostId(post.id)) == ()


def test_on_coming_back_a_is_told_what_was_done_for_him_by_whom(office, away):
    office.wall.put(START, 11)
    took(office, handed(office, away))
    opened(office, who=hat(office, "chenjiaming"))
    office.wall.put(NEXT_DAY, 10)
    back(office, away, office.clerk)
    told = office.desk.handovers.overview.told(office.clerk)
    assert (told.done, told.done_by) == (1, ("陈嘉铭",))
    assert told.back.turn is Turn.RETURN


def test_the_things_handed_over_stand_on_the_return_sheet(office, away):
    things = [{"thing_kind": "印章", "name": "窗口专用章", "count": 1}]
    took(office, handed(office, away, things=things))
    office.wall.put(NEXT_DAY, 10)
    back(office, away, office.clerk)
    fields = office.desk.handovers.prefill_return(office.clerk, away.id).fields
    assert [each["name"] for each in fields["things"]] == ["窗口专用章"]
    sheet = returned(office, away).return_sheet
    assert office.desk.register.get(office.clerk, sheet).fields["things"] == fields["things"]


def test_nothing_is_taken_that_another_division_answers_for(office, away):
    made = handed(office, away)
    with pytest.raises(WITHHELD):
        office.desk.handovers.take(
            office.actor("zhengmeiling"), TakeOver(handover=made.id, version=made.version)
        )
