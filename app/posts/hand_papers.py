"""The two papers of a handover and the hands that sign them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Hand(Enum):
    """As who one signs."""

    A = "A岗"
    B = "B岗"
    WATCHER = "监交人"


class Paper(Enum):
    """Which paper is signed."""

    SHEET = "工作交接单"
    RETURN = "返岗交还单"


# What each is called on the paper, in the order of the signatures there.
PLACES: Mapping[Paper, Mapping[Hand, str]] = {
    Paper.SHEET: {Hand.A: "移交人", Hand.B: "接收人", Hand.WATCHER: "监交人"},
    Paper.RETURN: {Hand.A: "返岗人", Hand.B: "交还人", Hand.WATCHER: "监交人"},
}
