"""What the screen calls things: its views, and the acts with their keys."""

from __future__ import annotations

from enum import Enum

from app.contacts.life import MAKE_CASE, MAKE_ORDER, RECORD
from app.contacts.models import ContactState

S = ContactState


class Tab(Enum):
    """A view of the list; the value is its title."""

    MINE = "我的"
    TO_SIGN = "待我签收"
    TO_CALL = "待联系"
    LATE = "逾期"
    ALL = "全部"


EMPTY = {
    Tab.MINE: ("您没有未了的首问", "有人来访、来电，按 Ctrl+N 登记；您登记的和移交给您的会排在这里。"),
    Tab.TO_SIGN: ("没有待您签收的", "别的同事把来访事项移交给您时，会排在这里。"),
    Tab.TO_CALL: ("没有待您联系的", "签收以后、还没有与办事人联系的，会排在这里。"),
    Tab.LATE: ("没有逾期的", "没有当天移交的、移交后没有按时签收和联系的，会排在这里。"),
    Tab.ALL: ("没有找到", "换几个字再找；新的来访、来电按 Ctrl+N 登记。"),
}
STATE_ROLES = {
    S.TO_HAND: "soon",
    S.TO_SIGN: "accent",
    S.TO_CALL: "accent",
    S.TO_ANSWER: "soon",
    S.REPORTED: "provisional",
    S.ANSWERED: "on_time",
    S.GUIDED: "secondary",
    S.LED: "secondary",
    S.IN_CASE: "on_time",
    S.IN_ORDER: "on_time",
}
LETTERS = {
    "hand": "Y",
    "keep": "K",
    "take": "S",
    "give_back": "B",
    "called": "C",
    "report": "L",
    "opinion": "P",
    "answer": "D",
    "guide": "G",
    "lead": "X",
    MAKE_CASE: "Z",
    MAKE_ORDER: "H",
    RECORD: "R",
}
# The next act in order of what is asked for first; the record is a paper that can always be made out.
FIRST = ("take", "called", "opinion", "hand", "answer", "report")
BESIDE = ("give_back", "keep", "hand", "report", MAKE_CASE, MAKE_ORDER, "guide", RECORD)
