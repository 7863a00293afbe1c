"""A form of a denial at work without a window."""

from __future__ import annotations

from ui.screens.denials.attaching import Attaching
from ui.screens.denials.drafting import DraftPresenter


class Place:
    """A form without a window."""

    def __init__(self):
        self.filling = None
        self.kept = None
        self.left = []
        self.warned = self.problems = ()
        self.files = ()
        self.values = {}
        self.merge = None
        self.found = ()
        self.pages = []

    def show_form(self, filling):
        self.filling, self.files = filling, filling.files
        self.values = filling.values()
        return self.values

    def entered(self):
        return self.values

    def put_values(self, values):
        self.values = {key: value for key, value in {**self.values, **values}.items() if value}

    def set_page(self, make, *, later):
        self.pages.append(make)

    def show_files(self, files):
        self.files = files

    def show_kept(self, denial):
        self.kept = denial

    def warn_of(self, problems):
        self.warned = problems

    def show_problems(self, problems):
        self.problems = problems

    def show_busy(self, busy):
        pass

    def ask_merge(self, found):
        self.found = found
        return self.merge

    def form_left(self, denial):
        self.left.append(denial)


class Seat:
    def __init__(self, room, who):
        self.place = Place()
        self.context = room.stage(who)
        self.presenter = DraftPresenter(self.place, self.context)
        self.attaching = Attaching(self.context, self.presenter)

    def fill(self, **values):
        self.place.values = {**self.place.values, **values}
        return self.place.values
