"""Draw every part into PNG files to be looked at: ``python tests/ui/gallery.py DIR [light|dark] [WxH]``."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.people.models import Actor, DivisionId, Grant, Role, StaffId
from ui import start
from ui.context import Screen, ScreenEntry
from ui.jobs import AtOnce
from ui.main_window import MainWindow, Office
from ui.parts.banner import Notice
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.empty import Empty
from ui.parts.labels import card, label
from ui.parts.segments import Segments
from ui.theme import Scheme, Theme

ACTOR = Actor(
    id=StaffId(1),
    login="lin",
    name="林晓岚",
    division=DivisionId(1),
    division_name="思明分局",
    grants=(Grant(role=Role.COUNTER_CLERK, division=DivisionId(1)),),
    counter="3号窗口",
)


class PartsScreen(Screen):
    def __init__(self, context):
        super().__init__()
        self.context = context
        context.page.put_filters(Segments(("我的", "本处室", "今日到期", "已逾期")))
        context.page.put_actions(
            Button("导出", icon="save"), Button("新建办件", "primary", key="Ctrl+N", icon="plus")
        )
        segments = Segments(("自然人", "单位"))
        segments.set_value("自然人")
        row = QHBoxLayout()
        for made in (
            Button("保存草稿", key="Ctrl+S"),
            Button("签发", "primary", key="Ctrl+Return"),
            Button("作废", "danger"),
            Button("查看轨迹", "quiet", key="Alt+T"),
            segments,
            Chip("暂定", "provisional"),
            Chip("逾期2个工作日", "late"),
            Chip("余1个工作日", "soon"),
            Chip("余5个工作日", "on_time"),
        ):
            row.addWidget(made)
        row.addStretch()
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.addWidget(label("部件", "section"))
        inner.addLayout(row)
        inner.addWidget(Empty("今天没有到期的办件", "收件后，办件会按截止日排在这里。"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame, 1)


def entry(key, title, icon, module=None):
    return ScreenEntry(key=key, title=title, icon=icon, make=PartsScreen if module is None else module)


ENTRIES = (
    entry("work_list", "待办", "work_list"),
    entry("counter", "窗口办件", "counter"),
    entry("register", "文书登记", "register"),
    entry("calendar", "工作日历", "calendar"),
    entry("catalogue", "事项目录", "catalogue"),
    entry("staff", "人员", "staff"),
    entry("settings", "设置", "settings"),
)


def main(folder, scheme="light", size="1366x768"):
    application = start.make_application()
    theme = Theme(application, Scheme(scheme))
    office = Office(
        desk=None,
        actor=ACTOR,
        database="本机数据库",
        entries=ENTRIES,
        theme=theme,
        today=lambda: date(2026, 11, 22),
        day_word=lambda day: ("休", "on_time"),
    )
    window = MainWindow(office, AtOnce())
    wide, high = map(int, size.split("x"))
    window.resize(wide, high)
    window.show()
    window.open_first()
    window.set_count("work_list", 12)
    window.set_count("counter", 3)
    window.set_warnings(("2027年放假安排未载入",))
    window.set_saved("草稿已保存 10:42")
    window.set_substitution("代 A岗 陈立 至11月28日")
    save(window, folder, f"parts_{scheme}_{size}")
    window.current().page.show_notice(
        Notice(text="受理日期不能晚于今天（2026年11月22日）。请改正“受理日期”后再签发。")
    )
    window.toast("已签发 厦资规告〔2026〕13号", print)
    save(window, folder, f"told_{scheme}_{size}")
    window.open_palette()
    save(window, folder, f"palette_{scheme}_{size}")
    window._palette.close_quietly()
    window.toggle_help()
    save(window, folder, f"help_{scheme}_{size}")


def save(widget, folder, name):
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    widget.grab().save(str(path / f"{name}.png"))


if __name__ == "__main__":
    main(*sys.argv[1:])
