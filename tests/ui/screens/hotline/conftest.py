from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.hotline.commands import DoOrder, RegisterOrder
from tests.office import copied, furnished_file
from tests.ui.hands import open_window

CENTRE, HANDLER, HEAD, OTHER = "suhaiyun", "wuzhihong", "xujianguo", "zhengmeiling"
ARRIVED = {
    "type": "投诉",
    "channel": "电话",
    "title": "工地夜间施工扰民",
    "content": "示例路工地每晚十一点以后还在施工。",
    "caller": "王小明",
    "telephone": "13800138000",
    "place": "示例路1号",
}


@pytest.fixture(scope="session")
def quiet_file(tmp_path_factory):
    return furnished_file(tmp_path_factory.mktemp("hotline"))


@pytest.fixture
def office(quiet_file, tmp_path):
    """The demo's people on Monday 2 November 2026, no order came yet."""
    made = copied(quiet_file, tmp_path)
    yield made
    made.close()


@pytest.fixture
def enter(qtbot, theme, office):
    """Open the window for a person on the queue."""

    def sit_down(login=CENTRE, **arguments):
        seat = open_window(qtbot, theme, office, login)
        seat.window.go_to("hotline", arguments)
        seat.settle()
        return seat

    yield sit_down
    for window in QApplication.topLevelWidgets():
        window.close()


class Orders:
    """Orders of an office, brought to where a test begins."""

    def __init__(self, office):
        self.office = office
        self.count = 0

    def arrived(self, **fields):
        self.count += 1
        fields = {"number": f"XM{self.count:04d}", **ARRIVED, **fields}
        return self.office.desk.orders.register(self.office.actor(CENTRE), RegisterOrder(fields=fields))

    def did(self, order, act, who, **fields):
        command = DoOrder(order=order.id, act=act, fields=fields)
        return self.office.desk.orders.do(self.office.actor(who), command)

    def dispatched(self, lead="行政审批处", **fields):
        order = self.arrived(**fields)
        return self.did(order, "dispatch", CENTRE, type=order.type.value, lead=lead)

    def signed(self, **fields):
        return self.did(self.dispatched(**fields), "sign", HANDLER)

    def called(self, **fields):
        return self.did(self.signed(**fields), "call", HANDLER, way="电话", reached=True, words="已了解")

    def replied(self, **fields):
        reply = {"content": "已责令整改", "basis": "条例第十条", "result": "解决"}
        return self.did(self.called(**fields), "reply", HANDLER, **reply)

    def completed(self, **fields):
        return self.did(self.replied(**fields), "approve", HEAD)

    def now(self, order, who=CENTRE):
        return self.office.desk.orders.get(self.office.actor(who), order.id)


@pytest.fixture
def orders(office):
    return Orders(office)
