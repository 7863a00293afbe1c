from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from app.cases.life import WAYS
from app.cases.models import ENDED, REFUSALS, CaseState, Situation
from app.cases.running import suspensions
from app.cases.steps import TELLING, WORKING
from app.denials.models import DenialState, Opinion, Station
from app.register.models import DocumentState
from tests.app.cases.deeds import AFTERWARDS, BESIDE, CHAIN, LIMIT, PROMISES, TOLD_FIRST
from tests.app.cases.living import Life, assigned
from tests.app.cases.walking import Node, walk
from tests.app.counter.at_work import opened, secondary
from tests.app.denials.at_the_chain import filed, noticed

pytestmark = pytest.mark.file

S = CaseState
SIDES = ("deferred_material", "extension", "estimate")
CHECKED = (DenialState.FILED, DenialState.TOLD, DenialState.ARCHIVED)


# --- what must hold after every step, whoever took it


def holds(before, after, name, person):
    """Check everything that is promised of every step."""
    papers = len(after.papers) - len(before.papers) + len(_void(after)) - len(_void(before))
    of_chain = papers if name.startswith(("check", "overturn")) else 0
    entries = after.entries - before.entries
    assert entries == 1 + of_chain, f"{name}: an act is one entry, and what the chain does to a paper another"
    case = after.case
    _one_holder(after, case)
    _no_refusal_without_the_chain(after, case)
    _no_window_refuses(before, case, name, person)
    _clocks_run_on(before, after, name)


def _void(scene):
    return [each for each in scene.papers if each.state is DocumentState.VOID]


def _one_holder(after, case):
    with after.office.store.read() as unit:
        open_now = [each for each in unit.custody.open_all() if each.holding.subject == f"case:{case.id}"]
    assert len(open_now) == (0 if case.state in ENDED else 1), case.state
    if case.state in ENDED:
        assert [after.side(kind) for kind in SIDES] == [None] * 3, "nothing runs on for what is over"


def _no_refusal_without_the_chain(after, case):
    if case.state not in REFUSALS:
        return
    denial, notice = after.denial, after.standing("non_acceptance_notice")
    assert notice is not None
    assert denial.notice == notice.id
    if denial.after:
        told_first = {S.GUIDED: Situation.NOT_OURS, S.NOT_NEEDED: Situation.NOT_NEEDED}
        assert denial.situation is told_first.get(case.state, Situation.ON_THE_SPOT)
        assert denial.report_by is not None
        return
    _checked_by_three(after, denial)


def _checked_by_three(after, denial):
    assert denial.state in CHECKED
    last = [each for each in denial.checks if each.station is Station.DRAFT][-1]
    rounds = denial.checks[denial.checks.index(last) :]
    assert [each.station for each in rounds] == [Station.DRAFT, Station.HEAD, Station.LEADER]
    assert all(each.opinion is Opinion.AGREE for each in rounds)
    assert len({each.staff for each in denial.checks}) == 3
    form = next(each for each in after.papers if each.id == denial.form)
    assert form.state is not DocumentState.VOID


def _no_window_refuses(before, case, name, person):
    if person == "clerk" and before.case.state is not case.state:
        assert case.state not in (*REFUSALS, S.DENYING), f"{name} by the window"


def _clocks_run_on(before, after, name):
    """Let no date move earlier but where a paper that moved it is void, and no pause lie in another."""
    old, new = before.held, after.side("case")
    pauses = suspensions(after.case.pauses)
    assert all(one.until <= two.since for one, two in pairwise(pauses))
    assert sum(pause.until is None for pause in after.case.pauses) == (after.case.state is S.SUSPENDED)
    if old is None or new is None or name.startswith("void") or new.holding.step not in (TELLING, WORKING):
        return
    if old.holding.step == new.holding.step:
        assert new.holding.due >= old.holding.due, name
        moved = name.partition("#")[0] in ("extension_notice", "resume", "correction_notice")
        assert moved or new.holding.due == old.holding.due, f"{name} moves no date"


# --- the walks


def walked(office, tmp_path, case, without):
    """Walk from the case as it stands; return what was seen."""
    day, path = office.wall.at.date(), tmp_path / "office.sqlite"
    office.close()
    folder = tmp_path / "walk"
    folder.mkdir()
    found = walk(Node(path, day, case), folder, holds, without)
    every_situation_leads_to_an_end(found)
    return found


def every_situation_leads_to_an_end(found):
    ends = {key for key in found.seen if key[0] in ENDED}
    leads = set(ends)
    while more := {key for key, to in found.edges.items() if key not in leads and to & leads}:
        leads |= more
    stuck = set(found.seen) - leads
    assert not stuck, [(key, found.seen[key].trail) for key in stuck]


