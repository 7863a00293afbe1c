"""A page and a window that remember what they were told, for screens shown alone."""

from __future__ import annotations

from datetime import date

from ui.context import Context
from ui.jobs import AtOnce


class PageStage:
    def __init__(self):
        self.title = ""
        self.detail = ""
        self.notices = []
        self.filters = ()
        self.actions = ()

    def set_title(self, title, detail=""):
        self.title, self.detail = title, detail

    def put_filters(self, *widgets):
        self.filters = widgets

    def put_actions(self, *widgets):
        self.actions = widgets

    def show_notice(self, notice):
        self.notices.append(notice)

    def clear_notice(self):
        self.notices.clear()

    def take_back(self, notice):
        self.notices = [each for each in self.notices if each is not notice]

    def look_at(self, record):
        self.notices = [each for each in self.notices if each.about in ("", record)]

    def explain(self, trouble, _retry):
        self.troubles = [*getattr(self, "troubles", []), str(trouble)]


class WindowStage:
    def __init__(self):
        self.toasts = []
        self.visits = []
        self.counts = {}
        self.warnings = ()

    def go_to(self, key, arguments):
        self.visits.append((key, dict(arguments)))

    def go_back(self):
        self.visits.append(("back", {}))

    def toast(self, text, undo):
        self.toasts.append((text, undo))

    def set_count(self, key, count):
        self.counts[key] = count

    def set_substitution(self, text):
        pass

    def act_for(self, staff, key, arguments):
        self.hat = (staff, key, dict(arguments))

    def set_saved(self, text):
        pass

    def set_warnings(self, warnings):
        self.warnings = warnings

    def leave_seat(self, text):
        self.said_at_the_door = text

    def today(self):
        return date(2026, 11, 23)


def staged(desk, actor):
    """Return a context whose jobs run at once, with the page and the window it speaks to."""
    page, window = PageStage(), WindowStage()
    return Context(desk=desk, actor=actor, jobs=AtOnce(page.explain), page=page, window=window)
