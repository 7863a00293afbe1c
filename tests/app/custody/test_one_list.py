from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as whatever
from hypothesis import strategies as st

from app.cases.models import DeferredAnswer, DeferredId
from app.custody.commands import Piece, Reassign
from app.custody.handing import finish, hand
from app.custody.models import Holding
from app.custody.worklist import View
from app.errors import Refusal
from app.ledger.models import subject
from app.people.rota import Why, present
from app.posts.commands import EnterSudden
from app.posts.models import Reason
from tests.app.posts.away import back, posted
from tests.office import START, copied

LOGINS = ("linxiaoyan", "chenjiaming", "wuzhihong", "xujianguo", "zhengmeiling", "caiwenjuan", "yangzhenhua")
SENIORS = {Why.HEAD, Why.HEADS_DEPUTY, Why.LEADER, Why.NOBODY}
ACTS = ("hold", "hold", "hold", "leave", "done", "away", "away", "back", "give")
KEYS = 12
STEP = st.tuples(
    st.sampled_from(ACTS), st.integers(1, KEYS), st.sampled_from((*LOGINS, None)), st.integers(0, 60)
)
STEPS = st.lists(STEP, min_size=4, max_size=20)


@pytest.fixture(scope="module")
def bureau(furnished, tmp_path_factory):
    """Two divisions, with posts whose B is there for some and not for others."""
    office = copied(furnished, tmp_path_factory.mktemp("bureau"))
    posted(office, "linxiaoyan", "chenjiaming", "wuzhihong", name="窗口受理岗")
    posted(office, "wuzhihong", "chenjiaming", name="审查岗")
    posted(office, "xujianguo", "wuzhihong", name="负责人岗")
    asked(office)
    yield office
    office.close()


def asked(office):
    """Keep questions that were asked at the counter, and lie with nobody yet."""
    clerk, now = office.clerk, office.wall()
    question = DeferredAnswer(
        id=DeferredId(0), case=None, division=int(clerk.division), clerk=int(clerk.id), clerk_name=clerk.name,
        party="来访人", telephone="", matter_name="", question="咨询", asked_at=now, promised_at=now,
    )  # fmt: skip
    with office.store.begin() as unit:
        made = [unit.cases.add_deferred(question) for _each in range(KEYS)]
    assert made == list(range(1, KEYS + 1))


def actors(office):
    with office.store.read() as unit:
        logins = [each.login for each in unit.people.staff()]
    return [office.actor(each) for each in logins]


def take(office, act, key, login, days):
    actor = office.actor(login or "linxiaoyan")
    about = subject("deferred", key)
    if act in ("hold", "leave"):
        holding = Holding(
            subject=about, division=actor.division, staff=None if login is None or act == "leave" else actor.id,
            why="收件", step="答复", title="咨询", due=START + timedelta(days=days),
        )  # fmt: skip
        with office.store.begin() as unit:
            hand(unit.custody, holding, office.wall(), by=actor.id if days % 2 else None)
    elif act == "done":
        with office.store.begin() as unit:
            finish(unit.custody, about, office.wall())
    elif act == "away":
        command = EnterSudden(staff=actor.id, reason=Reason.SICK)
        office.desk.absences.enter_sudden(office.administrator, command)
    elif act == "back":
        now = office.wall.at.date()
        for each in office.desk.absences.away(actor, now, now):
            if each.staff == actor.id and each.until is None:
                back(office, each, office.administrator)
    else:
        command = Reassign(items=(Piece(subject=about),), to=login or "wuzhihong", reason="均衡")
        office.desk.heads.reassigning.reassign(office.head, command)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@whatever(steps=STEPS)
def test_every_open_item_is_in_exactly_one_list_and_behalf_is_exactly_what_the_absent_hold(bureau, steps):
    for act, key, login, days in steps:
        try:
            take(bureau, act, key, login, days)
        except Refusal:
            continue
    listed, at = bureau.desk.work_list, bureau.wall.at
    everybody = actors(bureau)
    with bureau.store.read() as unit:
        segments = {each.holding.subject: each.holding for each in unit.custody.open_all()}
        there = present(unit.people.rota(at), at)

    def answers(holding):
        return there.substitute_of(holding.staff, holding.division)

    mine = Counter(row.subject for actor in everybody for row in listed.items(actor, View.MINE))
    bare = listed.items(bureau.actor("luguoqiang"), View.UNCOVERED)
    nobodys = Counter(row.subject for row in bare if segments[row.subject].staff is None)
    assert mine + nobodys == Counter(segments.keys())

    behalf = Counter(row.subject for actor in everybody for row in listed.items(actor, View.BEHALF))
    absent = {
        about for about, each in segments.items() if each.staff is not None and not there.is_there(each.staff)
    }
    reached = {about for about in absent if answers(segments[about]).staff != segments[about].staff}
    assert behalf == Counter(reached)
    assert absent - reached <= {about for about in absent if answers(segments[about]).uncovered}

    alone = {about for about in absent if answers(segments[about]).why in SENIORS}
    assert {row.subject for row in bare} == alone | set(nobodys)
    for actor in everybody:
        counts = listed.counts(actor)
        for view in (View.WAITING, View.UNCOVERED, View.BEHALF, View.MINE):
            assert counts[view] == len(listed.items(actor, view))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@whatever(steps=STEPS)
def test_waiting_is_exactly_what_one_had_or_handed_on_and_another_has_now(bureau, steps):
    for act, key, login, days in steps:
        try:
            take(bureau, act, key, login, days)
        except Refusal:
            continue
    everybody = actors(bureau)
    with bureau.store.read() as unit:
        past = {
            each.holding.subject: unit.custody.history(each.holding.subject) for each in unit.custody.open_all()
        }
    for actor in everybody:
        wanted = {
            about
            for about, segments in past.items()
            if segments[-1].holding.staff != actor.id
            and (
                any(each.holding.staff == actor.id for each in segments[:-1])
                or any(each.by == actor.id for each in segments)
            )
        }
        assert {row.subject for row in bureau.desk.work_list.items(actor, View.WAITING)} == wanted
