from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.custody.models import Holding
from app.ledger.models import subject
from app.posts.commands import EnterSudden
from app.posts.hand_commands import GiveBack
from app.posts.handed import Stage
from app.posts.models import Reason
from ui.screens.handovers.columns import NEXT, facts_of
from ui.tables.cells import PAD
from ui.tables.wrapping import small_lines


def press(widget, key):
    QTest.keyClick(widget, key)


def test_the_items_say_not_handed_over_until_a_sheet_stands(handing, shown):
    screen = shown("linxiaoyan", absence=int(handing.absence.id))
    index = screen.pane.model.index(0, 0)
    assert index.data() == "未交接"
    handing.made()
    screen.look_again()
    assert screen.pane.model.index(0, 0).data() == "待接收"
    assert "等陈嘉铭接收" in screen.pane._waits.text()
    assert "移交人林晓燕已签，接收人陈嘉铭待签，监交人许建国待签" in screen.pane._signed.text()


def test_space_takes_one_item_and_goes_on_to_the_next(qtbot, handing, shown):
    items = handing.made().items
    screen = shown("chenjiaming", absence=int(handing.absence.id))
    screen.pane.items.setFocus()
    table = screen.pane.items.table
    qtbot.waitUntil(table.hasFocus)
    assert screen.pane.item().key == items[0].key
    press(table, Qt.Key.Key_Space)
    assert screen.pane.item().key == items[1].key
    assert [each.stage for each in handing.line().handover.items[:2]] == [Stage.TAKEN, Stage.WAITING]


def test_space_takes_an_item_from_the_list_of_handovers_too(qtbot, handing, shown):
    items = handing.made().items
    screen = shown("chenjiaming", absence=int(handing.absence.id))
    table = screen.list.table
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    press(table, Qt.Key.Key_Space)
    assert handing.line().handover.items[0].stage is Stage.TAKEN
    assert screen.pane.item().key == items[1].key


def test_only_open_acts_are_shown_and_the_next_one_is_the_primary(handing, shown):
    handing.made()
    screen = shown("chenjiaming", absence=int(handing.absence.id))
    open_ones = {act for act, button in screen.pane.buttons.items() if not button.isHidden()}
    assert open_ones == {"take", "all", "object"}
    assert screen.pane.buttons["take"].property("kind") == "primary"
    titles = [each.title for each in screen.commands()]
    assert "交接：全部接收" in titles


def test_what_is_known_of_an_item_stands_below_it(handing, shown):
    handing.made()
    screen = shown("chenjiaming", absence=int(handing.absence.id))
    item = screen.pane.item()
    for _name, text in facts_of(item):
        assert text in screen.pane._facts.text()


def test_the_form_saves_itself_and_comes_back_after_a_crash(qtbot, handing, shown, type_chinese):
    screen = shown("linxiaoyan", absence=int(handing.absence.id), make=True)
    entry = screen.sheet.form.input("attention")
    type_chinese(entry.part, "每天九点前领号")
    with qtbot.waitSignal(screen.sheet.to_be_saved, timeout=5000):
        pass
    again = shown("linxiaoyan", absence=int(handing.absence.id), make=True)
    assert again.sheet.form.values()["attention"] == "每天九点前领号"


def test_others_work_leaves_alone_what_is_typed(handing, shown, type_chinese):
    screen = shown("linxiaoyan", absence=int(handing.absence.id), make=True)
    form = screen.sheet.form
    type_chinese(form.input("attention").part, "每天九点前领号")
    screen.look_again()
    assert screen.sheet.form is form
    assert form.values()["attention"] == "每天九点前领号"
    screen.go_back()
    assert screen.filling.blank is None
    assert "每天九点前领号" in str(
        screen.context.desk.register.find_draft(
            screen.context.actor, "handover_sheet", int(handing.absence.id)
        ).fields
    )


