from __future__ import annotations

from datetime import date

import pytest

from app.ledger.models import Fault
from app.people.models import Role
from app.settings import read_settings
from tests.ui.screens.stage import staged
from ui.screens.settings.presenter import LedgerShown
from ui.screens.settings.view import SettingsScreen


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A machine of its own."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def screen(qtbot, desk, actor):
    made = SettingsScreen(staged(desk, actor(Role.ADMINISTRATOR)))
    qtbot.addWidget(made)
    made.resize(1142, 606)
    made.show()
    made.arrive({})
    return made


def test_every_page_opens(screen, desk):
    desk.backups.make_daily()
    for name in screen.names:
        screen.open_page(name)
        assert screen._stack.currentWidget().isVisible()


def test_one_sees_that_the_list_of_pages_has_the_keys(theme, screen, qtbot):
    with qtbot.waitActive(screen):
        screen.activateWindow()
    pictures = []
    for take in (screen._list.clearFocus, screen._list.setFocus):
        take()
        pictures.append(screen._list.grab().toImage())
    assert pictures[0] != pictures[1]


def test_the_models_keep_their_promises(screen, desk, qtmodeltester):
    desk.backups.make_daily()
    for name in screen.names:
        screen.open_page(name)
    models = (screen._wordings.model, screen._numbers.model, screen._backups.model, screen._about.faces)
    for model in models:
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_the_bureaus_name_is_changed_through_the_form(screen, desk):
    screen._office.put_values({"bureau": "新区自然资源和规划局"})
    screen._save_office()

    assert desk.office.settings().bureau == "新区自然资源和规划局"


def test_a_new_text_is_marked_as_coming(screen):
    screen.open_page("公文用语")
    screen._wordings.fill("新的文字。", "某办法", date(2027, 1, 1))
    screen._wordings.give()

    assert screen._wordings.model.row(0).coming.text == "新的文字。"
    assert screen._wordings.model.index(0, 3).data() == "待生效"


def test_a_start_number_that_is_none_is_refused_in_its_place(screen):
    screen.open_page("起始文号")
    screen._numbers.fill("一百")
    screen._numbers.give()

    assert "整数" in screen._numbers.problem


def test_the_ledgers_result_is_told_in_words(screen):
    screen.open_page("台账核验")
    assert "尚未核验" in screen._ledger.said

    screen._presenter.verify_ledger()
    assert "完整" in screen._ledger.said

    broken = LedgerShown(entries=9, seals=1, faults=(Fault(seq=3, text="第3笔的内容被改动"),))
    screen.show_ledger(broken)
    assert "发现1处不符" in screen._ledger.said


def test_a_printers_offset_is_kept_on_this_machine(screen, home):
    screen.open_page("这台电脑")
    screen._machine.fill("窗口打印机", 1.0, -0.5)
    screen._machine.give()

    assert read_settings(home / "settings.toml").printer_offsets == {"窗口打印机": (1.0, -0.5)}


def test_the_look_changes_at_once_and_is_kept(screen, home, theme):
    from ui import theme as looks

    screen.open_page("这台电脑")
    screen._machine._choose_theme("深色")

    assert looks.tokens() is looks.DARK
    assert read_settings(home / "settings.toml").theme == "dark"


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.COUNTER_CLERK, ("这台电脑", "关于")),
        (Role.EFFICIENCY_OFFICE, ("台账核验", "这台电脑", "关于")),
    ],
)
def test_a_role_sees_only_the_pages_it_may_use(qtbot, desk, actor, role, pages):
    made = SettingsScreen(staged(desk, actor(role)))
    qtbot.addWidget(made)

    assert made.names == pages
