from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.people.models import Actor, DivisionId, Grant, Role, StaffId
from ui.context import Context
from ui.frame.page import Page
from ui.jobs import AtOnce
from ui.theme import Scheme


@pytest.fixture(autouse=True)
def light(theme):
    theme.wear(Scheme.LIGHT)
    yield
    for window in QApplication.topLevelWidgets():
        window.close()


@pytest.fixture
def actor():
    return Actor(
        id=StaffId(1),
        login="lin",
        name="林晓岚",
        division=DivisionId(1),
        division_name="思明分局",
        grants=(Grant(role=Role.COUNTER_CLERK, division=DivisionId(1)),),
        counter="3号窗口",
    )


class WindowRecord:
    """A window that remembers what it was asked."""

    def __init__(self):
        self.visits = []
        self.toasts = []
        self.counts = {}

    def go_to(self, key, arguments):
        self.visits.append((key, arguments))

    def go_back(self):
        self.visits.append(("back", {}))

    def toast(self, text, undo):
        self.toasts.append(text)

    def set_count(self, key, count):
        self.counts[key] = count

    def set_substitution(self, text):
        self.substitution = text

    def set_saved(self, text):
        self.saved = text

    def set_warnings(self, warnings):
        self.warnings = warnings

    def today(self):
        return date(2026, 11, 22)


@pytest.fixture
def context(qtbot, actor):
    page = Page("页面")
    qtbot.addWidget(page)
    return Context(desk=None, actor=actor, jobs=AtOnce(page.explain), page=page, window=WindowRecord())


@pytest.fixture
def type_chinese():
    """Type as an input method does: the whole text at once."""

    def commit(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(widget, event)

    return commit
