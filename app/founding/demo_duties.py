"""The demo's responsibility directory, and the first answers of its knowledge base."""

from __future__ import annotations

from datetime import date, timedelta

from app.clock import Clock, office_date
from app.hotline.advising_ports import AdviceStore
from app.hotline.directory_keeping import DirectoryKeeping, SaveEntry
from app.hotline.knowledge_keeping import ApproveAnswer, Knowledge, ProposeAnswer
from app.hotline.models import OrderState, WorkOrder
from app.people.acting import actor_of
from app.people.models import Actor

_PETITION, _HANDLER, _HEAD = "suhaiyun", "wuzhihong", "xujianguo"
_LICENCE, _REGISTRY = "行政审批处", "不动产登记中心"
# Topic, keywords, lead, co-handling suggestion, basis, whether it is the fallback.
DUTIES = (
    ("规划许可", "规划许可、批后公示、自建房、日照", _LICENCE, "", "三定规定第四条（一）", False),
    ("违法建设", "未批先建、加建、围墙", _LICENCE, "产权请登记中心协办", "三定规定第四条（二）", False),
    ("临时用地", "临时用地、复垦", _LICENCE, "", "三定规定第四条（三）", False),
    ("产权登记", "产权证、过户、补证、权属、登记", _REGISTRY, "", "三定规定第六条", False),
    ("窗口服务", "专窗、排队、取号", _REGISTRY, "", "三定规定第六条", False),
    ("其他", "", _LICENCE, "", "局长办公会纪要", True),
)  # fmt: skip
QUESTION = "乡村建设规划许可要交哪些材料"


def set_up_duties(store: AdviceStore, clock: Clock) -> None:
    """Let the petition centre write down who answers for what."""
    keeping, actor = DirectoryKeeping(store, clock), _actor(store, _PETITION)
    since = date(office_date(clock()).year, 1, 1)
    for topic, keywords, lead, co_handling, basis, fallback in DUTIES:
        fields = {
            "topic": topic,
            "keywords": keywords,
            "lead": lead,
            "co_handling": co_handling,
            "basis": basis,
            "effective_from": since.isoformat(),
            "fallback": fallback,
        }
        keeping.save(actor, SaveEntry(fields={key: each for key, each in fields.items() if each != ""}))


def write_answers(store: AdviceStore, clock: Clock) -> None:
    """Let the first settled enquiry become an answer, where one was settled already."""
    order = _settled(store)
    if order is None:
        return
    room = Knowledge(store, clock)
    until = office_date(clock()) + timedelta(days=365)
    fields = {"question": QUESTION, "valid_until": until.isoformat()}
    command = ProposeAnswer(number=order.number, fields=fields)
    made = room.propose(_actor(store, _HANDLER), command)
    room.approve(_actor(store, _HEAD), ApproveAnswer(answer=made.id))


def _settled(store: AdviceStore) -> WorkOrder | None:
    with store.read() as unit:
        found = unit.likes.alike(QUESTION, limit=1)
    done = (OrderState.COMPLETED, OrderState.ARCHIVED, OrderState.TO_CALL_BACK)
    return next((each for each in found if each.state in done and each.reply.content), None)


def _actor(store: AdviceStore, login: str) -> Actor:
    with store.read() as unit:
        staff = unit.people.find_by_login(login)
        assert staff is not None
        return actor_of(unit.people, staff)
