"""What a division is not told of yet, and what one has no part in, plain SQL does not tell either."""

from __future__ import annotations

import pytest

from app.hotline.talks_models import TalkState
from tests.app.counter.at_work import PERSON, opened
from tests.app.hotline.order_life import did, went
from tests.app.hotline.test_talks import done
from tests.app.posts.away import decided, planned, posted
from tests.app.posts.test_handovers import handed
from tests.office import START

DIVISION = ("xujianguo", "wuzhihong", "linxiaoyan")
OVERSEERS = ("luguoqiang", "yangzhenhua", "suhaiyun", "jianglihua")
TALK = "SELECT talk_number FROM talks WHERE id = %s"


@pytest.fixture(scope="module")
def talk(office):
    for each in range(3):
        did(office, went(office, "dispatch", number=f"T-{each}"), "supervise")
    (talk,) = office.desk.hotline.talks.all(office.actor("luguoqiang"))
    return talk


def test_a_division_reads_no_talk_with_it_before_it_is_decided_on(office, seen, talk):
    for number in ("T-7", "T-8", "T-9"):
        did(office, went(office, "dispatch", number=number), "supervise")
    proposed, *_earlier = office.desk.hotline.talks.all(office.actor("luguoqiang"))
    about = f"talk:{proposed.id}"
    for login in DIVISION:
        assert seen(login, TALK, proposed.id) == [], login
        assert seen(login, "SELECT 1 FROM segments WHERE subject = %s", about) == [], login
        assert seen(login, "SELECT 1 FROM ledger_entries WHERE subject = %s", about) == [], login
    for login in OVERSEERS:
        assert seen(login, TALK, proposed.id) == [proposed.number], login
    assert done(office, "decline", proposed, text="已当面督促").state is TalkState.DECLINED
    assert [seen(login, TALK, proposed.id) for login in DIVISION] == [[], [], []]


def test_it_reads_the_talk_once_it_is_confirmed_and_another_division_never_does(office, seen, talk):
    if talk.state is TalkState.PROPOSED and not seen("xujianguo", TALK, talk.id):
        done(office, "confirm", talk)
    assert seen("xujianguo", TALK, talk.id) == [talk.number]
    assert seen("caiwenjuan", TALK, talk.id) == []


def test_the_ladder_counts_on_from_a_talk_that_is_not_told_yet_and_does_not_name_it(office, talk):
    ladder = office.desk.hotline.talks.ladder
    (theirs,), (ours,) = (ladder(office.actor(login)) for login in ("xujianguo", "luguoqiang"))
    assert (theirs.consecutive, theirs.missing) == (ours.consecutive, ours.missing)
    assert theirs.talk in ("", ours.talk)


ITEMS = "SELECT items FROM {} WHERE id = %s"


def test_what_was_handed_over_is_read_by_whoever_has_a_part_in_it(office, seen):
    posted(office)
    opened(office)
    handover = handed(office, decided(office, planned(office, "linxiaoyan", START.replace(day=12))))
    assert any(PERSON.name in each.party for each in handover.items)
    for login in ("linxiaoyan", "chenjiaming", "xujianguo"):
        (items,) = seen(login, ITEMS.format("handovers"), handover.id)
        assert PERSON.name in items, login
    for login in ("wuzhihong", "huangyating", "caiwenjuan", "luguoqiang", "jianglihua"):
        assert seen(login, ITEMS.format("handovers"), handover.id) == [], login
        assert seen(login, ITEMS.format("rules.handovers"), handover.id) in ([], ["[]"]), login
    # That it was made is counted, without those it is about.
    assert seen("luguoqiang", ITEMS.format("rules.handovers"), handover.id) == ["[]"]
