from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from app.calendar.builtin import builtin_arrangements
from app.calendar.days import Closure
from app.errors import Conflict, Refusal
from app.office.models import OfficeSettings, Wording
from db.engine import writing
from tests.db.things import a_matter


def test_matters_come_back_as_they_were_kept_by_code(store, office):
    with store.begin() as unit:
        earlier = unit.matters.add(a_matter(office.division, code="3502-000", materials=()))
    with store.read() as unit:
        assert unit.matters.all() == (
            a_matter(office.division, id=earlier, code="3502-000", materials=()),
            a_matter(office.division, id=office.matter),
        )
        assert unit.matters.find_by_code("3502-001") == unit.matters.get(office.matter)
        assert unit.matters.find_by_code("3502") is None


def test_a_matter_code_is_given_once(store, office):
    with pytest.raises(Refusal, match="3502-001"), store.begin() as unit:
        unit.matters.add(a_matter(office.division))


def test_the_second_change_of_a_matter_is_shown_what_stands(store, office):
    with store.begin() as unit:
        matter = unit.matters.get(office.matter)
        unit.matters.save(replace(matter, fee="80元"))
    with pytest.raises(Conflict) as conflict, store.begin() as unit:
        unit.matters.save(replace(matter, fee="100元"))

    assert conflict.value.theirs["fee"] == "80元"


def test_a_new_office_has_its_starting_settings(store):
    with store.read() as unit:
        assert unit.office.settings() == OfficeSettings()


def test_settings_come_back_as_they_were_saved(store):
    settings = OfficeSettings(bureau="示例市局", cut_off=time(16, 30), next_day_start=True, demo=True)
    with store.begin() as unit:
        unit.office.save_settings(OfficeSettings())
        unit.office.save_settings(settings)
    with store.read() as unit:
        assert unit.office.settings() == settings


def test_settings_of_another_program_age_are_read(store):
    with writing(store.engine) as connection:
        connection.exec_driver_sql(
            """INSERT INTO office_settings (id, settings) VALUES (1, '{"bureau":"旧局","gone":1}')"""
        )
    with store.read() as unit:
        assert unit.office.settings() == OfficeSettings(bureau="旧局")


def test_the_wording_in_force_is_the_last_before_the_day(store):
    wordings = [
        Wording(key="remedy", text="旧", effective_from=date(2024, 1, 1)),
        Wording(key="remedy", text="新", effective_from=date(2026, 7, 1), basis="新法"),
        Wording(key="telephone", text="12345", effective_from=date(2025, 1, 1)),
    ]
    with store.begin() as unit:
        for wording in reversed(wordings):
            unit.office.add_wording(wording)
        unit.office.add_wording(replace(wordings[0], text="旧（更正）"))
    with store.read() as unit:
        assert unit.office.wordings() == (replace(wordings[0], text="旧（更正）"), *wordings[1:])
        assert unit.office.wording_on(date(2024, 6, 1)) == {"remedy": "旧（更正）"}
        assert unit.office.wording_on(date(2026, 6, 30)) == {"remedy": "旧（更正）", "telephone": "12345"}
        assert unit.office.wording_on(date(2026, 7, 1)) == {"remedy": "新", "telephone": "12345"}


def test_arrangements_come_back_as_they_were_kept(store):
    arrangements = builtin_arrangements()
    with store.begin() as unit:
        assert unit.calendars.version() == 0
        for version, arrangement in enumerate(arrangements):
            unit.calendars.save_arrangement(arrangement, version=version)
    with store.read() as unit:
        assert unit.calendars.arrangements() == tuple(sorted(arrangements, key=lambda each: each.year))
        assert unit.calendars.version() == len(arrangements)


def test_an_arrangement_is_replaced_and_removed(store):
    arrangement = builtin_arrangements()[0]
    shorter = replace(arrangement, days=arrangement.days[:1])
    with store.begin() as unit:
        unit.calendars.save_arrangement(arrangement, version=0)
        unit.calendars.save_arrangement(shorter, version=1)
        assert unit.calendars.arrangements() == (shorter,)
        unit.calendars.remove_arrangement(arrangement.year, version=2)
        assert unit.calendars.arrangements() == ()
    with pytest.raises(Refusal), store.begin() as unit:
        unit.calendars.remove_arrangement(arrangement.year, version=3)


def test_a_calendar_changed_by_another_is_not_overwritten(store):
    closure = Closure(first=date(2026, 9, 1), last=date(2026, 9, 2), reason="台风", source="市防指通知")
    with store.begin() as unit:
        unit.calendars.save_closure(closure, version=0)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.calendars.save_closure(replace(closure, reason="停电"), version=0)


def test_closures_come_back_once_and_go(store):
    closure = Closure(first=date(2026, 9, 1), last=date(2026, 9, 2), reason="台风", source="市防指通知")
    with store.begin() as unit:
        unit.calendars.save_closure(closure, version=0)
    with pytest.raises(Refusal, match="台风"), store.begin() as unit:
        unit.calendars.save_closure(closure, version=1)
    with store.begin() as unit:
        assert unit.calendars.closures() == (closure,)
        unit.calendars.remove_closure(closure, version=1)
        assert unit.calendars.closures() == ()
