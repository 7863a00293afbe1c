from __future__ import annotations

import pytest

from app.cases.commands import DoAct, OpenCase
from app.cases.models import Party
from ui.screens.denials.triage import PathPresenter

WITHDRAWN = {"reason": "申请人书面撤回申请", "asked_on": "2026-11-02"}


class Place:
    """A path without a window."""

    def __init__(self):
        self.weighed = "nothing"
        self.cases = ()
        self.form = self.denial = None
        self.ended = False

    def show_path(self, weighed):
        self.weighed = weighed

    def offer_cases(self, found):
        self.cases = found

    def begin_form(self, case):
        self.form = case

    def show_denial(self, denial):
        self.denial = denial

    def end_path(self):
        self.ended = True


@pytest.fixture
def sit(room):
    def at(who):
        place, context = Place(), room.stage(who)
        return place, context, PathPresenter(place, context)

    return at


def test_the_fourth_way_alone_leads_to_the_form(room, sit):
    case = room.case()
    place, context, path = sit(room.handler)
    path.open(case.id)
    path.choose("deny")
    assert place.form == case.id
    for key in ("handle", "correct", "guide", "tell"):
        path.choose(key)
    notice = {"type_key": "non_acceptance_notice", "case": case.id}
    assert context.window.visits == [
        ("counter", {"case": case.id}),
        ("document_form", {"type_key": "correction_notice", "case": case.id}),
        ("document_form", {**notice, "fields": {"situation": "不属于本机关职权范围"}}),
        ("document_form", {**notice, "fields": {"situation": "依法不需要取得行政许可"}}),
    ]


def test_a_window_clerk_is_told_that_the_notice_is_the_handlers(room, sit):
    place, context, path = sit(room.clerk)
    path.open(room.case().id)
    assert "经办人" in place.weighed.closed["guide"]
    path.choose("guide")
    assert context.window.visits == []
    assert "经办人" in context.page.notices[-1].text


def test_an_enquiry_is_answered_by_the_one_time_notice_and_never_denied(room, sit):
    matter = room.office.matter("jsydghxkz")
    party = Party(name="周晓彤", telephone="13800001357")
    enquiry = room.desk.counter.open(room.clerk, OpenCase(matter=matter.id, applicant=party, application=False))
    place, context, path = sit(room.handler)
    path.open(enquiry.id)
    path.choose("deny")
    assert place.form is None
    assert place.weighed.closed["deny"]
    path.choose("guide")
    assert context.window.visits == [("document_form", {"type_key": "one_time_notice", "case": enquiry.id})]


def test_a_case_that_has_its_denial_is_shown_that(room, sit):
    denial = room.submitted()
    place, _context, path = sit(room.handler)
    path.open(denial.case)
    assert place.denial == denial.id


def test_whose_case_went_its_way_does_not_find_the_path_still_open(room, sit):
    case = room.case()
    place, context, path = sit(room.handler)
    path.open(case.id)
    path.choose("guide")
    typed = context.window.visits[-1][1]["fields"]
    denial, _notice = room.told(case, **typed, right_organ="示例市水利局")
    path.again()
    assert (place.denial, place.ended) == (denial.id, False)
    withdrawn = room.case("林晓")
    path.open(withdrawn.id)
    way = DoAct(case=withdrawn.id, version=withdrawn.version, act="withdraw", fields=WITHDRAWN)
    room.desk.acts.do(room.handler, way)
    path.again()
    assert place.ended
    assert path.weighed is None


def test_only_cases_that_may_go_one_of_the_ways_are_offered(room, sit):
    gone = room.submitted(room.case("林小满"))
    free = room.case("林晓")
    place, _context, path = sit(room.handler)
    path.find("lx")
    assert [case.id for case in place.cases] == [free.id]
    assert gone.case != free.id


def test_the_party_is_masked_on_the_path(room, sit):
    place, _context, path = sit(room.handler)
    path.open(room.case("欧阳静").id)
    assert "静" not in place.weighed.party
