"""Two windows of one office, on both databases: absences and handovers at one and the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

from app.custody.worklist import View
from app.errors import Refusal
from app.posts.commands import BothAway, DecideAbsence
from app.posts.hand_commands import TakeOver
from tests.app.contacts.at_the_door import handed as visitor
from tests.app.counter.at_work import opened
from tests.app.posts.away import planned, posted
from tests.app.posts.test_handovers import handed, returned
from tests.office import START

NEXT = START + timedelta(days=1)


def at_one_moment(*works):
    """Do the works at once, each in a thread of its own; return what each came to, or its refusal."""
    gate = Barrier(len(works))

    def one(work):
        gate.wait()
        try:
            return work()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def agreeing(office, absence):
    command = DecideAbsence(absence=absence.id, version=absence.version, agree=True)
    return lambda: office.desk.absences.decide(office.actor("xujianguo"), command)


def test_of_a_and_b_who_are_let_go_at_one_moment_one_stays(windows):
    first, second = windows
    asked = [planned(first, each, NEXT) for each in ("linxiaoyan", "chenjiaming")]
    posted(first)  # joined by a post only after both had asked
    done = at_one_moment(agreeing(first, asked[0]), agreeing(second, asked[1]))
    assert sorted(isinstance(each, BothAway) for each in done) == [False, True], done


def test_of_a_and_b_who_ask_at_one_moment_one_asks(windows):
    first, second = windows
    posted(first)
    works = [partial(planned, *each, NEXT) for each in ((first, "linxiaoyan"), (second, "chenjiaming"))]
    done = at_one_moment(*works)
    assert sorted(isinstance(each, BothAway) for each in done) == [False, True], done


def test_one_absence_is_decided_once(windows):
    first, second = windows
    asked = planned(first, "linxiaoyan", NEXT)
    done = at_one_moment(agreeing(first, asked), agreeing(second, asked))
    assert sum(isinstance(each, Refusal) for each in done) == 1, done


def test_both_leaving_and_the_post_that_joins_them_do_not_pass_at_one_moment(windows):
    first, second = windows
    planned(first, "linxiaoyan", NEXT, who=first.actor("xujianguo"))
    asked = planned(first, "chenjiaming", NEXT)
    done = at_one_moment(agreeing(first, asked), lambda: posted(second, who=second.actor("xujianguo")))
    assert sum(isinstance(each, BothAway) for each in done) == 1, done


def test_a_handover_is_taken_and_given_back_once(windows):
    first, second = windows
    posted(first)
    opened(first)
    away = planned(first, "linxiaoyan", NEXT, who=first.actor("xujianguo"))
    handover = handed(first, away)

    def taking(office):
        command = TakeOver(handover=handover.id, version=handover.version)
        return lambda: office.desk.handovers.take(office.actor("chenjiaming"), command)

    done = at_one_moment(taking(first), taking(second))
    assert sum(isinstance(each, Refusal) for each in done) == 1, done
    first.wall.put(NEXT + timedelta(days=1))
    done = at_one_moment(lambda: returned(first, away), lambda: returned(second, away, second.clerk))
    assert sum(isinstance(each, Refusal) for each in done) == 1, done


def test_what_was_handed_on_and_not_signed_for_is_late_on_both_databases(windows):
    office = windows[0]
    visitor(office, to="zhengmeiling")
    office.wall.put(START + timedelta(days=7))
    head = office.actor("xujianguo")
    assert len(office.desk.work_list.items(head, View.LATE)) == 1
    assert office.desk.work_list.counts(head)[View.LATE] == 1
