from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput, NotAllowed
from app.office.models import Wording
from db.store import open_store


def test_settings_are_saved_by_the_administrator_alone(office):
    wanted = replace(office.desk.office.settings(), bureau="示范市自然资源和规划局", idle_minutes=5)
    with pytest.raises(NotAllowed):
        office.desk.office.save(office.clerk, wanted)
    office.desk.office.save(office.administrator, wanted)
    assert office.desk.office.settings() == wanted


def test_every_bad_setting_is_listed_at_once(office):
    wanted = replace(office.desk.office.settings(), bureau=" ", idle_minutes=0, failures_allowed=99)
    with pytest.raises(BadInput) as refused:
        office.desk.office.save(office.administrator, wanted)
    assert {problem.field for problem in refused.value.problems} == {
        "bureau",
        "idle_minutes",
        "failures_allowed",
    }


def test_a_wording_holds_from_its_day_on(office):
    key = office.desk.office.wordings()[0].key
    office.desk.office.add_wording(
        office.administrator, Wording(key=key, text="新说法", effective_from=date(2026, 12, 1))
    )
    with office.store.read() as unit:
        assert unit.office.wording_on(date(2026, 11, 30))[key] != "新说法"
        assert unit.office.wording_on(date(2026, 12, 1))[key] == "新说法"
    with pytest.raises(BadInput, match="没有叫"):
        office.desk.office.add_wording(
            office.administrator, Wording(key="nosuch", text="x", effective_from=date(2026, 12, 1))
        )


def test_a_backup_is_a_whole_office(office, tmp_path):
    made = office.desk.backups.make(tmp_path / "copy.sqlite")
    copy = open_store(f"sqlite:///{made}")
    with copy.read() as unit:
        assert len(unit.people.staff()) == 12
    copy.close()


def test_the_daily_backup_is_made_once_a_day_and_old_ones_go(office, tmp_path):
    office.desk.office.save(office.administrator, replace(office.desk.office.settings(), backups_kept=3))
    for day in range(2, 8):
        office.wall.put(date(2026, 11, day))
        assert office.desk.backups.make_daily() is not None
        assert office.desk.backups.make_daily() is None
    assert len(list((tmp_path / "backups").iterdir())) == 3
