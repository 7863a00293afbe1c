from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.cases.commands import DoAct, IssueForCase, OpenCase
from app.cases.life import WAYS
from app.cases.models import CaseState, MaterialStatus, Party
from app.cases.showing import tick_list
from app.clock import chinese_date_weekday
from app.custody.lights import Light
from app.people.models import Role
from tests.ui.screens.counter.at_the_counter import Place
from tests.ui.screens.stage import staged
from ui.dates.due import DueChip
from ui.screens.act_list import ActListDialog
from ui.screens.acts import LETTERS, LIGHT_ROLES, MOST_SHOWN, STATE_ROLES, TITLES, acts_of, shown_acts
from ui.screens.counter.acts_bar import ActsBar, lawful_commands, why_words
from ui.screens.counter.presenter import CounterPresenter
from ui.screens.counter.standing import ClockCard
from ui.screens.document_form.issued_card import IssuedCard
from ui.screens.document_form.reading import read_issued

PERSON = Party(
    name="林海",
    certificate="350203199001011236",
    override_reason="已核对原件",
    telephone="13800001234",
    address="示例路1号",
)
KEYS_OF_THE_LIST = {"Q", "D", "A"}


def opened(desk, clerk, *missing):
    matter = desk.catalogue.find(clerk, "建设用地规划许可证核发")[0]
    rows = tuple(
        replace(row, status=MaterialStatus.MISSING if place in missing else MaterialStatus.PRESENT)
        for place, row in enumerate(tick_list(matter))
    )
    return desk.counter.open(
        clerk, OpenCase(matter=matter.id, applicant=PERSON, application=True, materials=rows)
    )


def issued(desk, actor, case, type_key, **fields):
    filled = desk.papers.prefill(actor, case.id, type_key).fields
    command = IssueForCase(case=case.id, type_key=type_key, fields={**filled, **fields})
    return desk.papers.issue(actor, command)


def test_every_way_has_a_title_and_a_letter_of_its_own_that_the_list_does_not_use():
    assert set(TITLES) == set(LETTERS) == {way.key for way in WAYS}
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert not KEYS_OF_THE_LIST & set(LETTERS.values())


def test_every_state_and_every_light_has_its_colour():
    assert set(STATE_ROLES) == set(CaseState)
    assert set(LIGHT_ROLES) == set(Light)


@pytest.mark.parametrize("role", [Role.COUNTER_CLERK, Role.HANDLER, Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE])
def test_the_bar_offers_open_ways_alone_the_next_one_first(desk, actor, role):
    clerk, person = actor(), actor(role)
    for case in (opened(desk, clerk), opened(desk, clerk, 1), opened(desk, clerk, 0, 1)):
        view = desk.counter.get(person, case.id)
        offers = desk.acts.offers(person, case.id)
        acts = acts_of(view, offers)
        shown = shown_acts(acts, view)
        assert len(shown) <= MOST_SHOWN
        assert all(not act.closed for act in shown)
        assert [act.primary for act in shown[1:]] == [False] * len(shown[1:])
        assert {act.key for act in acts if not act.closed} == {
            each.way.key for each in offers if not each.closed
        }


def test_the_list_has_every_way_and_takes_no_closed_one(qtbot, theme, desk, actor):
    clerk = actor()
    case = opened(desk, clerk)
    acts = acts_of(desk.counter.get(clerk, case.id), desk.acts.offers(clerk, case.id))
    dialog = ActListDialog(None, acts)
    qtbot.addWidget(dialog)
    assert dialog._list.count() == len(WAYS)
    assert dialog.chosen().primary  # Enter does what comes next
    dialog._list.setCurrentRow(len(WAYS) - 1)
    assert "不能“" in dialog.wrong()
    dialog._filter.setText("shouli")
    assert {dialog.chosen().title, "受理"} == {"受理"}
    assert dialog.wrong() == ""


def test_the_bars_keys_and_the_palettes_are_the_same(qtbot, theme, desk, actor):
    clerk = actor()
    case = opened(desk, clerk)
    view = desk.counter.get(clerk, case.id)
    acts = acts_of(view, desk.acts.offers(clerk, case.id))
    bar = ActsBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 80)
    bar.show()
    bar.show_acts(shown_acts(acts, view), why_words(acts))
    commands = {each.title: each.key for each in lawful_commands(acts, bar.keys, print)}
    for key in bar.keys:
        assert bar.button(key).isVisible()
        assert bar.button(key).key == commands[TITLES[key]]
    assert bar.button("complete") is None