SEEN = {
    "a life without refusal": {S.RECEIVED, S.ACCEPTED, S.SUSPENDED, S.COMPLETED, S.SERVED, S.CLOSED, S.GUIDED},
    "materials deferred": {S.RECEIVED, S.CORRECTING, S.ACCEPTED, S.COMPLETED, S.SERVED, S.NOT_NEEDED},
    "an enquiry": {S.ENQUIRY, S.CLOSED, S.RECEIVED, S.COMPLETED, S.SERVED, S.REFUSED, S.GUIDED},
    "a denial": {S.RECEIVED, S.DENYING, S.TO_ACCEPT, S.ACCEPTED, S.COMPLETED, S.SERVED, S.REFUSED, S.GUIDED},
    "a lapsed correction": {S.CORRECTING, S.DENYING, S.TO_ACCEPT, S.ACCEPTED, S.RETURNED},
    "a refusal complained of": {S.REFUSED, S.DENYING, S.TO_ACCEPT, S.ACCEPTED},
    "a letter": {S.ACCEPTED, S.CLOSED},
}
TAKEN = {
    "a life without refusal": {
        "acceptance_receipt", "non_acceptance_notice", "special_step_notice", "resume", "ask_extension",
        "decide_extension", "extension_notice", "overdue_record", "complete", "serve_result", "withdraw",
        "proof_of_service", "void special_step_notice", "void extension_notice", "void overdue_record",
        "void acceptance_receipt", "void non_acceptance_notice",
    },
    "materials deferred": {
        "correction_notice", "deferral_undertaking", "notice_and_undertaking", "deferred_materials",
        "void correction_notice", "void deferral_undertaking", "void acceptance_receipt",
    },
    "an enquiry": {"one_time_notice", "receive", "close", "complete_at_once"},
    "a denial": {"deny", "submit", "check 同意", "check 退回修改", "check 不同意", "give up"},
    "a lapsed correction": {"lapse"},
    "a refusal complained of": {"complain", "uphold", "overturn", "archive", "void non_acceptance_notice"},
    "a letter": {"complete", "withdraw", "overdue_record"},
}  # fmt: skip


def as_expected(name, found):
    assert found.states >= SEEN[name], SEEN[name] - found.states
    assert found.ways >= TAKEN[name], TAKEN[name] - found.ways


def test_the_walks_see_every_state_and_take_every_way():
    assert set().union(*SEEN.values()) == set(CaseState)
    assert set().union(*TAKEN.values()) >= {way.key for way in WAYS}


def test_a_life_without_refusal_leads_only_where_the_table_says(office, tmp_path):
    life = Life(office)
    life.tick()
    as_expected("a life without refusal", walked(office, tmp_path, life.id, (*CHAIN, "one_time")))


def test_materials_may_be_corrected_or_deferred_and_must_come(office, tmp_path):
    life = Life(office)
    life.tick(**{secondary(office): "缺少"})
    without = (*CHAIN, *LIMIT, "proof", "one_time", "withdraw", "wait")
    as_expected("materials deferred", walked(office, tmp_path, life.id, without))


def test_an_enquiry_may_become_anything_but_a_refusal_of_its_own(office, tmp_path):
    case = opened(office, words="zlcx", who=office.registrar, application=False)
    found = walked(office, tmp_path, case.id, (*CHAIN, *LIMIT, *PROMISES, "wait", "void", "correction"))
    as_expected("an enquiry", found)
    assert all(to[0] not in REFUSALS for key, tos in found.edges.items() if key[0] is S.ENQUIRY for to in tos)


def test_nobody_is_refused_but_through_the_chain(office, tmp_path):
    life = Life(office)
    life.tick()
    without = (
        *LIMIT[:2],
        *PROMISES,
        *AFTERWARDS,
        "one_time",
        "proof",
        "lapse",
        "bring",
        "void acceptance",
        "withdraw",
        *TOLD_FIRST,
    )
    found = walked(office, tmp_path, life.id, without)
    as_expected("a denial", found)
    ways = {(key[0], to[0]) for key, tos in found.edges.items() for to in tos}
    assert {one for one, to in ways if to is S.REFUSED and one is not S.REFUSED} == {S.DENYING}


def test_a_lapsed_correction_is_refused_through_the_chain_too(office, tmp_path):
    life = Life(office)
    life.tick(m0="缺少")
    notice = life.issue("correction_notice", who=life.clerk)
    life.put(date.fromordinal(date.fromisoformat(notice.fields["correct_by"]).toordinal() + 1))
    without = (*LIMIT, *PROMISES, *BESIDE, *AFTERWARDS, "wait", "deny", "void", "correction", *TOLD_FIRST)
    as_expected("a lapsed correction", walked(office, tmp_path, life.id, without))


def test_what_was_refused_is_archived_or_overturned(office, tmp_path):
    life = Life(office)
    filed(office, life.case)
    noticed(office, life.id)
    found = walked(office, tmp_path, life.id, (*LIMIT, *PROMISES, *BESIDE, "wait"))
    as_expected("a refusal complained of", found)


def test_a_letter_ends_with_its_answer_or_is_recalled(office, tmp_path):
    found = walked(office, tmp_path, assigned(office).id, ("notice_and", "proof"))
    as_expected("a letter", found)
