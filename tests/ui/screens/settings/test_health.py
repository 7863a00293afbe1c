from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import now
from app.errors import Unavailable
from app.office.backups import Backups
from app.office.health import Health, LastCopy, Pace, Replication, Slot, SlowQuery, Standby
from app.office.judging import Care, judged, sized
from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.screens.settings.health_page import HealthPage

NOW = now()
COPY = LastCopy(at=NOW, file="office.dump", size=5_000_000, by="管立远", sound=True)
SERVER = Health(
    kind="PostgreSQL", version="15.1", encoding="UTF8", form="0016", program_form="0016", size=10_000_000,
    entries=3, last_entry=NOW, on_server=True, roles=True, encrypted=True, connections=20, most_connections=100,
    replicas=1, sees_all=True, slows_guessing=True, logs_connections=True,
    last_backup=COPY, last_drill=COPY, pace=Pace(source="statements"),
    replication=Replication(standbys=(Standby(name="s1", state="streaming", lag_bytes=0),)),
)  # fmt: skip


def care(health, title):
    return next(each.care for each in judged(health, NOW) if each.title == title)


def test_a_sound_server_asks_for_nothing():
    assert {each.care for each in judged(SERVER, NOW)} == {Care.GOOD}


@pytest.mark.parametrize(
    ("changed", "title", "wanted"),
    [
        ({"last_backup": None}, "最近备份", Care.ACT),
        ({"last_backup": replace(COPY, at=NOW - timedelta(days=3))}, "最近备份", Care.LOOK),
        ({"last_backup": replace(COPY, why="没有建库权限")}, "最近备份", Care.LOOK),
        ({"last_drill": replace(COPY, sound=False)}, "恢复演练", Care.ACT),
        ({"last_drill": None}, "恢复演练", Care.LOOK),
        ({"form": "0001"}, "数据库版本", Care.ACT),
        ({"encrypted": False}, "加密连接", Care.LOOK),
        ({"encrypted": False, "offers_tls": True}, "加密连接", Care.LOOK),
        ({"encrypted": False, "beside": True}, "加密连接", Care.LOOK),
        ({"encrypted": False, "beside": True, "offers_tls": True}, "加密连接", Care.GOOD),
        ({"connections": 90}, "连接", Care.ACT),
        ({"disk_free": 5_000}, "磁盘", Care.ACT),
        ({"replicas": 0, "replication": Replication()}, "备用服务器", Care.LOOK),
        ({"replication": Replication()}, "备用服务器", Care.UNKNOWN),
        ({"replication": Replication(standby=True, behind_seconds=3.0)}, "备用服务器", Care.LOOK),
        ({"replication": Replication(standbys=(Standby(name="s", state="catchup"),))}, "备用服务器", Care.LOOK),
        (
            {"replication": Replication(slots=(Slot(name="s", active=False, kept_bytes=6 << 30),))},
            "复制槽",
            Care.ACT,
        ),
        ({"pace": Pace(), "sees_all": False}, "慢查询", Care.UNKNOWN),
        (
            {"pace": Pace(source="activity", slow=(SlowQuery(text="SELECT 1", milliseconds=1),))},
            "慢查询",
            Care.LOOK,
        ),
    ],
)
def test_what_needs_care_is_told_with_what_to_do(changed, title, wanted):
    health = replace(SERVER, **changed)
    assert care(health, title) is wanted
    assert all(each.advice for each in judged(health, NOW) if each.care is not Care.GOOD)
    assert health.told()["fits"] == (health.form == "0016")


def test_sizes_are_told_as_people_read_them():
    assert (sized(5_242_880), sized(3 << 30)) == ("5.0 MB", "3.0 GB")


@pytest.fixture
def page(qtbot, desk, actor):
    made = HealthPage(staged(desk, actor(Role.ADMINISTRATOR)))
    qtbot.addWidget(made)
    made.resize(960, 560)
    made.show()
    return made


def test_the_page_tells_of_this_office_what_needs_care_first(page, desk, qtmodeltester):
    page.load()
    assert "要处理" in page.said
    assert page.lines.row(0).title == "最近备份"
    desk.backups.make_daily()
    page.load()
    assert "要留意" in page.said  # no drill yet
    desk.drills.run(desk.backups.newest(), None, manner())
    page.load()
    assert "没有要处理的" in page.said
    qtmodeltester.check(page.lines)


def manner():
    from app.office.copying import Manner

    return Manner()


def test_what_each_line_is_about_is_read_whole(page):
    page.show_health(replace(SERVER, slows_guessing=False, logs_connections=False))
    table = page._table.table
    room = table.columnWidth(0) - 24
    for each in judged(SERVER, NOW):
        assert table.fontMetrics().horizontalAdvance(each.title) * 1.1 <= room, each.title


def test_slow_statements_are_listed_only_where_there_are_any(page, qtbot):
    page.show_health(SERVER)
    assert not page._slow_frame.isVisible()
    page.show_health(
        replace(SERVER, pace=Pace(source="statements", slow=(SlowQuery(text="S", milliseconds=900),)))
    )
    assert page._slow_frame.isVisible()
    assert page.slow.index(0, 0).data() == "900"
    assert page._slow_frame.height() < 120 < page._table.height()
    with qtbot.waitActive(page):
        page.activateWindow()
    page._slow_table.table.setFocus()
    assert "慢查询：S" in page._detail.text()
    page._table.table.setFocus()
    assert page._detail.text().startswith(page._table.table.current_row().title)


def test_a_database_that_cannot_be_read_is_told_in_its_place(page, monkeypatch):
    def gone(_self, _actor):
        raise Unavailable("连不上数据库服务器。")

    monkeypatch.setattr(Backups, "health", gone)
    page.load()
    assert "看不到" in page.said
    assert page._stack.currentWidget() is page._empty
