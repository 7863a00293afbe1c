from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from app.cases.models import CaseMaterial, MaterialStatus
from ui.screens.counter.materials import MaterialsCard, counted_words, status_at
from ui.screens.counter.ticking import PLEDGED_ROLE, TickRows, quantity


def rows(count=3):
    return tuple(
        CaseMaterial(
            name=f"材料{number}",
            main=number == 0,
            form="原件",
            copies=1,
            medium="纸质",
            source="申请人自备",
            status=MaterialStatus.SHARED if number == 2 else MaterialStatus.MISSING,
        )
        for number in range(count)
    )


@pytest.fixture
def model(qapp):
    made = TickRows()
    made.show_materials(rows())
    return made


def test_the_model_is_sound(model, qtmodeltester):
    qtmodeltester.check(model)
    model.set_status(0, MaterialStatus.PRESENT)
    model.show_materials(rows(1))


def test_all_present_leaves_what_government_shares(model):
    model.set_all_present()
    assert [row.status for row in model.materials] == [
        MaterialStatus.PRESENT,
        MaterialStatus.PRESENT,
        MaterialStatus.SHARED,
    ]


def test_a_fault_makes_the_material_faulty_and_another_status_forgets_it(model):
    index = model.index(0, 0)
    assert model.setData(index, "未加盖公章")
    assert model.materials[0].status is MaterialStatus.FAULTY
    model.set_status(0, MaterialStatus.PRESENT)
    assert model.materials[0].fault == ""


def test_a_locked_list_is_not_ticked(model):
    model.show_materials(rows(), locked=True)
    assert not model.set_status(0, MaterialStatus.PRESENT)
    assert not model.setData(model.index(0, 0), "x")


def test_the_list_says_what_is_wanting():
    counts = dict.fromkeys(MaterialStatus, 0)
    assert counted_words({**counts, MaterialStatus.PRESENT: 3}) == "共3项，已齐全"
    assert (
        counted_words({**counts, MaterialStatus.MISSING: 2, MaterialStatus.FAULTY: 1}) == "共3项，缺2，不符合1"
    )
    assert quantity(rows()[0]) == "主要 · 原件1份 · 纸质 · 申请人自备"


def test_the_list_says_for_what_an_undertaking_stands(model):
    model.show_materials(rows(), pledged=frozenset({rows()[0].name}))
    model.set_status(0, MaterialStatus.MISSING)
    assert model.index(0, 0).data(PLEDGED_ROLE)
    assert counted_words(model.counts(), model.pledged()).endswith("其中1项以承诺代替")
    model.set_status(0, MaterialStatus.PRESENT)
    assert not model.index(0, 0).data(PLEDGED_ROLE)


def test_each_key_of_a_row_can_be_clicked():
    box = QRectF(0, 0, 400, 52)
    found = {status_at(box, QPointF(x, 26.0)) for x in range(400)}
    assert found == {None, *MaterialStatus}


def test_letters_tick_and_go_on(qtbot, theme):
    card = MaterialsCard()
    qtbot.addWidget(card)
    card.rows.show_materials(rows())
    card.show()
    for letter in (Qt.Key.Key_Y, Qt.Key.Key_G):
        qtbot.keyClick(card.list, letter)
    assert [row.status for row in card.rows.materials[:2]] == [MaterialStatus.PRESENT, MaterialStatus.SHARED]
    assert card.list.currentIndex().row() == 2
