"""Work orders of the tests' archive, and a plain Python telling of what the queue shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from app.clock import SHANGHAI
from app.custody.models import Holding
from app.hotline.models import Caller, OrderId, OrderState, OrderType, Secrecy, Share, WorkOrder
from app.hotline.queue import OrderMark, OrderQuery, OrderSort, QueueView
from app.ledger.models import subject
from db.words import END, findable, normalise
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


@dataclass
class Known:
    """What the telling knows of one order besides itself: who holds it until when, and its shares."""

    order: WorkOrder
    holding: Holding | None = None
    shares: tuple[int, ...] = ()


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


def told(known, query):
    """Return the orders that a query must find, in order."""
    found = [each for each in known if _shown(each, query) and _asked(each, query) and _says(each, query)]
    return sorted(found, key=lambda each: _place(each, query))


def _place(each, query):
    value = _sort_value(each, query)
    sign = -1 if query.descending else 1
    key = 0 if value is None else value.timestamp() if isinstance(value, datetime) else value
    if isinstance(key, date):
        key = key.toordinal()
    if isinstance(key, str):
        return (False, [sign * ord(letter) for letter in key], sign * each.order.id)
    return (value is None, [sign * key], sign * each.order.id)


def _sort_value(each, query):
    order = each.order
    if query.sort is OrderSort.DUE:
        held = each.holding.due if each.holding else None
        return order.due if query.view is QueueView.ALL else held
    if query.sort is OrderSort.NUMBER:
        return order.number
    return order.dispatched_at if query.sort is OrderSort.DISPATCHED else order.arrived_at


def _shown(each, query):
    return _in_view(each, query) and _may_see(each, query)


def _in_view(each, query):
    view, holding, state = query.view, each.holding, each.order.state
    if view is QueueView.ALL:
        return True
    if holding is None:
        return False
    return {
        QueueView.MINE: holding.staff == query.staff,
        QueueView.DIVISION: query.divisions is None or holding.division in query.divisions,
        QueueView.ARRIVED: state is OrderState.ARRIVED,
        QueueView.TODAY: holding.due == query.today,
        QueueView.LATE: holding.due is not None and holding.due < query.today,
        QueueView.RETURNED: state in (OrderState.RETURNING, OrderState.DISPUTED),
        QueueView.SUPERVISED: each.order.supervisions > 0,
        QueueView.TO_CALL_BACK: state is OrderState.TO_CALL_BACK,
    }[view]


def _may_see(each, query):
    order = each.order
    own = query.staff in (order.handler, each.holding.staff if each.holding else None)
    if query.divisions is not None:
        where = {order.division, order.lead, *each.shares}
        if not own and not where & query.divisions:
            return False
    heads = bool({order.lead, *each.shares} & query.reviews)
    return query.secret or order.secrecy is not Secrecy.WHOLE or own or heads


def _asked(each, query):
    order = each.order
    day = order.arrived_at.astimezone(SHANGHAI).date()
    return (
        (not query.types or order.type in query.types)
        and (not query.states or order.state in query.states)
        and query.lead in (None, order.lead)
        and query.topic in ("", order.topic)
        and (query.since is None or day >= query.since)
        and (query.until is None or day <= query.until)
        and query.handler in (None, order.handler)
        and (query.mark is None or _is_marked(order, query.mark))
        and _is_due(each, query)
    )


def _is_marked(order, mark):
    return {
        OrderMark.SUPERVISED: order.supervisions > 0,
        OrderMark.RETURNED: order.returns > 0,
        OrderMark.REWORKED: order.reworks > 0,
        OrderMark.URGENT: order.urgent,
        OrderMark.CONFIDENTIAL: order.secrecy is not Secrecy.NONE,
    }[mark]


def _is_due(each, query):
    if query.due_since is query.due_until is None:
        return True
    due = _sort_value(each, replace(query, sort=OrderSort.DUE))
    return due is not None and (query.due_since or due) <= due <= (query.due_until or due)


def _says(each, query):
    words = normalise(query.words).split()
    order = each.order
    hides = order.secrecy is not Secrecy.NONE and not query.secret and order.handler != query.staff
    return all(word in _all_text(order) or _tail(order, word) for word in words) and (
        not hides or all(word in _open_text(order) for word in words)
    )


def _texts(order):
    return [order.number, order.serial, order.title, order.content, order.place, order.topic]


def _all_text(order):
    names = [order.caller.name, order.handler_name]
    found = findable(texts=[*_texts(order), order.lead_name], names=names, telephones=[order.caller.telephone])
    return found.words + found.initials


def _open_text(order):
    if order.secrecy is Secrecy.WHOLE:
        return findable(texts=[order.number], names=[]).words
    found = findable(texts=[*_texts(order), order.lead_name], names=[order.handler_name])
    return found.words


def _tail(order, word):
    digits = "".join(letter for letter in order.caller.telephone if letter.isdigit())
    return len(word) >= 4 and word.isdigit() and bool(digits) and (digits + END).endswith(word + END)


def a_share(order, division, **changes):
    """Return a co-handling division's part."""
    return replace(
        Share(id=0, order=order, division=division, division_name="协办处", task="核实", due=TODAY), **changes
    )


MORNING = datetime(2026, 11, 9, 1, 0, tzinfo=UTC)
