from __future__ import annotations

import pytest

from app.cases.commands import WrongState
from app.cases.next_acts import next_act
from app.errors import BadInput
from tests.app.cases.living import GOOD, Life
from tests.app.counter.at_work import secondary, why_not
from tests.office import START


@pytest.fixture
def life(office):
    return Life(office)


def days(office, start, count):
    return office.desk.calendar.current().workday_after(start, count)


def test_what_is_deferred_has_a_clock_of_its_own_and_must_come_before_the_result(office, life):
    undertaking, receipt = life.accept_deferred()
    (row,) = receipt.fields["missing_materials"]
    assert row["submit_by"] == undertaking.fields["missing_materials"][0]["submit_by"]
    assert life.side("deferred_material").holding.due == days(office, START, 7)
    with pytest.raises(WrongState, match="还没有补齐"):
        life.complete()
    assert "还缺1项材料" in why_not(office, life, "deferred_materials")
    life.tick()
    life.put((11, 4))
    life.do("deferred_materials", {"brought_on": "2026-11-04"}, office.clerk)
    assert life.side("deferred_material") is None
    life.complete()


def test_a_main_material_is_never_deferred(office, life):
    life.tick(m0="缺少")
    with pytest.raises(WrongState, match="缺主要材料"):
        life.issue("deferral_undertaking", GOOD, office.clerk)


def test_nothing_is_deferred_that_nobody_undertook_to_bring(office, life):
    life.tick()
    row = {"name": "授权委托书", "main": "次要", "submit_by": "2026-11-05"}
    fields = {"missing_materials": [row], "undertaking_signed_on": "2026-11-02"}
    with pytest.raises(BadInput, match="容缺受理承诺书"):
        life.issue("acceptance_receipt", fields, office.clerk)


def test_what_was_promised_stands_in_the_receipt_by_its_day_and_is_not_left_out(office, life):
    life.tick(**{secondary(office): "缺少"})
    paper = life.issue("deferral_undertaking", GOOD, office.clerk)
    signed = {"undertaking_signed_on": "2026-11-02"}
    with pytest.raises(BadInput, match="须列入“未收材料”"):
        life.issue("acceptance_receipt", {**signed, "missing_materials": []}, office.clerk)
    row = {**paper.fields["missing_materials"][0], "submit_by": "2026-11-20"}
    row = {key: row[key] for key in ("name", "main", "submit_by")}
    with pytest.raises(BadInput, match="晚于承诺书上的"):
        life.issue("acceptance_receipt", {**signed, "missing_materials": [row]}, office.clerk)
    with pytest.raises(BadInput, match="签署日期"):
        life.issue("acceptance_receipt", {"undertaking_signed_on": "2026-11-01"}, office.clerk)


def test_materials_are_promised_within_the_committed_limit(office, life):
    life.tick(**{secondary(office): "缺少"})
    rows = office.desk.papers.prefill(office.clerk, life.id, "deferral_undertaking").fields
    late = [{**row, "submit_by": "2026-12-31"} for row in rows["missing_materials"]]
    with pytest.raises(BadInput, match="须在承诺时限内补齐"):
        life.issue("deferral_undertaking", {**GOOD, "missing_materials": late}, office.clerk)


def test_what_an_undertaking_stands_for_is_not_asked_for_again(office, life):
    life.tick(m0="缺少")
    life.issue("notice_and_undertaking", {"undertaking_manner": "书面"}, office.clerk)
    assert why_not(office, life, "deferral_undertaking") == "材料已齐全，不需要容缺。"
    life.issue("acceptance_receipt", who=office.clerk)
    life.complete()


def test_the_receipt_lists_the_undertaking_in_the_place_of_what_it_stands_for(office, life):
    life.tick(m0="缺少")
    life.issue("notice_and_undertaking", {"undertaking_manner": "书面"}, office.clerk)
    receipt = life.issue("acceptance_receipt", who=office.clerk)
    absent = life.case.materials[0]
    listed = [row for row in receipt.fields["received_materials"] if row["name"] == "告知承诺书"]
    assert [row["remark"] for row in listed] == [f"代替{absent.name}"]
    assert [row["main"] for row in listed] == ["主要" if absent.main else "次要"]
    assert absent.name not in {row["name"] for row in receipt.fields["received_materials"]}


def test_after_the_undertaking_acceptance_comes_next_and_no_correction(office, life):
    life.tick(**{secondary(office): "缺少"})
    view = office.desk.counter.get(office.clerk, life.case.id)
    assert next_act(view.case, view.papers) == "correction_notice"
    life.issue("deferral_undertaking", GOOD, office.clerk)
    view = office.desk.counter.get(office.clerk, life.case.id)
    assert next_act(view.case, view.papers) == "acceptance_receipt"
