"""Work orders of the tests' archive, and what may be asked of the queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from app.custody.models import Holding
from app.hotline.models import (
    Caller,
    OrderId,
    OrderState,
    OrderType,
    Record,
    RecordKind,
    Secrecy,
    Share,
    WorkOrder,
)
from app.hotline.queue import OrderMark, OrderQuery, OrderSort, QueueView
from app.ledger.models import subject
from tests.db.things import NOON, a_clerk, a_division

TODAY = date(2026, 11, 9)
PLACES = 3  # divisions of the small office, the first is the petition centre
PEOPLE = 4
TITLES = ("夜间施工噪声", "施工围墙", "王伟反映登记逾期", "路", "ＡＢ〔1〕号", "噪声扰民，求助")
NAMES = ("王伟", "单雄", "欧阳小雨", "")
PHONES = ("13800001234", "0592-7703456", "")
TOPICS = ("土地", "规划", "")


@dataclass(frozen=True)
class Centre:
    """A small office: its divisions and people."""

    divisions: tuple[int, ...]
    people: tuple[int, ...]


def furnish_centre(store):
    """Make a petition centre and two divisions, with four people."""
    with store.begin() as unit:
        divisions = tuple(
            unit.people.add_division(a_division(code=f"0{i}", name=f"第{i}处", mark=f"示{i}"))
            for i in range(PLACES)
        )
        people = tuple(
            unit.people.add_staff(a_clerk(divisions[i % PLACES], login=f"p{i}", name=f"员{i}"))
            for i in range(PEOPLE)
        )
    return Centre(divisions, people)


def an_order(centre, number="XM1", **changes):
    """Return an order that has just arrived."""
    return replace(
        WorkOrder(
            id=OrderId(0),
            number=number,
            type=OrderType.COMPLAINT,
            state=OrderState.ARRIVED,
            title="夜间施工噪声",
            content="示例路在建工地夜间施工，影响休息，请依法查处。",
            division=centre.divisions[0],
            division_name="第0处",
            arrived_at=NOON,
            caller=Caller(name="王伟", telephone="13800001234"),
        ),
        **changes,
    )


def about(key):
    """Return the subject of an order."""
    return subject("order", key)


def a_holding(centre, key, *, division=0, staff=None, due=TODAY):
    """Return who holds an order."""
    return Holding(
        subject=about(key),
        division=centre.divisions[division],
        staff=None if staff is None else centre.people[staff],
        why="派单",
        step="办理",
        title="工单",
        party="",
        number="XM",
        due=due,
        start=TODAY,
        count=3,
        unit="workday",
    )


days = st.none() | st.integers(-2, 2).map(lambda n: TODAY + timedelta(days=n))


@st.composite
def orders(draw, centre):
    """Draw an order of any kind, without its number."""
    lead = draw(st.none() | st.sampled_from(centre.divisions))
    arrived = NOON + timedelta(hours=draw(st.integers(-60, 60)))
    return an_order(
        centre,
        type=draw(st.sampled_from(OrderType)),
        state=draw(st.sampled_from(OrderState)),
        title=draw(st.sampled_from(TITLES)),
        content=draw(st.sampled_from(TITLES)),
        caller=Caller(name=draw(st.sampled_from(NAMES)), telephone=draw(st.sampled_from(PHONES))),
        secrecy=draw(st.sampled_from((Secrecy.NONE, Secrecy.NONE, Secrecy.CALLER, Secrecy.WHOLE))),
        division=draw(st.sampled_from(centre.divisions[:2])),
        topic=draw(st.sampled_from(TOPICS)),
        arrived_at=arrived,
        lead=lead,
        lead_name="" if lead is None else "第一处",
        handler=draw(st.none() | st.sampled_from(centre.people)),
        handler_name=draw(st.sampled_from(NAMES)),
        dispatched_at=draw(st.none() | st.just(arrived)),
        due=draw(days),
        supervisions=draw(st.sampled_from((0, 0, 1))),
        returns=draw(st.sampled_from((0, 0, 1))),
        reworks=draw(st.sampled_from((0, 0, 1))),
        urgent=draw(st.booleans()),
    )


@st.composite
def queries(draw, centre):
    """Draw a query by anybody for anything."""
    several = st.frozensets(st.sampled_from(centre.divisions), max_size=PLACES)
    return OrderQuery(
        view=draw(st.sampled_from(QueueView)),
        staff=draw(st.sampled_from(centre.people)),
        today=TODAY,
        divisions=draw(st.none() | several),
        reviews=draw(several),
        secret=draw(st.booleans()),
        words=draw(
            st.sampled_from(("", "", "", "施工", "王", "噪声扰", "1234", "wangwei", "路", "XM1", "王伟 施工"))
        ),
        types=draw(st.sampled_from(((), (), (OrderType.COMPLAINT,), (OrderType.HELP, OrderType.REPORT)))),
        states=draw(st.sampled_from(((), (), (OrderState.HANDLING, OrderState.TO_SIGN)))),
        lead=draw(st.none() | st.none() | st.sampled_from(centre.divisions)),
        topic=draw(st.sampled_from(("", "", "土地"))),
        since=draw(st.none() | st.none() | days),
        until=draw(st.none() | st.none() | days),
        due_since=draw(st.none() | st.none() | days),
        due_until=draw(st.none() | st.none() | days),
        handler=draw(st.none() | st.none() | st.sampled_from(centre.people)),
        mark=draw(st.none() | st.none() | st.sampled_from(OrderMark)),
        sort=draw(st.sampled_from(OrderSort)),
        descending=draw(st.booleans()),
    )


def a_share(order, division, **changes):
    """Return a co-handling division's part."""
    return replace(
        Share(id=0, order=order, division=division, division_name="协办处", task="核实", due=TODAY), **changes
    )


MORNING = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)


def an_arrival(key, division, staff):
    """Return on record that an order came in, by whom."""
    return Record(
        order=key, kind=RecordKind.ARRIVAL, at=NOON, division=division, division_name="窗口", staff=staff,
        staff_name="林晓", fields={"file": "a.xlsx"},
    )  # fmt: skip
