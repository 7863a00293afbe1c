"""What a handover may not miss, say falsely or let somebody sign twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.custody.commands import Piece, Reassign
from app.custody.worklist import View
from app.errors import BadInput, NotAllowed, Refusal
from app.hotline.commands import DoOrder, RegisterOrder
from app.ledger.models import subject
from app.posts.commands import ChangePost, RetirePost
from app.posts.hand_commands import SignHandover, TakeOver
from app.posts.hand_papers import Paper
from app.posts.hand_standing import Step
from app.posts.handed import Stage
from app.posts.spans import check_words
from tests.app.cases.living import Life
from tests.app.contacts.at_the_door import OWN, registered
from tests.app.counter.at_work import opened
from tests.app.posts.away import back, contents, gone, hat, planned, posted
from tests.app.posts.test_handovers import handed, returned, took
from tests.office import START

NEXT = START + timedelta(days=1)


def signed(office, handover, login):
    return office.desk.handovers.sign(
        office.actor(login), SignHandover(handover=handover.id, paper=Paper.SHEET)
    )


def test_where_the_head_takes_over_the_leader_watches_and_nobody_else(office):
    opened(office)
    away = planned(office, "linxiaoyan", NEXT, who=office.head)
    handover = took(office, handed(office, away), "xujianguo")
    for login in ("xujianguo", "guanliyuan", "caiwenjuan"):
        with pytest.raises(Refusal):
            signed(office, handover, login)
    signed(office, handover, "yangzhenhua")
    line = office.desk.handovers.overview.line(office.clerk, away.id)
    assert line.standing.step is Step.HANDED
    assert [each.name for each in line.sheet_signed] == ["林晓燕", "许建国", "杨振华"]


def test_who_took_over_a_part_does_not_watch_though_another_took_the_rest(office):
    post = posted(office, b="xujianguo", second_b="chenjiaming")
    opened(office)
    opened(office)
    handover = handed(office, planned(office, "linxiaoyan", NEXT, who=office.head))
    handover = took(office, handover, "xujianguo", (handover.items[0].key,))
    change = ChangePost(post=post.id, version=post.version, contents=contents(office))
    office.desk.posts.change(office.administrator, change)
    handover = took(office, handover, "chenjiaming")
    with pytest.raises(NotAllowed, match="一人不能签两处"):
        signed(office, handover, "xujianguo")


def test_what_was_reassigned_meanwhile_is_not_done_and_the_return_says_who_has_it(office):
    posted(office)
    case = opened(office)
    away = planned(office, "linxiaoyan", NEXT, who=office.head)
    handover = handed(office, away)
    office.wall.put(NEXT, 9)
    took(office, handover)
    about = subject("case", case.id)
    office.desk.heads.reassigning.reassign(
        office.head, Reassign(items=(Piece(subject=about),), to="chenjiaming", reason="长期外出")
    )
    office.wall.put(NEXT, 15)
    back(office, away, office.clerk)
    (row,) = office.desk.handovers.prefill_return(office.clerk, away.id).fields["done"]
    assert row["number"] == case.number
    assert row["act"].startswith("转由陈嘉铭办理：许建国改派")
    assert row["result"].startswith("在办：")
    (item,) = returned(office, away).items
    assert item.stage is Stage.PASSED


def test_the_next_act_of_an_accepted_case_is_its_completion_though_a_paper_waits_to_be_served(office):
    posted(office, "wuzhihong", "xujianguo", name="审批岗")
    life = Life(office)
    life.accept()
    about = Piece(subject=subject("case", life.id))
    office.desk.heads.reassigning.reassign(office.head, Reassign(items=(about,), to="wuzhihong", reason="审批"))
    away = gone(office, "wuzhihong", who=office.clerk)
    items = office.desk.handovers.of_absence(office.head, away.id).items
    (case,) = [each for each in items if each.kind == "办件"]
    assert case.next_act == "办结"


@pytest.mark.parametrize("text", ["业务系统密码是abc123", "密　码：８８", "ＰＩＮ码 1234", "登录密码就是生日"])
def test_no_password_slips_into_an_objection_or_a_note(office, text):
    posted(office)
    opened(office)
    handover = handed(office, planned(office, "linxiaoyan", NEXT, who=office.head))
    objections = {handover.items[0].key: text}
    command = TakeOver(handover=handover.id, version=handover.version, items=(), objections=objections)
    with pytest.raises(BadInput, match="不得留密码"):
        office.desk.handovers.take(office.actor("chenjiaming"), command)
    with pytest.raises(BadInput, match="不得留密码"):
        check_words(text, "说明")


def test_a_work_order_and_a_co_handling_part_are_handed_over_by_custody_alone(office):
    desk, petition, handler = office.desk, office.actor("suhaiyun"), office.actor("wuzhihong")
    order = desk.orders.register(
        petition,
        RegisterOrder(
            fields={
                "number": "XM1", "type": "投诉", "channel": "电话", "title": "噪声",
                "content": "工地夜间施工", "caller": "王小明", "telephone": "13800138000",
            }
        ),
    )  # fmt: skip

    def did(actor, act, **fields):
        return desk.orders.do(actor, DoOrder(order=order.id, act=act, fields=fields))

    part = {"division": "不动产登记中心", "task": "查登记", "due": "2026-11-11"}
    did(petition, "dispatch", type="投诉", lead="行政审批处", co_handlers=[part])
    did(handler, "sign")
    share = f"order_share:{desk.orders.get(petition, order.id).shares[0].id}"
    other = office.actor("caiwenjuan")
    office.desk.heads.reassigning.reassign(
        other, Reassign(items=(Piece(subject=share),), to="zhengmeiling", reason="对口")
    )
    for login, head, kind, deputy in (
        ("wuzhihong", office.head, "12345工单", "xujianguo"),
        ("zhengmeiling", other, "12345协办", "caiwenjuan"),
    ):
        posted(office, login, deputy, name=f"{kind}岗")
        away = gone(office, login, who=head)
        (item,) = desk.handovers.of_absence(head, away.id).items
        assert (item.kind, item.number) == (kind, "XM1")
        (row,) = desk.work_list.items(head, View.BEHALF)
        assert row.behalf_of == away.staff
    did(hat(office, "xujianguo", "wuzhihong"), "call", way="电话", reached=True, words="已了解")


def test_a_question_that_tells_a_password_does_not_keep_the_sheet_from_being_made(office):
    posted(office)
    registered(office, outcome=OWN, promised_on="2026-11-05", content="网上办事密码是abc123，登录不了")
    handover = handed(office, planned(office, "linxiaoyan", NEXT, who=office.head))
    (item,) = handover.items
    assert "abc123" not in item.title
    assert item.number


def test_a_post_out_of_use_leaves_the_handover_to_the_head_and_its_watch_to_the_leader(office):
    post = posted(office)
    opened(office)
    away = planned(office, "linxiaoyan", NEXT, who=office.head)
    handover = handed(office, away)
    office.wall.put(NEXT)
    office.desk.posts.retire(office.head, RetirePost(post=post.id, version=post.version))
    with pytest.raises(NotAllowed):
        took(office, handover)
    handover = took(office, handover, "xujianguo")
    line = office.desk.handovers.overview.line(office.clerk, away.id)
    assert line.standing.waits == "等监交人（另一位负责人）签字"
    signed(office, handover, "yangzhenhua")
