from __future__ import annotations

from importlib import import_module

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.people.models import Role
from tests.ui.screens.stage import staged

SCREENS = (
    ("register", "RegisterScreen", Role.DIVISION_HEAD),
    ("denials", "DenialsScreen", Role.HANDLER),
    ("calendar", "CalendarScreen", Role.ADMINISTRATOR),
    ("statistics", "StatisticsScreen", Role.DIVISION_HEAD),
    ("posts", "PostsScreen", Role.DIVISION_HEAD),
    ("catalogue", "CatalogueScreen", Role.ADMINISTRATOR),
    ("staff", "StaffScreen", Role.ADMINISTRATOR),
    ("settings", "SettingsScreen", Role.ADMINISTRATOR),
)


class Shown(QObject):
    """Remembers every part that was shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.windows = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt calls it so
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


@pytest.mark.parametrize(("room", "name", "role"), SCREENS)
def test_a_screen_opens_without_taking_the_focus_from_its_window(qtbot, desk, actor, room, name, role):
    shown = Shown()
    QApplication.instance().installEventFilter(shown)
    context = staged(desk, actor(role))
    screen = getattr(import_module(f"ui.screens.{room}.view"), name)(context)
    qtbot.addWidget(screen)
    screen.resize(1142, 606)
    screen.show()
    screen.arrive({})
    screen.refresh()
    QApplication.instance().removeEventFilter(shown)

    parts = {*context.page.filters, *context.page.actions}
    assert [window for window in shown.windows if window is not screen and window not in parts] == []


@pytest.mark.parametrize(("room", "name", "role"), SCREENS)
def test_a_screen_is_no_wider_than_a_small_laptop_leaves_room_for(qtbot, desk, actor, room, name, role):
    screen = getattr(import_module(f"ui.screens.{room}.view"), name)(staged(desk, actor(role)))
    qtbot.addWidget(screen)
    screen.resize(1366 - 176 - 48, 768 - 52 - 30 - 80)
    screen.show()
    screen.arrive({})

    least = screen.minimumSizeHint()
    assert least.width() <= 1366 - 176 - 48
    assert least.height() <= 768 - 52 - 30 - 80