def test_an_issued_sheet_is_offered_for_printing(handing, shown):
    screen = shown("linxiaoyan", absence=int(handing.absence.id), make=True)
    screen.issue()
    notice = screen.context.page.notices[-1]
    assert "已出具工作交接单" in notice.text
    notice.act()
    key, arguments = screen.context.window.visits[-1]
    assert (key, set(arguments)) == ("document_form", {"document", "back"})
    back = arguments["back"]
    assert (back.words, back.screen) == ("返回交接", "handovers")
    screen.arrive(back.arguments)
    assert screen.presenter.reading.line.absence.id == handing.absence.id
    assert not screen.pane._papers[0].isHidden()
    assert screen.pane._papers[1].isHidden()


def test_an_empty_list_says_what_would_be_here(shown):
    screen = shown("jianglihua")
    assert screen.lines.rowCount() == 0
    assert not screen.list._empty.isHidden()
    assert screen.pane._shown.isHidden()


def test_what_a_post_keeps_is_listed_by_the_post(handing, lived_in, shown):
    handing.made()
    with lived_in.store.read() as unit:
        post = next(each for each in unit.posts.all() if each.a_name == "林晓燕")
    screen = shown("xujianguo", post=int(post.id))
    assert post.name in screen.context.page.detail
    assert screen.lines.rowCount() == 1


def test_esc_goes_back_to_posts_and_absences(shown):
    screen = shown("linxiaoyan")
    screen._back.click()
    assert screen.context.window.visits[-1][0] == "posts"
    QApplication.processEvents()


def test_what_a_post_keeps_is_read_as_the_list_shows_it(handing, shown, lived_in):
    handing.made()
    command = EnterSudden(staff=lived_in.actor("wuzhihong").id, reason=Reason.SICK)
    other = lived_in.desk.absences.enter_sudden(lived_in.head, command)
    screen = shown("xujianguo", absence=int(other.id))
    assert screen.presenter.reading.line.absence.id == other.id
    post = next(each for each in lived_in.desk.posts.all(lived_in.head) if each.a_name == "林晓燕")
    screen.arrive({"post": int(post.id)})
    assert screen.list.table.current_row().absence.id == handing.absence.id
    assert screen.presenter.reading.line.absence.id == handing.absence.id
    assert "林晓燕" in screen.pane._title.text()


def test_what_is_done_with_is_late_no_more(handing, away, shown, lived_in):
    clerk = lived_in.actor("linxiaoyan")
    holding = Holding(
        subject=subject("swan", 7), division=clerk.division, staff=clerk.id, why="x", step="喂天鹅",
        title="湖边的天鹅", number="T-7", due=date(2026, 11, 2),
    )  # fmt: skip
    with lived_in.store.begin() as unit:
        unit.custody.start(holding, lived_in.wall())
    handing.made()
    handing.taken()
    screen = shown("linxiaoyan", absence=int(handing.absence.id))
    assert screen.presenter.reading.due["swan:7"].late
    with lived_in.store.begin() as unit:
        unit.custody.close(holding.subject, lived_in.wall())
    screen.look_again()
    reading = screen.presenter.reading
    assert [each.key for each in reading.items if each.stage is Stage.DONE] == ["swan:7"]
    assert "swan:7" not in reading.due
    assert reading.view.handover.listed(Stage.DONE) == ()  # it is written down with the return
    away.back(handing.absence)
    lived_in.desk.handovers.give_back(clerk, GiveBack(absence=handing.absence.id, fields={}))
    screen.look_again()
    reading = screen.presenter.reading
    done = [each.key for each in reading.items if each.stage is Stage.DONE]
    assert "swan:7" in done
    assert not set(done) & set(reading.due)
    assert any(each.late for each in reading.due.values())


@pytest.mark.parametrize(
    "act",
    ["办理答复12345工单", "送达通知书并归档", "出具不予受理通知书", "一个工作日内补报否定报备"],
)
def test_the_whole_next_step_is_read_on_a_small_laptop(handing, shown, act):
    handing.made()
    screen = shown("chenjiaming", absence=int(handing.absence.id))
    table = screen.pane.items.table
    assert not table.isColumnHidden(NEXT)
    column = screen.pane.model.columns[NEXT]
    room = table.columnWidth(NEXT) - 2 * PAD
    one_line = table.fontMetrics().horizontalAdvance(act) <= room
    assert one_line or (column.wraps and "".join(small_lines(act, room)) == act)
