"""Advice on an order: may it be outside the scope, which others are the same, which division should lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from app.clock import Clock, office_date
from app.errors import BadInput
from app.forms.wording import wording_for
from app.hotline.advising_duplicates import RELATED, Known, duplicates_of, said_of, same_place
from app.hotline.advising_leads import Asking, Settled, leads_of
from app.hotline.advising_models import Advice, Duplicate, Lead
from app.hotline.advising_ports import AdviceStore, AdviceUnit
from app.hotline.likeness import likeness
from app.hotline.models import OrderId, OrderState, RecordKind, Secrecy, WorkOrder
from app.hotline.registering import number_of
from app.hotline.scope import KEYS, Ground, grounds_of, opinion_of
from app.hotline.showing import covered, knows_secrets, may_see, require_sight
from app.people.models import Actor
from app.people.permissions import Right, may
from app.people.standing import standing

LOOKED_AT = 60  # like orders
OF_ONE_NAME = 20
A_YEAR = timedelta(days=365)
_TO_PLACE = (OrderState.ARRIVED, OrderState.TO_SIGN, OrderState.RETURNING, OrderState.DISPUTED)
_LEFT_AGAIN = (OrderState.TO_SIGN, OrderState.RETURNING)
_TOPIC_ALIKE = _PLACE_ALIKE = 0.2


class Advising:
    """Suggests, and shows why; a person decides."""

    def __init__(self, store: AdviceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def advise(self, actor: Actor, order: OrderId) -> Advice:
        """Return what is suggested for an order; raises ``NotAllowed`` for one the person may not see.

        Scope and lead are suggested while the order has to be placed. Orders that the person may not see, and
        callers whom he may not know, are neither shown nor told of.
        """
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return self._advice(unit, actor, _seen(unit, actor, order))

    def begun_with(self, actor: Actor, order: OrderId, act: str) -> dict[str, Any]:
        """Return what the form of an act begins with by the advice: sending back, merging, linking."""
        if act not in ("send_back", "merge", "link"):
            return {}
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = _seen(unit, actor, order)
            if act == "send_back":
                return opinion_of(self._grounds(unit, found))
            duplicates = _duplicates(unit, actor, found, _alike(unit, found))
            return _same_as(duplicates, act)

    def _advice(self, unit: AdviceUnit, actor: Actor, order: WorkOrder) -> Advice:
        if not order.is_open:
            return Advice()
        others = _alike(unit, order)
        duplicates = _duplicates(unit, actor, order, others)
        if order.state not in _TO_PLACE:
            return Advice(duplicates=duplicates)
        scope = self._grounds(unit, order) if order.state is not OrderState.TO_SIGN else ()
        return Advice(scope=scope, duplicates=duplicates, leads=self._leads(unit, order, others))

    def _grounds(self, unit: AdviceUnit, order: WorkOrder) -> tuple[Ground, ...]:
        today = office_date(self._clock())
        wording = wording_for(KEYS, unit.office.wording_on(today), today)
        return grounds_of(_text_of(order), wording)

    def _leads(self, unit: AdviceUnit, order: WorkOrder, others: tuple[WorkOrder, ...]) -> tuple[Lead, ...]:
        now = self._clock()
        since = now - A_YEAR
        past = [each for each in others if each.completed_at is not None and each.completed_at >= since]
        barred = order.lead if order.state in _LEFT_AGAIN else None
        asking = Asking(
            topic=order.topic,
            text=_text_of(order),
            today=office_date(now),
            barred=frozenset() if barred is None else frozenset({barred}),
        )
        divisions = {int(each.id): each.name for each in unit.people.divisions() if each.active}
        return leads_of(asking, unit.directory.all(), _settled(unit, order, past), divisions)


def _seen(unit: AdviceUnit, actor: Actor, order: OrderId) -> WorkOrder:
    found = unit.orders.get(order)
    require_sight(unit, actor, found, unit.course.shares(order))
    return found


def require_number(unit: AdviceUnit, number: str) -> WorkOrder:
    """Return the order of a number; raises ``BadInput`` where there is none."""
    found = unit.orders.find_by_number(number_of(number, "number"))
    if found is None:
        raise BadInput(f"没有编号为“{number}”的工单。")
    return found


def _text_of(order: WorkOrder) -> str:
    return f"{order.title}\n{order.content}\n{order.purpose}"


def _alike(unit: AdviceUnit, order: WorkOrder) -> tuple[WorkOrder, ...]:
    """Return the orders that are like this one, the most alike first."""
    text = f"{_text_of(order)}\n{order.place}"
    found = unit.likes.alike(text, limit=LOOKED_AT)
    return tuple(each for each in found if each.id != order.id)


def _settled(unit: AdviceUnit, order: WorkOrder, past: list[WorkOrder]) -> tuple[Settled, ...]:
    # What became of an efficiency complaint is for named roles, and teaches nobody.
    taught = [each for each in past if each.secrecy is not Secrecy.WHOLE and each.lead is not None]
    returned = unit.likes.returned([each.id for each in taught])
    said, found = said_of(order), []
    for each in taught:
        alike = likeness(said, said_of(each))
        topic, place = bool(order.topic) and order.topic == each.topic, same_place(order, each)
        if alike >= RELATED or (topic and place):
            found.append(
                Settled(
                    lead=each.lead or 0,
                    lead_name=each.lead_name,
                    returned=returned.get(each.id, frozenset()),
                    weight=alike + _TOPIC_ALIKE * topic + _PLACE_ALIKE * place,
                )
            )
    return tuple(found)


def _duplicates(
    unit: AdviceUnit, actor: Actor, order: WorkOrder, others: tuple[WorkOrder, ...]
) -> tuple[Duplicate, ...]:
    every = {each.id: each for each in (*_of_caller(unit, actor, order), *others)}
    return duplicates_of(order, _known(unit, actor, order, every.values()), _linked(unit, order))


def _of_caller(unit: AdviceUnit, actor: Actor, order: WorkOrder) -> Iterator[WorkOrder]:
    caller = order.caller
    if not _tells_caller(actor, order):
        return
    yield from unit.orders.of_telephone(caller.telephone)
    if caller.name and not caller.anonymous:
        yield from unit.likes.open_of_name(caller.name, limit=OF_ONE_NAME)


def _known(unit: AdviceUnit, actor: Actor, order: WorkOrder, others: Iterable[WorkOrder]) -> Iterator[Known]:
    """Yield those that the person may see, with whether their callers may be told of."""
    mine = _tells_caller(actor, order)
    for other in others:
        hidden = other.secrecy is Secrecy.WHOLE and not knows_secrets(actor, other)
        if not hidden and _may_see(unit, actor, other):
            shown = covered(other, actor)
            yield Known(order=other, shown=shown, caller=mine and _tells_caller(actor, other))


def _may_see(unit: AdviceUnit, actor: Actor, order: WorkOrder) -> bool:
    return may_see(unit, actor, order, ()) or may_see(unit, actor, order, unit.course.shares(order.id))


def _tells_caller(actor: Actor, order: WorkOrder) -> bool:
    return not order.is_confidential or knows_secrets(actor, order)


def _linked(unit: AdviceUnit, order: WorkOrder) -> frozenset[str]:
    links = [each for each in unit.course.records(order.id) if each.kind is RecordKind.LINK]
    return frozenset(
        str(each.fields[key]) for each in links for key in ("linked", "merged") if key in each.fields
    )


def _same_as(duplicates: tuple[Duplicate, ...], act: str) -> dict[str, Any]:
    """Return the form of merging or linking filled in with the surest of the duplicates."""
    fit = [each for each in duplicates if each.order.is_open or act == "link"]
    if not fit:
        return {}
    key = "main" if act == "merge" else "other"
    return {key: fit[0].order.number, "reason": f"与工单{fit[0].order.number}{fit[0].said}"}


def may_place(actor: Actor, order: WorkOrder) -> bool:
    """Tell whether the person decides where the order goes."""
    return may(actor, Right.DISPATCH_ORDER, order.division) or may(actor, Right.ARBITRATE_ORDER)
