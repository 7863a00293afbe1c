"""On an order, too, no chain of absences lets one natural person sign in two places."""

from __future__ import annotations

import pytest

from app.errors import NotAllowed
from app.hotline.commands import DoOrder, RegisterOrder
from app.hotline.models import OrderState
from tests.app.posts.away import back, gone, hat, posted


class Life:
    """An order in the licence division, signed for, its caller called."""

    def __init__(self, office):
        self.office = office
        fields = {
            "number": "XM1", "type": "投诉", "channel": "电话", "title": "噪声", "content": "夜间施工",
            "caller": "王小明", "telephone": "13800138000",
        }  # fmt: skip
        self.order = office.desk.orders.register(office.actor("suhaiyun"), RegisterOrder(fields=fields))
        self.did("suhaiyun", "dispatch", type="投诉", lead="行政审批处")

    def did(self, who, act, **fields):
        actor = self.office.actor(who) if isinstance(who, str) else who
        return self.office.desk.orders.do(actor, DoOrder(order=self.order.id, act=act, fields=fields))

    def worked(self):
        self.did("wuzhihong", "sign")
        self.did("wuzhihong", "call", way="电话", reached=True, words="已了解")
        return self

    def replied(self, who):
        return self.did(who, "reply", content="已责令整改", basis="条例第十条", result="解决")


def test_who_drafted_in_the_handlers_place_does_not_review_as_himself(office):
    life = Life(office).worked()
    posted(office, "wuzhihong", "xujianguo", name="经办岗")
    away = gone(office, "wuzhihong", who=office.clerk)
    assert life.replied(hat(office, "xujianguo", "wuzhihong")).state is OrderState.REVIEWING
    back(office, away, office.actor("wuzhihong"))
    with pytest.raises(NotAllowed, match="起草的答复不能由本人审核"):
        life.did("xujianguo", "approve")


def test_who_drafted_does_not_call_back_in_the_petition_centres_place(office):
    life = Life(office).worked()
    life.replied("wuzhihong")
    life.did("xujianguo", "approve")
    posted(office, "suhaiyun", "wuzhihong", name="信访岗")
    gone(office, "suhaiyun", who=office.actor("luguoqiang"))
    with pytest.raises(NotAllowed, match="不能由本人回访"):
        life.did(
            hat(office, "wuzhihong", "suhaiyun"),
            "call_back", way="电话", reached=True, satisfaction="满意", solved=True, opinion="好",
        )  # fmt: skip


def test_who_asked_for_the_return_does_not_arbitrate_in_the_leaders_place(office):
    life = Life(office)
    given = {"reason": "不属于本处职责。", "basis": "本局职能配置规定", "suggested": "不动产登记中心"}
    life.did("wuzhihong", "return", **given)
    life.did("suhaiyun", "redispatch", type="投诉", lead="不动产登记中心", opinion="改派")
    life.did("zhengmeiling", "return", **{**given, "suggested": "行政审批处"})
    posted(office, "yangzhenhua", "zhengmeiling", name="分管岗")
    gone(office, "yangzhenhua", who=office.administrator)
    with pytest.raises(NotAllowed, match="不能由本人裁定"):
        life.did(hat(office, "zhengmeiling", "yangzhenhua"), "award_back", opinion="退回")
