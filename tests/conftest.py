from __future__ import annotations

import gc
import os

import pytest

from app.clock import now
from app.founding.demo import found_demo
from db.founding.making import create_filled
from tests.compiled import keep_compiled
from tests.postgres import running_server

# Before any Qt module is imported: a test never opens a window on somebody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SELDOM = 10_000  # things made after which the youngest are looked through for rubbish


def pytest_collection_finish():
    """Look no more through what was loaded once, and seldom through the rest: each look stops all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, 10, 10)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Sweep no rubbish while a window may paint, as the program does not: a painted window would go with it."""
    if "qapp" not in item.fixturenames:
        return (yield)
    let_go_of_keys()
    gc.disable()
    try:
        return (yield)
    finally:
        let_go_of_windows()
        gc.enable()


def let_go_of_windows():
    """Delete the windows a test leaves behind: whatever stays is dressed anew with every window to come."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def let_go_of_keys():
    """Press a key without Shift or Ctrl: Qt holds them on after the last key a test clicked with them."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    if QApplication.instance() is not None:
        QTest.keyClick(QWidget(), Qt.Key.Key_F35)


def pytest_addoption(parser):
    parser.addoption(
        "--roles",
        action="store_true",
        help="the office's tests on a PostgreSQL server, each person with a role of his own",
    )


def pytest_configure(config):
    keep_compiled()
    config.addinivalue_line(
        "markers",
        "file: looks into the office's file, or at what only a file keeps, so is not run with --roles",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("roles"):
        for item in items:
            if item.get_closest_marker("file"):
                item.add_marker(pytest.mark.skip(reason="looks into the office's file"))


@pytest.fixture(scope="session")
def server():
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """The demo office as it stands now, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "office.sqlite"
    create_filled(f"sqlite:///{path}", lambda store: found_demo(store, now))
    return path


@pytest.fixture(scope="session")
def theme(qapp):
    """What dresses every window of the tests, as one program has one."""
    from ui.chinese import speak_chinese
    from ui.theme import Scheme, Theme

    speak_chinese(qapp)
    return Theme(qapp, Scheme.LIGHT)
