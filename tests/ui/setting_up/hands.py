"""What a clerk's hands do at the window that sets up an office, and what is typed there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.setting_up.asked import Step

OFFICE = {
    "bureau": "示例市自然资源局", "division_name": "办公室", "division_mark": "示资规办", "name": "管立远",
    "login": "guanli", "password": "first-2026", "again": "first-2026",
}  # fmt: skip
OWNER = "owner-2026"


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def fill(window, values):
    """Type into the page's lines by Enter from one to the next."""
    form = window.forms[window.presenter.step]
    for key, text in values.items():
        form.line(key).setFocus()
        form.line(key).selectAll()
        if text.isascii():
            QTest.keyClicks(form.line(key), text)
        else:
            form.line(key).insert(text)  # as an input method does


def on(window):
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def to_server(window, server, name, monkeypatch):
    """Have an address of a server on this machine's socket, which no clerk would type."""
    url = f"postgresql://bureau:{OWNER}@/{name}?host={server.folder}"
    monkeypatch.setattr("app.founding.setting_up.OwnedServer.url", property(lambda _server: url))
    fill(window, {"host": "localhost", "database": name})
    on(window)
    assert window.presenter.step is Step.OWNER
    fill(window, {"owner": "bureau", "owner_password": OWNER})
    on(window)
    assert window.presenter.step is Step.CHECKS
    on(window)
    return url.replace(f"bureau:{OWNER}@", "postgres@")
