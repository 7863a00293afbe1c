"""What waits behind each entry of the rail, counted from the start, whichever screen is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.contacts.contacts import supervises_contacts
from app.custody.lights import Light
from app.custody.wall import Chosen
from app.desk import Desk
from app.office.touching import AWAY, KNOWN, ORDERS, Touched, concerns_all, moves_work
from app.people.models import Actor
from app.people.permissions import Right, may
from ui.screens.clocks.requests import read_requests
from ui.screens.posts.offers import unapprovable

Count = Callable[[Desk, Actor], int]


def rail_counts(
    desk: Desk, actor: Actor, keys: Iterable[str], touched: Touched | None = None
) -> dict[str, int]:
    """Return how much waits for the person behind those of the screens that count at all.

    Of what others ``touched`` only the numbers that can have changed by it; None: all of them.
    """
    counted = [key for key in keys if key in _COUNTS and _may_move(key, actor, touched)]
    if not counted:
        return {}
    with desk.at_one_moment():
        return {key: _COUNTS[key](desk, actor) for key in counted}


def _may_move(key: str, actor: Actor, touched: Touched | None) -> bool:
    if touched is None or concerns_all(touched) or touched.kinds & AWAY:
        return True
    if not touched.kinds & _MOVED_BY.get(key, KNOWN):
        return False
    return key not in _HELD or _HELD[key](actor, touched)


def _is_his(actor: Actor, touched: Touched) -> bool:
    """Tell whether work passed to or from the person himself."""
    return touched.hands is None or int(actor.holder) in touched.hands.people


def _is_near(actor: Actor, touched: Touched) -> bool:
    """Tell whether work passed in the divisions that the person sees, or he may decide what was asked for."""
    decides = may(actor, Right.APPROVE_EXTENSION) and touched.kinds & _DECIDED
    return bool(decides) or moves_work(actor, (), touched)


def _is_his_contact(actor: Actor, touched: Touched) -> bool:
    """Tell whether a first contact was touched that he has a part in, or sees to that others answer."""
    if touched.hands is None:
        return True
    his = int(actor.holder) in touched.people or supervises_contacts(actor)
    return his and "contact" in touched.kinds


def _is_order(_actor: Actor, touched: Touched) -> bool:
    """Tell whether an order was touched; what passes from hand to hand is told with its kind."""
    return touched.hands is None or bool(touched.kinds & ORDERS)


def _work(desk: Desk, actor: Actor) -> int:
    return desk.work_list.waiting_for_me(actor)


def _contacts(desk: Desk, actor: Actor) -> int:
    return desk.contacts.waiting(actor)


def _clocks(desk: Desk, actor: Actor) -> int:
    if not may(actor, Right.SEE_WORK):
        return 0
    late = desk.wall.count(actor, Chosen(light=Light.LATE))
    decides = may(actor, Right.APPROVE_EXTENSION)
    return late + (sum(each.mine for each in read_requests(desk, actor)) if decides else 0)


def _denials(desk: Desk, actor: Actor) -> int:
    return desk.denials.waiting(actor)


def _orders(desk: Desk, actor: Actor) -> int:
    return desk.orders.waiting(actor)


def _posts(desk: Desk, actor: Actor) -> int:
    turns = sum(each.turn is not None for each in desk.handovers.overview.listed(actor))
    return len(desk.absences.waiting(actor)) + turns + _filings(desk, actor)


def _filings(desk: Desk, actor: Actor) -> int:
    """Return how many posts wait for his approval, or to be put on file by him."""
    if not any(may(actor, right) for right in (Right.APPROVE_POSTS, Right.FILE_POSTS)):
        return 0
    return sum(not unapprovable(each, actor) for each in desk.posts.all(actor))


_COUNTS: dict[str, Count] = {
    "work_list": _work,
    "contacts": _contacts,
    "clocks": _clocks,
    "denials": _denials,
    "posts": _posts,
    "hotline": _orders,
}
_DECIDED = KNOWN - ORDERS - {"contact", "document"}
# What moves a number, beside who is away; that of a screen which is not here, anything.
_MOVED_BY: dict[str, frozenset[str]] = {
    "denials": KNOWN - ORDERS,
    "posts": frozenset(),
    "hotline": ORDERS | {"contact"},
}
# Of those only where it is work of such hands.
_HELD: dict[str, Callable[[Actor, Touched], bool]] = {
    "work_list": _is_his,
    "contacts": _is_his_contact,
    "clocks": _is_near,
    "denials": _is_his,
    "hotline": _is_order,
}
