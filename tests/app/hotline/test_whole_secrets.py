"""Who sees an efficiency complaint, and what is left of an order that becomes one."""

from __future__ import annotations

import pytest

from app.custody.commands import Piece, Reassign
from app.forms.masking import WITHHELD
from app.hotline.models import Secrecy
from app.hotline.papers_kinds import MakePaper
from app.hotline.queue import QueueView
from app.hotline.steps import share_subject
from app.register.models import Query
from app.register.rights import ISSUED_WITH
from tests.app.hotline.order_life import ARRIVED, REGISTRY, did, registered, view, went
from tests.office import WITHHELD as UNSEEN

WHOLE = Secrecy.WHOLE.value
SHARES = [{"division": REGISTRY, "task": "核查窗口录像", "due": "2026-11-05"}]
GRAVE = "某某收受礼品"


def asked(office, **fields):
    return did(office, registered(office, **fields), "dispatch", co_handlers=SHARES)


def share_held(office, order):
    (share,) = view(office, order).shares
    with office.store.read() as unit:
        return unit.custody.open_of(share_subject(share.id))


def test_an_order_that_becomes_an_efficiency_complaint_leaves_none_of_its_words_behind(office):
    order = registered(office, title=GRAVE, content=GRAVE)
    did(office, order, "dispatch", note=GRAVE, co_handlers=[{**SHARES[0], "task": GRAVE}])
    did(office, order, "supervise", problem=GRAVE, demand=GRAVE)
    did(office, order, "co_reply", who="zhengmeiling", reply=GRAVE)
    office.desk.hotline.papers.issue(
        office.actor("suhaiyun"), MakePaper(order=order.id, type_key="work_order", part=0, fields={})
    )
    did(office, order, "return", who="xujianguo", reason=GRAVE, basis=GRAVE)
    did(office, order, "uphold", opinion=GRAVE)
    did(office, order, "change", secrecy=WHOLE, reason=GRAVE)

    with office.store.read() as unit:
        told = [f"{each.summary}{each.detail}" for each in unit.ledger.entries()]
        subjects = (f"order:{order.id}", *(share_subject(each.id) for each in unit.course.shares(order.id)))
        segments = [each for about in subjects for each in unit.custody.history(about)]
        papers = unit.documents.of_number(order.number)
    told += [f"{each.holding.title}{each.holding.why}{each.holding.party}" for each in segments]
    for who in ("suhaiyun", "jianglihua", "xujianguo"):
        found = office.desk.register.find(office.actor(who), Query())
        told += [f"{each.matter_name}{each.party}" for each in found if each.case_number == order.number]
    assert len(segments) >= 4
    assert papers
    assert not [text for text in told if GRAVE in text or ARRIVED["caller"] in text]
    for who in ("wuzhihong", "zhengmeiling", "jianglihua", "yangzhenhua"):
        actor, desk = office.actor(who), office.desk
        assert desk.orders.count(actor, desk.orders.query(actor, QueueView.ALL, GRAVE)) == 0, who
        assert desk.register.find(actor, Query(words=GRAVE)) == (), who
    assert office.desk.checking.number(str(papers[0].number)).is_true


def test_who_is_given_an_efficiency_complaint_before_it_is_signed_for_can_see_it_and_sign(office):
    order = went(office, "dispatch", secrecy=WHOLE)
    with pytest.raises(UNSEEN):
        view(office, order, "wuzhihong")

    did(office, order, "assign", handler="wuzhihong")

    seen = view(office, order, "wuzhihong").order
    assert (seen.content, seen.caller.name) == (ARRIVED["content"], WITHHELD)
    assert did(office, order, "sign").handler_name == "吴志宏"


def test_who_is_given_a_part_of_an_efficiency_complaint_by_his_head_can_answer_it(office):
    order = asked(office, secrecy=WHOLE)
    piece = Piece(subject=share_held(office, order).holding.subject)
    moving = Reassign(items=(piece,), to="zhengmeiling", reason=GRAVE)

    office.desk.heads.reassigning.reassign(office.actor("caiwenjuan"), moving)

    assert share_held(office, did(office, order, "co_reply")) is None
    with office.store.read() as unit:
        assert not [each for each in unit.ledger.entries() if GRAVE in f"{each.summary}{each.detail}"]


def test_the_head_of_a_co_handling_division_finds_an_efficiency_complaint_in_her_queue(office):
    order = asked(office, secrecy=WHOLE)

    for who, numbers in (("caiwenjuan", [order.number]), ("zhengmeiling", [])):
        actor, desk = office.actor(who), office.desk.orders
        assert [each.order.number for each in desk.find(actor, desk.query(actor, QueueView.ALL))] == numbers
        assert desk.counts(actor)[QueueView.ALL] == len(numbers)


def test_the_petition_centre_finds_its_papers_in_the_register_and_no_others(office):
    centre = office.actor("suhaiyun")
    order = went(office, "dispatch")
    command = MakePaper(order=order.id, type_key="work_order", part=0, fields={})
    paper = office.desk.hotline.papers.issue(centre, command)

    (found,) = office.desk.register.find(centre, Query())

    assert found.id == paper.id
    assert office.desk.register.get(centre, found.id).number == paper.number
    assert {each.series.type_key for each in office.desk.register.gaps(centre)} <= set(ISSUED_WITH)
