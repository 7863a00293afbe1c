"""The posts screen without a window."""

from __future__ import annotations


class Place:
    """The screen without a window."""

    def __init__(self):
        self.question = None
        self.problems = ()
        self.kept = 0
        self.asked = None
        self.decided = frozenset()
        self.reason = "本周人手不足"

    def show_posted(self, posted):
        self.posted = posted

    def choose(self, absence, post):
        self.chosen = absence, post

    def ask_fields(self, question, submit):
        self.question, self.submit = question, submit

    def show_problems(self, problems):
        self.problems = problems

    def fill(self, values):
        self.merged = dict(values)

    def ask_merge(self, found, what):
        self.asked = what, [(each.label, each.mine, each.theirs) for each in found]
        return self.decided

    def fields_kept(self):
        self.kept += 1

    def confirm(self, title, _text, _confirm):
        self.confirmed = title
        return True

    def ask_file(self, _title, name):
        return self.folder / name

    def ask_reason(self, _title, _text, _confirm):
        return self.reason


def fill(place, **values):
    place.submit({**place.question.values, **values})
