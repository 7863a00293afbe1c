from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.errors import BadInput, Conflict, NotAllowed, Refusal, Unavailable
from app.ledger.models import subject
from app.office.models import Wording
from db.store import open_store
from tests.office import Office


def test_settings_are_saved_by_the_administrator_alone(office):
    wanted = {"bureau": "示范市自然资源和规划局", "idle_minutes": 5}
    before = office.desk.office.settings()
    with pytest.raises(NotAllowed):
        office.decide(office.clerk, **wanted)
    office.decide(**wanted)
    assert office.desk.office.settings() == replace(before, **wanted)


def test_what_two_changed_of_the_settings_is_merged_and_never_overwritten_unseen(office):
    seen = office.desk.office.settings()
    office.desk.office.save(office.administrator, replace(seen, idle_minutes=5), seen)
    office.desk.office.save(office.administrator, replace(seen, lock_minutes=7), seen)
    stands = replace(seen, idle_minutes=5, lock_minutes=7)
    assert office.desk.office.settings() == stands
    with pytest.raises(Conflict, match="没有保存"):
        office.desk.office.save(office.administrator, replace(seen, idle_minutes=9, backups_kept=3), seen)
    assert office.desk.office.settings() == stands
    office.desk.office.save(office.administrator, replace(seen, idle_minutes=5, backups_kept=3), seen)
    assert office.desk.office.settings() == replace(stands, backups_kept=3)


def test_every_bad_setting_is_listed_at_once(office):
    with pytest.raises(BadInput) as refused:
        office.decide(bureau=" ", idle_minutes=0, failures_allowed=99)
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


@pytest.mark.file
def test_a_backup_is_a_whole_office(office, tmp_path):
    made = office.desk.backups.make(tmp_path / "copy.sqlite")
    copy = open_store(f"sqlite:///{made}")
    with copy.read() as unit:
        assert len(unit.people.staff()) == 12
    copy.close()


def test_the_daily_backup_is_made_once_a_day_and_old_ones_go(office, tmp_path):
    office.decide(backups_kept=3)
    for day in range(2, 8):
        office.wall.put(date(2026, 11, day))
        assert office.desk.backups.make_daily() is not None
        assert office.desk.backups.make_daily() is None
    assert len(list((tmp_path / "backups").iterdir())) == 3


@pytest.mark.file
def test_a_restored_office_is_the_one_of_the_copy_and_says_so_in_its_ledger(office, tmp_path):
    made = office.desk.backups.make(tmp_path / "copy.db")
    office.decide(bureau="后来改的名称")

    office.desk.backups.restore(office.administrator, made, "误改了本局设置")

    assert office.desk.office.settings().bureau != "后来改的名称"
    last = office.desk.ledger.of(subject("office", "backup"))[-1]
    assert (last.act, last.actor_name) == ("restore", "管立远")
    assert "误改了本局设置" in last.summary
    assert office.desk.ledger.verify().faults == ()
    safety = next(tmp_path.glob("office-before-restore-*"))
    replaced = open_store(f"sqlite:///{safety}")
    with replaced.read() as unit:
        assert unit.office.settings().bureau == "后来改的名称"
    replaced.close()


@pytest.mark.file
def test_nobody_restores_while_another_window_is_open_and_all_goes_on(office, tmp_path):
    made = office.desk.backups.make(tmp_path / "copy.db")
    other = Office(office.url, tmp_path)
    with pytest.raises(Unavailable, match="别的窗口"):
        office.desk.backups.restore(office.administrator, made, "试一试")
    other.close()
    assert office.desk.office.settings().bureau


def test_only_the_administrator_restores_and_only_what_is_a_copy(office, tmp_path):
    made = office.desk.backups.make(tmp_path / "copy.db")
    with pytest.raises(NotAllowed):
        office.desk.backups.restore(office.clerk, made, "试一试")
    strange = tmp_path / "strange.db"
    strange.write_text("这不是数据库")
    for source in (strange, tmp_path / "none.db"):
        with pytest.raises((Refusal, Unavailable)):
            office.desk.backups.restore(office.administrator, source, "试一试")
    assert office.desk.office.settings().bureau


def test_the_settings_of_work_orders_are_checked_at_once(office):
    wrong = {"limit_help": 0, "sample_report": 101, "claim_minutes": 0, "sample_seed": " "}
    with pytest.raises(BadInput) as told:
        office.decide(**wrong)

    assert {problem.field for problem in told.value.problems} == set(wrong)
