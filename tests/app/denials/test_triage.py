from __future__ import annotations

from app.cases.models import Situation
from app.denials.triage import BRANCHES


def test_the_five_ways_stand_in_the_order_of_the_rule():
    assert [branch.key for branch in BRANCHES] == ["handle", "correct", "guide", "deny", "tell"]
    assert [branch.clause[-3:] for branch in BRANCHES] == ["（一）", "（二）", "（三）", "（四）", "（五）"]


def test_every_situation_is_reached_by_a_way_and_none_by_the_first():
    assert {each for branch in BRANCHES for each in branch.situations} == set(Situation)
    assert BRANCHES[0].situations == ()


def test_every_way_asks_and_says_what_is_done_then():
    assert all(branch.question.endswith("？") and branch.then.endswith("。") for branch in BRANCHES)
