from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.custody.worklist import View
from app.errors import NotAllowed, Refusal
from app.founding.demo import furnish
from app.posts.commands import BothAway
from app.posts.models import AbsenceState
from db.store import open_store
from tests.app.counter.at_work import issued, opened
from tests.app.posts.away import back, decided, gone, hat, planned, posted
from tests.office import START, Office, Wall

NEXT = START + timedelta(days=1)


@pytest.fixture
def bureau(url, tmp_path):
    """The demo's people on either database."""
    store = open_store(url)
    furnish(store, Wall())
    store.close()
    made = Office(url, tmp_path)
    yield made
    made.close()


def test_b_does_a_s_work_on_either_database_until_a_comes_back(bureau):
    posted(bureau)
    case = opened(bureau, application=False)
    absence = gone(bureau, "linxiaoyan", who=bureau.head)
    acting, substitute = hat(bureau, "chenjiaming"), bureau.actor("chenjiaming")
    (row,) = bureau.desk.work_list.items(substitute, View.BEHALF)
    assert (row.subject, row.behalf) == (f"case:{case.id}", "林晓燕")
    paper = issued(bureau, case, "one_time_notice", who=acting)
    assert paper.issuer_name == "陈嘉铭（代林晓燕）"
    assert bureau.desk.ledger.of(f"document:{paper.id}")[0].ground == acting.behalf.ground
    back(bureau, absence, bureau.clerk)
    with pytest.raises(NotAllowed):
        opened(bureau, who=acting)
    assert bureau.desk.work_list.counts(substitute)[View.BEHALF] == 0


def test_of_a_and_b_agreed_to_at_one_moment_one_stays(bureau):
    head, weeks = bureau.head, [NEXT + timedelta(days=7 * week) for week in range(3)]
    both_asked = [[planned(bureau, login, day) for login in ("linxiaoyan", "chenjiaming")] for day in weeks]
    posted(bureau)  # joined by a post only after both had asked
    for asked in both_asked:

        def agree(absence):
            try:
                return decided(bureau, absence, head)
            except Refusal as refusal:
                return refusal

        with ThreadPoolExecutor(2) as both:
            outcomes = list(both.map(agree, asked))
        refused = [each for each in outcomes if isinstance(each, BothAway)]
        assert len(refused) == 1, outcomes
        states = [bureau.desk.absences.get(head, each.id).state for each in asked]
        assert sorted(states, key=str) == [AbsenceState.APPROVED, AbsenceState.ASKED]