def test_deferred_materials_are_ticked_while_they_are_awaited_and_no_longer(desk, actor):
    clerk = actor()
    case = opened(desk, clerk, 6)
    paper = issued(
        desk, clerk, case, "deferral_undertaking", legal_representative="林海", credit_check="未查询到失信记录"
    )
    issued(desk, clerk, case, "acceptance_receipt", undertaking_signed_on=paper.issued_on.isoformat())
    place = Place()
    presenter = CounterPresenter(place, staged(desk, clerk), place)
    presenter.load(case.id)
    assert place.case.ticked
    assert [item.subject for item in place.case.beside] == [f"deferred_material:{case.id}"]
    place.rows = tuple(replace(row, status=MaterialStatus.PRESENT) for row in place.rows)
    place.answers = {}
    presenter.act("deferred_materials")
    presenter.save()
    presenter.act("deferred_materials")
    assert place.acts_done == 1
    assert not place.case.ticked
    assert place.case.beside == ()


def test_an_extension_asked_for_stands_beside_the_clock(desk, actor):
    clerk = actor()
    case = opened(desk, clerk)
    issued(desk, clerk, case, "acceptance_receipt")
    act = DoAct(case=case.id, act="ask_extension", fields={"days": 5, "reason": "需补充论证"})
    desk.acts.do(actor(Role.HANDLER), act)
    place = Place()
    CounterPresenter(place, staged(desk, clerk), place).load(case.id)
    assert [item.subject for item in place.case.beside] == [f"extension:{case.id}"]
    assert not place.case.ticked


def test_a_side_clock_has_its_place_in_the_card_from_the_first_moment(qtbot, theme, desk, actor):
    clerk = actor()
    case = opened(desk, clerk)
    issued(desk, clerk, case, "acceptance_receipt")
    act = DoAct(case=case.id, act="ask_extension", fields={"days": 5, "reason": "需补充论证"})
    desk.acts.do(actor(Role.HANDLER), act)
    place = Place()
    CounterPresenter(place, staged(desk, clerk), place).load(case.id)
    card = ClockCard()
    qtbot.addWidget(card)
    card.show()
    windows = set(QApplication.topLevelWidgets())
    card.show_case(place.case.view, place.case.proof, place.case.beside)
    assert {each for each in QApplication.topLevelWidgets() if each.isVisible()} <= windows
    qtbot.wait_until(lambda: sum(chip.isVisible() for chip in card.findChildren(DueChip)) == 2)


def test_a_late_case_puts_its_record_of_lateness_first_even_while_a_paper_waits_for_service(desk, actor):
    clerk = actor()
    case = opened(desk, clerk)
    issued(desk, clerk, case, "acceptance_receipt")
    handler = actor(Role.HANDLER)
    view = desk.counter.get(handler, case.id)
    late = replace(view, clock=replace(view.clock, run_out=True))
    offers = tuple(
        replace(
            offer,
            closed={"complete": "逾期的须先有记录。", "overdue_record": ""}.get(offer.way.key, offer.closed),
        )
        for offer in desk.acts.offers(handler, case.id)
    )
    assert next(act.key for act in acts_of(late, offers) if act.primary) == "overdue_record"


def test_a_served_case_says_when_it_was_done_and_served(qtbot, theme, desk, actor):
    clerk, handler = actor(), actor(Role.HANDLER)
    case = opened(desk, clerk)
    issued(desk, clerk, case, "acceptance_receipt")
    result = {"result": "准予许可", "result_name": "建设用地规划许可证"}
    desk.acts.do(handler, DoAct(case=case.id, act="complete", fields=result))
    done_on = desk.counter.get(clerk, case.id).case.completed_on
    served = {"served_on": done_on.isoformat(), "manner": "窗口领取"}
    desk.acts.do(clerk, DoAct(case=case.id, act="serve_result", fields=served))
    card = ClockCard()
    qtbot.addWidget(card)
    card.show_case(desk.counter.get(clerk, case.id), None)
    shown = [each.text() for each in card.findChildren(QLabel)]
    assert {"办结", "送达"} <= set(shown)
    assert shown.count(chinese_date_weekday(done_on)) == 2


def test_a_proof_with_its_day_says_that_the_service_is_registered(qtbot, theme, desk, actor):
    clerk = actor()
    case = opened(desk, clerk)
    issued(desk, clerk, case, "acceptance_receipt")
    for day, said in ((None, "Alt+S"), ("2026-11-23", "已按回证上的收到日期")):
        proof = issued(desk, clerk, case, "proof_of_service", manner="直接送达", received_on=day)
        card = IssuedCard()
        qtbot.addWidget(card)
        card.show_paper(read_issued(desk, clerk, proof.id))
        assert any(said in each.text() for each in card.findChildren(QLabel))
