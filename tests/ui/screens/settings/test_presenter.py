from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from app.people.models import Role
from app.register.commands import SetStartNumber
from app.settings import read_settings
from tests.ui.screens.stage import staged
from ui.screens.settings.presenter import SettingsPresenter
from ui.screens.settings.values import clock_in, office_values, shown_wordings, used_in


class Place:
    """Remembers what it was asked to show."""

    def __init__(self):
        self.shown = {}

    def __getattr__(self, name):
        def remember(*args):
            self.shown[name] = args if len(args) > 1 else args[0]

        return remember


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A machine of its own."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def presenter(place, context):
    return SettingsPresenter(place, context)


def test_what_is_saved_is_what_holds(presenter, place, desk):
    presenter.load_office()
    presenter.save_office({**place.shown["show_office"], "start_rule": "次日", "cut_off": "17:30"})
    settings = desk.office.settings()

    assert (settings.next_day_start, settings.cut_off) == (True, time(17, 30))
    assert place.shown["show_office"] == office_values(settings)


def test_what_another_changed_is_merged_or_asked_and_nothing_typed_is_lost(presenter, place, desk, actor):
    presenter.load_office()
    typed = {**place.shown["show_office"], "idle_minutes": 7, "backups_kept": 9}
    seen = desk.office.settings()
    desk.office.save(actor(Role.ADMINISTRATOR), replace(seen, backups_kept=5, lock_minutes=3), seen)
    asked = []
    place.ask_merge = asked.append
    presenter.save_office(typed)
    assert [(each.label, each.mine, each.theirs) for each in asked[0]] == [("保留份数", "9", "5")]
    assert "还没有保存" in place.shown["show_office_problems"][1]
    assert desk.office.settings().idle_minutes == seen.idle_minutes
    place.ask_merge = lambda found: frozenset({each.key for each in found})
    presenter.save_office(typed)
    assert desk.office.settings() == replace(seen, idle_minutes=7, backups_kept=9, lock_minutes=3)


@pytest.mark.parametrize(
    ("field", "value"), [("cut_off", "五点"), ("idle_minutes", "十"), ("idle_minutes", 999), ("bureau", "")]
)
def test_what_is_wrong_is_told_at_its_field(presenter, place, field, value):
    presenter.load_office()
    presenter.save_office({**place.shown["show_office"], field: value})
    problems, _ = place.shown["show_office_problems"]

    assert [problem.field for problem in problems] == [field]


def test_a_time_is_read_as_people_write_it():
    assert (clock_in("1730"), clock_in(" "), clock_in("x")) == (time(17, 30), None, False)


def test_a_new_text_waits_for_its_day(presenter, place, context):
    presenter.load_wordings()
    key = place.shown["show_wordings"][0].key
    presenter.add_wording(key, "新的文字。", "某办法第一条", date(2027, 1, 1))
    wordings = place.shown["show_wordings"]

    before = next(each for each in shown_wordings(wordings, date(2026, 12, 31)) if each.key == key)
    after = next(each for each in shown_wordings(wordings, date(2027, 1, 1)) if each.key == key)
    assert before.current.text != "新的文字。"
    assert before.coming.text == "新的文字。"
    assert (after.current.text, after.coming) == ("新的文字。", None)
    assert used_in(key) != ""


def test_a_text_without_a_day_or_words_is_refused(presenter, place):
    presenter.load_wordings()
    key = place.shown["show_wordings"][0].key
    presenter.add_wording(key, "文字", "", None)
    assert "生效日期" in place.shown["show_wording_problem"]

    presenter.add_wording(key, "  ", "", date(2027, 1, 1))
    assert "未填" in place.shown["show_wording_problem"]


def test_counting_goes_on_after_the_paper_register(presenter, place):
    presenter.load_numbers()
    division = place.shown["show_numbers"].divisions[0].id
    presenter.set_start(SetStartNumber(type_key="one_time_notice", division=division, year=2027, last=120))
    assert any(each.series.last == 120 for each in place.shown["show_numbers"].series)

    presenter.set_start(SetStartNumber(type_key="one_time_notice", division=division, year=2027, last=7))
    assert "不能退回到7号" in place.shown["show_number_problem"]


def test_the_ledger_is_read_to_its_last_entry(presenter, place):
    presenter.verify_ledger()
    shown = place.shown["show_ledger"]

    assert shown.entries > 100
    assert shown.faults == ()


def test_this_machine_keeps_theme_and_offsets(presenter, place, home):
    presenter.save_machine(theme="dark")
    presenter.save_offset("窗口打印机", 1.5, -2.0)

    kept = read_settings(home / "settings.toml")
    assert (kept.theme, kept.printer_offsets) == ("dark", {"窗口打印机": (1.5, -2.0)})
    assert place.shown["show_machine"] == kept


def test_settings_that_cannot_be_read_are_told(presenter, place, home):
    home.mkdir()
    (home / "settings.toml").write_text("theme = 3", encoding="utf-8")
    presenter.load_machine()

    assert "theme" in place.shown["show_machine_problem"]


def test_each_face_is_reported(presenter, place):
    presenter.load_faces()

    assert {"仿宋", "黑体"} <= {line.role for line in place.shown["show_faces"]}


def test_a_clerk_reads_no_ledger(place, desk, actor):
    presenter = SettingsPresenter(place, staged(desk, actor(Role.COUNTER_CLERK)))
    presenter.verify_ledger()

    assert place.shown == {}
