"""Who may read and print a paper of a work order: whoever may see the order, told by the order itself."""

from __future__ import annotations

from app.forms.masking import WITHHELD
from app.forms.orders import PERSONAL
from app.hotline.models import Secrecy, WorkOrder
from app.hotline.ports import OrderStore, OrderUnit
from app.hotline.showing import knows_secrets, may_see
from app.people.models import Actor
from app.people.permissions import Right, may
from app.people.standing import standing
from app.register.models import Document
from app.register.rights import ISSUED_WITH

NAMING = ("work_order", "call_back_record")  # that say in full who called
_NAMED = ("division_name", "talked_division")


class OrderSight:
    """Says of the papers of orders, of day sheets and of talks who may read and who may print them."""

    def __init__(self, store: OrderStore) -> None:
        self._store = store

    def sees(self, actor: Actor, document: Document) -> bool:
        """Tell whether the person may see the order, or belongs to the division a sheet or a talk is about."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            order = unit.orders.find_by_number(document.case_number)
            if order is not None and keeps_from(actor, order, document):
                return False
            if order is not None:
                return may_see(unit, actor, order, unit.course.shares(order.id)) or _issued(actor, document)
            return may(actor, Right.SEE_ORDERS, document.division) or _concerns(unit, actor, document)

    def secret(self, numbers: frozenset[str]) -> frozenset[str]:
        """Return which of the numbers are of efficiency complaints now, whatever they were when issued."""
        with self._store.read() as unit:
            found = unit.orders.find_by_numbers(numbers)
        return frozenset(number for number, order in found.items() if order.secrecy is Secrecy.WHOLE)

    def prints(self, actor: Actor, document: Document) -> bool:
        """Tell whether the person could issue the paper himself, or handles the order it is about."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            order = unit.orders.find_by_number(document.case_number)
            if order is not None and keeps_from(actor, order, document):
                return False
            if order is not None and not may_see(unit, actor, order, unit.course.shares(order.id)):
                return _issued(actor, document)
            if may(actor, ISSUED_WITH[document.type_key], document.division):
                return True
            return _handles(actor, order) if order is not None else _concerns(unit, actor, document)


def keeps_from(actor: Actor, order: WorkOrder, document: Document) -> bool:
    """Tell whether a paper names a caller who is confidential by now, and whom the person may not know."""
    if not order.is_confidential or knows_secrets(actor, order) or document.type_key not in NAMING:
        return False
    return any(document.fields.get(key) not in ("", None, WITHHELD) for key in PERSONAL)


def _issued(actor: Actor, document: Document) -> bool:
    """Tell whether it is a paper of the person's own making: a return, after the order went elsewhere."""
    return document.issued_by in (actor.id, actor.holder)


def _handles(actor: Actor, order: WorkOrder) -> bool:
    if order.lead is None or not may(actor, Right.HANDLE_ORDER, order.lead):
        return False
    whole = order.secrecy is Secrecy.WHOLE
    return not whole or knows_secrets(actor, order) or may(actor, Right.REVIEW_ORDER, order.lead)


def _concerns(unit: OrderUnit, actor: Actor, document: Document) -> bool:
    """Tell whether the person handles orders in the division that the paper names."""
    named = {document.fields.get(key) for key in _NAMED}
    return any(
        each.name in named and may(actor, Right.HANDLE_ORDER, each.id) for each in unit.people.divisions()
    )
