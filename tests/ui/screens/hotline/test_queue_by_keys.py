from __future__ import annotations

from PySide6.QtCore import Qt

from app.hotline.models import OrderState
from app.hotline.queue import QueueView

Key = Qt.Key
S = OrderState


def test_an_order_is_dispatched_by_keys_alone(enter, orders):
    order = orders.arrived()
    hands = enter()
    hands.press(Key.Key_3)
    assert hands.screen.presenter.view is QueueView.ARRIVED
    hands.press(Key.Key_F)
    hands.type("xzsp")
    hands.enter()
    hands.control(Key.Key_Return)

    assert orders.now(order).order.state is S.TO_SIGN
    assert orders.now(order).order.lead_name == "行政审批处"
