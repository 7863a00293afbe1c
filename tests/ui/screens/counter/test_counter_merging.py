from __future__ import annotations

from dataclasses import replace

from app.cases.models import Party
from ui.dialogs.difference import differences
from ui.screens.counter.merging import WORDS, Version, merge_of, merged

PERSON = Party(name="林海", telephone="13800001234", address="示例路1号")
BASE = Version(applicant=PERSON, materials=())


def test_merging_keeps_exactly_what_was_chosen():
    mine = replace(BASE, applicant=replace(PERSON, name="甲", address="乙路"))
    theirs = replace(BASE, applicant=replace(PERSON, name="丙", address="丁路"))
    found = merge_of(BASE, mine, theirs)
    assert [each.key for each in differences(found, WORDS)] == ["name", "address"]
    kept = merged(theirs, found, frozenset({"address"}))
    assert (kept.applicant.name, kept.applicant.address) == ("丙", "乙路")
