from __future__ import annotations

from datetime import date

import pytest

from app.errors import BadInput
from app.retention.commands import (
    KeptFromDestruction,
    LiftHold,
    NothingDue,
    OnlyLonger,
    SetTerm,
)
from app.retention.models import DisposalState, KeptBack
from tests.app.counter.at_work import issued as of_case
from tests.app.counter.at_work import opened
from tests.app.retention.old import (
    ARCHIVIST,
    NOW,
    decided,
    destroyed,
    exported,
    groups,
    hold,
    is_sound,
    issued,
    proposed,
    proposed_from,
)


def test_a_hold_keeps_a_paper_until_it_is_lifted_with_a_reason(office, tmp_path):
    (paper,) = issued(office)
    office.wall.put(NOW)
    placed = hold(office, str(paper.number))
    assert groups(office)[0].kept == ((KeptBack.HELD, 1),)
    with pytest.raises(NothingDue):
        exported(office, tmp_path)
    with pytest.raises(BadInput, match="原因"):
        office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why=""))
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    assert groups(office)[0].due == 1


def test_a_hold_placed_after_the_agreement_still_keeps_the_paper_and_the_rest_goes(office, tmp_path):
    _one, other = issued(office, times=2)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    placed = hold(office, str(other.number))
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.now, result.stays) == (1, ((str(other.number), "暂缓销毁"),))
    assert result.disposal.state is DisposalState.APPROVED
    assert office.desk.register.get(office.clerk, other.id).fields == other.fields
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    again = destroyed(office, disposal, tmp_path / "包.zip")
    assert (again.now, again.disposal.state) == (1, DisposalState.DONE)
    assert is_sound(office)


def test_a_hold_placed_between_export_and_proposal_stops_the_proposal(office, tmp_path):
    (paper, *_rest) = issued(office, times=2)
    office.wall.put(NOW)
    exported(office, tmp_path)
    hold(office, str(paper.number))
    with pytest.raises(KeptFromDestruction, match="暂缓销毁"):
        proposed_from(office, tmp_path / "包.zip")


def test_the_papers_of_a_case_that_is_not_over_are_kept(office):
    case = opened(office)
    of_case(office, case, "acceptance_receipt")
    office.wall.put(NOW)
    assert {why for group in groups(office) for why, _count in group.kept} == {KeptBack.CASE}


def test_a_rule_that_reaches_back_only_lengthens(office):
    issued(office)
    room, archivist = office.desk.old_papers.retention, office.actor(ARCHIVIST)
    with pytest.raises(OnlyLonger, match="只能延长"):
        room.set_term(
            archivist,
            SetTerm(type_key="one_time_notice", term="1年", effective_from=date(2020, 1, 1), basis="局目录"),
        )
    room.set_term(
        archivist,
        SetTerm(type_key="one_time_notice", term="30年", effective_from=date(2020, 1, 1), basis="局目录"),
    )
    office.wall.put(NOW)
    assert groups(office) == ()
    office.wall.put(date(2057, 1, 1))
    assert groups(office)[0].term == "30年"


def test_a_shorter_period_holds_for_papers_to_come_alone(office):
    issued(office)
    office.wall.put(date(2026, 12, 1))
    office.desk.old_papers.retention.set_term(
        office.actor(ARCHIVIST),
        SetTerm(type_key="one_time_notice", term="3年", effective_from=date(2026, 12, 1), basis="局目录"),
    )
    issued(office)
    office.wall.put(date(2030, 1, 1))
    (group,) = groups(office)
    assert (group.term, group.due) == ("3年", 1)
    now = next(
        each
        for each in office.desk.old_papers.retention.terms(office.actor(ARCHIVIST))
        if each.type_key == "one_time_notice"
    )
    assert (now.own, now.now, len(now.rules)) == ("10年", "3年", 1)
