from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.cases.models import AfterReport, Situation
from app.denials.models import DenialQuery, DenialState
from app.errors import Conflict
from tests.db.denial_things import a_denial, now
from tests.db.things import NOON, a_case


def cleared(store, case):
    with store.read() as unit:
        return unit.denials.clearance(case.id)


def test_a_case_without_a_denial_has_no_clearance(store, case, keep):
    assert cleared(store, case) is None
    keep(state=DenialState.GIVEN_UP)
    assert cleared(store, case) is None


@pytest.mark.parametrize("state", DenialState)
@pytest.mark.parametrize("after", [False, True])
def test_only_a_filed_denial_clears_and_only_leaders_turn_down(store, case, keep, state, after):
    keep(state=DenialState.FILED)
    denial = keep(state=state, after=after)
    keep(state=DenialState.GIVEN_UP)
    found = cleared(store, case)
    if state is DenialState.GIVEN_UP:
        assert found.cleared, "the newest is given up, the one before stands"
        return
    assert (found.denial, found.version, found.state) == (denial.id, 1, state.value)
    assert found.cleared == (state is DenialState.FILED and not after)
    assert found.turned_down == (state in (DenialState.DOWN, DenialState.OVERTURNED))
    assert (found.situation, found.fields) == (Situation.UNQUALIFIED.value, denial.fields)
    assert found.case_state_before == "已收件"


def test_a_denial_is_told_once(store, case, keep, notice):
    denial = keep(state=DenialState.FILED)
    with store.begin() as unit:
        unit.denials.told(denial.id, 1, notice)
    assert now(store, denial) == replace(denial, state=DenialState.TOLD, notice=notice, version=2)
    for version in (1, 2):
        with pytest.raises(Conflict), store.begin() as unit:
            unit.denials.told(denial.id, version, notice)
    assert not cleared(store, case).cleared


@pytest.mark.parametrize("state", [state for state in DenialState if state is not DenialState.FILED])
def test_nothing_is_told_before_it_is_filed(store, keep, notice, state):
    denial = keep(state=state)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.denials.told(denial.id, 1, notice)
    assert now(store, denial) == denial


def test_a_notice_made_void_is_untold(store, keep, notice):
    told = keep(state=DenialState.TOLD, notice=notice)
    with store.begin() as unit:
        assert unit.denials.untold(notice) == told.id
        assert unit.denials.untold(notice) is None
    assert now(store, told) == replace(told, state=DenialState.FILED, notice=0, version=2)
    reported = keep(state=DenialState.HEAD, after=True, notice=notice)
    with store.begin() as unit:
        assert unit.denials.untold(notice) == reported.id
    assert now(store, reported).state is DenialState.GIVEN_UP


def test_a_notice_is_not_taken_out_of_an_archived_denial(store, keep, notice):
    archived = keep(state=DenialState.ARCHIVED, notice=notice)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.denials.untold(notice)
    assert now(store, archived) == archived


def test_a_refusal_told_at_once_opens_its_report(store, office, case, notice):
    report = AfterReport(
        case=case.id, case_number=case.number, division=office.division, division_name="不动产登记窗口",
        matter_name=case.matter_name, party="单雄", situation=Situation.NOT_OURS.value, notice=notice,
        fields={"reason": "属住房局职权"}, by=office.clerk, by_name="林晓", at=NOON,
        report_by=date(2026, 11, 10), case_state_before="已收件",
    )  # fmt: skip
    with store.begin() as unit:
        key = unit.denials.begin_report(report)
    with store.read() as unit:
        denial = unit.denials.get(key)
        assert unit.denials.find(DenialQuery(words="dx", after=True), offset=0, limit=9) == (denial,)
    assert denial == a_denial(
        office, case, id=key, situation=Situation.NOT_OURS, after=True, report_by=date(2026, 11, 10),
        notice=notice, fields={"reason": "属住房局职权"},
    )  # fmt: skip
    assert not cleared(store, case).cleared


def test_drafts_fall_with_their_case_but_reports_stay(store, office, case, keep):
    drafts = [keep(), keep()]
    others = [keep(after=True), keep(state=DenialState.HEAD)]
    with store.begin() as unit:
        elsewhere = a_case(office)
        other = unit.cases.add(elsewhere, ())
        stays = unit.denials.add(a_denial(office, replace(elsewhere, id=other)), ())
        assert unit.denials.drop_drafts(case.id) == tuple(draft.id for draft in drafts)
        assert unit.denials.drop_drafts(case.id) == ()
        assert unit.denials.get(stays).state is DenialState.DRAFT
    states = [now(store, each).state for each in (*drafts, *others)]
    assert states == [DenialState.GIVEN_UP] * 2 + [DenialState.DRAFT, DenialState.HEAD]
    assert now(store, drafts[0]).version == 2
