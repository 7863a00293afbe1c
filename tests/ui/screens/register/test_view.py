from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from app.people.models import Role
from app.register.checking import Verdict
from app.register.models import DocumentState, NumberSeries, SeriesReport, Span
from tests.ui.screens.stage import staged
from ui.dialogs.reason import ReasonDialog
from ui.screens.register.columns import PARTY
from ui.screens.register.dialogs import ServiceDialog, VerdictDialog, verdict_words
from ui.screens.register.view import RegisterScreen


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.DIVISION_HEAD))


@pytest.fixture
def screen(qtbot, context):
    made = RegisterScreen(context)
    qtbot.addWidget(made)
    made.resize(1142, 606)
    made.show()
    made.arrive({})
    return made


def test_the_list_opens_with_its_first_paper_read(screen):
    assert screen._model.rowCount() > 0
    assert screen._model.row(0).number in screen._reading.said


def test_the_models_keep_their_promises(screen, qtmodeltester):
    screen._go_to("编号检查")
    screen._go_to("二次告知")
    for model in (screen._model, screen._numbers.model, screen._second.counts, screen._second.notices):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_digits_go_from_view_to_view_and_the_hands_with_them(screen):
    screen.setFocus()
    for digit, view in (("2", 1), ("3", 2), ("1", 0)):
        QTest.keyClicks(QApplication.focusWidget(), digit)
        assert screen._stack.currentIndex() == view
        assert screen._stack.currentWidget().isAncestorOf(QApplication.focusWidget())


def test_digits_that_are_looked_for_are_words(screen):
    screen._filters.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "2")
    assert screen._stack.currentIndex() == 0
    assert screen._filters.words.text() == "2"


def test_at_a_wide_screen_the_list_names_parties_and_papers_in_more_than_a_few_characters(screen):
    narrow = screen._list.table.columnWidth(PARTY)
    screen.resize(1700, 900)
    QApplication.processEvents()
    assert screen._list.table.columnWidth(PARTY) > narrow


def test_typing_narrows_the_list_a_moment_later(screen, qtbot):
    number = screen._model.row(0).number
    screen._filters.words.setText(number)
    qtbot.waitUntil(lambda: screen._model.rowCount() == 1)

    assert screen._model.row(0).number == number


def test_what_finds_nothing_says_so_and_empties_the_reading(screen):
    screen._filters.put_words("查无此人查无此人")

    assert screen._model.rowCount() == 0
    assert screen._list._empty.isVisible()
    assert screen._reading._stack.currentIndex() == 0


def test_uncovering_by_key_shows_the_name_in_the_list(screen, qtbot):
    place = next(i for i in range(screen._model.rowCount()) if "*" in screen._model.row(i).party)
    screen._list.table.selectRow(place)
    qtbot.keyClick(screen._list.table, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: "*" not in screen._model.index(place, 2).data())


def test_enter_opens_the_paper_in_full(screen, qtbot, context):
    qtbot.keyClick(screen._list.table, Qt.Key.Key_Return)

    assert context.window.visits[-1] == ("document_form", {"document": screen._model.row(0).id})


def test_voiding_asks_for_a_reason_first(screen, monkeypatch):
    monkeypatch.setattr(ReasonDialog, "ask", classmethod(lambda *_: "内容有误"))
    screen._act("void")

    assert "已作废：内容有误" in screen._reading.said
    assert not screen._reading.acts["void"].isVisible()


def test_left_voiding_changes_nothing(screen, monkeypatch):
    monkeypatch.setattr(ReasonDialog, "ask", classmethod(lambda *_: None))
    before = screen._reading.said
    screen._act("void")

    assert screen._reading.said == before


def test_a_saved_paper_is_written_and_recorded(screen, tmp_path):
    file = tmp_path / "paper.docx"
    screen.out.save_to(file, "DOCX")

    assert file.read_bytes().startswith(b"PK")
    screen._reading._other_view()
    assert any("另存 DOCX" in text for text in screen._reading.records.texts)


def test_a_day_of_service_before_the_issue_is_refused(screen, qtbot, context):
    document = screen._presenter.reading.document
    dialog = ServiceDialog(screen, document, context.today())
    qtbot.addWidget(dialog)
    dialog._day.set_value("2020-01-01")

    assert "不能早于签发日期" in dialog.wrong()


def test_the_day_of_service_is_typed_at_once_and_handed_in_by_enter(screen, context, qtbot):
    document = screen._presenter.reading.document
    dialog = ServiceDialog(screen, document, context.today())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    assert dialog.focusWidget() is dialog._day.line
    qtbot.keyClicks(dialog._day.line, context.today().isoformat())
    qtbot.keyClick(dialog._day.line, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog._day.day() == context.today()


def test_a_hole_is_told_in_words(screen):
    series = NumberSeries(type_key="one_time_notice", division=1, year=2026, last=9)
    report = SeriesReport(
        series=series,
        title="一次性告知书",
        division_name="行政审批处",
        mark="示资规审告",
        given=7,
        voided=0,
        from_paper=(),
        holes=(Span(first=3, last=4),),
    )
    screen._numbers.show_reports((report,))

    assert "1组不连续" in screen._numbers.said
    assert screen._numbers.model.index(0, 8).data() == "缺 3至4号"


@pytest.mark.parametrize(
    ("state", "faults", "kind"),
    [
        (DocumentState.ISSUED, (), "true"),
        (DocumentState.VOID, ("已作废。",), "void"),
        (DocumentState.VOID, ("已作废。", "第1页不同。"), "false"),
        (DocumentState.SERVED, ("第1页不同。",), "false"),
    ],
)
def test_a_verdict_is_one_of_three(state, faults, kind):
    assert verdict_words(Verdict(number="示〔2026〕1号", state=state.value, faults=faults), "")[0] == kind


def test_the_verdict_is_shown_with_every_difference(qtbot, screen):
    verdict = Verdict(number="示〔2026〕1号", state="已签发", faults=tuple(f"第{n}处" for n in range(12)))
    dialog = VerdictDialog(screen, "a.pdf", verdict)
    qtbot.addWidget(dialog)

    texts = [each.text() for each in dialog.findChildren(object) if hasattr(each, "text")]
    assert "另有4处不符。" in texts


def test_a_clerk_sees_no_second_notice_statistics(qtbot, desk, actor):
    made = RegisterScreen(staged(desk, actor(Role.COUNTER_CLERK)))
    qtbot.addWidget(made)
    made.arrive({})

    assert "二次告知统计" not in {command.title for command in made.commands()}


def test_an_empty_list_says_whether_anything_was_looked_for(qtbot, desk, actor):
    made = RegisterScreen(staged(desk, actor(Role.PETITION_CENTRE)))
    qtbot.addWidget(made)
    made.show()
    made.arrive({})
    assert "还没有文书" in {each.text() for each in made._nothing.findChildren(QLabel)}
    made._filters.put_words("没有这个词")
    assert "没有符合的文书" in {each.text() for each in made._nothing.findChildren(QLabel)}


@pytest.mark.parametrize(
    ("role", "offered"), [(Role.ARCHIVIST, True), (Role.LEADER_IN_CHARGE, True), (Role.DIVISION_HEAD, False)]
)
def test_whoever_appraises_old_papers_finds_them_beside_the_register(qtbot, desk, actor, role, offered):
    context = staged(desk, actor(role))
    qtbot.addWidget(RegisterScreen(context))
    named = {each.text(): each for each in context.page.actions}
    assert ("档案鉴定" in named) is offered
    if offered:
        named["档案鉴定"].click()
        assert context.window.visits == [("old_papers", {})]
