"""A counter without a window, and somebody who comes to it."""

from __future__ import annotations

from app.cases.models import Party
from ui.screens.counter.entry import NewEntry

PERSON = Party(name="林海", telephone="13800001234", address="示例路1号")


class Place:
    """A counter without a window."""

    def __init__(self):
        self.case = None
        self.new = 0
        self.problems = ()
        self.found = ()
        self.rows = ()
        self.values = {}
        self.merge = None
        self.matter = None
        self.asked = None
        self.answers = {}
        self.meant = True
        self.acts_done = 0
        self.act_problems = []

    def ask_act(self, form, submit):
        self.asked = form
        submit({**form.values, **self.answers})

    def show_act_problems(self, problems):
        self.act_problems.append(problems)

    def show_act_busy(self, busy):
        pass

    def act_done(self):
        self.acts_done += 1

    def confirm_act(self, title, text, confirm):
        self.asked = title
        return self.meant

    def show_new(self):
        self.new += 1
        self.case = None

    def show_matter(self, matter, materials):
        self.matter, self.rows = matter, materials

    def show_case(self, case):
        self.case, self.rows = case, case.view.case.materials

    def restore(self, entry):
        self.restored = entry

    def entry(self):
        return NewEntry(matter=self.matter, application=False, values=self.values, materials=self.rows)

    def offer_matters(self, found):
        self.found = found

    def offer_cases(self, found):
        self.found = found

    def show_problems(self, problems):
        self.problems = tuple(problems)

    def entered(self):
        return self.values

    def materials(self):
        return self.rows

    def ask_override(self, text):
        return None

    def ask_merge(self, found):
        self.merge = found
        return frozenset(each.key for each in found)
