"""By which right a case, a denial or an order goes from one state to another, and who issues and voids a paper.

The server keeps what is said here: nothing is brought into a state, or made void, by whoever only sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import product

from sqlalchemy import Connection, text

from app.cases.life import WAYS
from app.cases.models import REFUSALS, CaseState
from app.denials.models import CHECKING, DenialState
from app.documents.catalogue import CATALOGUE
from app.hotline.models import OrderState
from app.people.permissions import Right
from app.register.issuing import right_to
from app.register.rights import ISSUED_WITH, right_to_void

_C, _D = CaseState, DenialState
_BEFORE = (_C.RECEIVED, _C.CORRECTING)
_TO_DECIDE = (*_BEFORE, _C.TO_ACCEPT)
_RUNNING = (_C.ACCEPTED, _C.SUSPENDED)
_DENIED_FROM = (*_BEFORE, _C.ACCEPTED)
_Ways = Iterable[tuple[Enum, Enum]]
# A void paper takes its case back: by whoever may issue it, or the division's head.
_ISSUED_BACK = (
    (_C.CLOSED, _C.ENQUIRY),
    *product((_C.CORRECTING, _C.ACCEPTED), (*_TO_DECIDE,)),
)
_REFUSED_BACK = tuple(product(REFUSALS, (*_DENIED_FROM, _C.DENYING)))
_MUST_ACCEPT = (_C.ACCEPTED, _C.TO_ACCEPT)
_CHECKED = tuple(product((_C.DENYING,), (*_DENIED_FROM, _C.TO_ACCEPT)))
_TURNED_DOWN = tuple(product(REFUSALS, _MUST_ACCEPT))
_OVERTURNED = tuple(product((*REFUSALS, *_DENIED_FROM, _C.DENYING), _MUST_ACCEPT))
_CASES: tuple[tuple[Right, _Ways], ...] = (
    (
        Right.OPEN_CASE,
        (
            (_C.ENQUIRY, _C.RECEIVED),
            (_C.CLOSED, _C.RECEIVED),
            (_C.ENQUIRY, _C.CLOSED),
            *product(_TO_DECIDE, (_C.COMPLETED,)),
            *product((*_TO_DECIDE, *_RUNNING), (_C.CLOSED,)),
        ),
    ),
    (
        Right.ISSUE_DOCUMENT,
        (*product(_TO_DECIDE, (_C.ACCEPTED,)), *product(_BEFORE, (_C.CORRECTING,)), *_ISSUED_BACK),
    ),
    (
        Right.COMPLETE_CASE,
        (
            (_C.ACCEPTED, _C.SUSPENDED),
            (_C.SUSPENDED, _C.ACCEPTED),
            (_C.ACCEPTED, _C.COMPLETED),
            (_C.ACCEPTED, _C.CLOSED),
        ),
    ),
    (Right.RECORD_SERVICE, ((_C.COMPLETED, _C.SERVED),)),
    (Right.REFUSE, (*product((*_BEFORE, _C.DENYING), REFUSALS), *_REFUSED_BACK)),
    (
        Right.HEAD_SECOND_NOTICE,
        (*_ISSUED_BACK, (_C.SUSPENDED, _C.ACCEPTED), *_REFUSED_BACK),
    ),
)
# With its denial, in one transaction.
_DENYING: tuple[tuple[Right, _Ways], ...] = (
    (Right.SUBMIT_DENIAL, (*product(_DENIED_FROM, (_C.DENYING,)), *product((_C.DENYING,), _DENIED_FROM))),
    (Right.CHECK_AS_HEAD, (*_CHECKED, *_TURNED_DOWN)),
    (Right.CHECK_AS_LEADER, (*_CHECKED, *_TURNED_DOWN)),
    (Right.REEXAMINE, _OVERTURNED),
)
_TAKEN_BACK = tuple(product((_D.DRAFT, *CHECKING, _D.TOLD, _D.DOWN, _D.OVERTURNED), (_D.FILED, _D.GIVEN_UP)))
_DENIALS: tuple[tuple[Right, _Ways], ...] = (
    # A draft is given up with every step its case goes on by.
    (Right.RECORD_SERVICE, ((_D.DRAFT, _D.GIVEN_UP),)),
    (Right.SUBMIT_DENIAL, ((_D.DRAFT, _D.HEAD), *product(CHECKING, (_D.GIVEN_UP,)))),
    (Right.CHECK_AS_HEAD, tuple(product((_D.HEAD,), (_D.LEADER, _D.DRAFT, _D.DOWN)))),
    (Right.CHECK_AS_LEADER, tuple(product((_D.LEADER,), (_D.FILED, _D.TOLD, _D.DRAFT, _D.DOWN)))),
    (Right.REFUSE, ((_D.FILED, _D.TOLD), *_TAKEN_BACK)),
    (Right.HEAD_SECOND_NOTICE, _TAKEN_BACK),
    (Right.ARCHIVE, ((_D.TOLD, _D.ARCHIVED),)),
    (Right.REEXAMINE, tuple(product(_D, (_D.OVERTURNED,)))),
)
_KEEP = (
    "INSERT INTO rules.ways (thing, source, target, right_name) VALUES (:thing, :source, :target, :right_name)"
)
_O = OrderState
_RETURNED = (_O.RETURNING, _O.DISPUTED)
_ANEW = (_O.TO_SIGN, _O.HANDLING)
_DONE = (_O.TO_CALL_BACK, _O.COMPLETED)
_LED: tuple[tuple[Right, _Ways], ...] = (
    (
        Right.HANDLE_ORDER,
        (*product(_ANEW, _RETURNED), (_O.TO_SIGN, _O.HANDLING), (_O.HANDLING, _O.REVIEWING)),
    ),
    (Right.REVIEW_ORDER, tuple(product((_O.REVIEWING,), (*_DONE, _O.HANDLING)))),
)
_ANYWHERE: tuple[tuple[Right, _Ways], ...] = (
    (
        Right.DISPATCH_ORDER,
        (
            *product((_O.ARRIVED, _O.RETURNING), (*_ANEW, _O.SENT_BACK)),
            *product((_O.ARRIVED, _O.TO_SIGN), (_O.MERGED,)),
            *product(_DONE, (_O.HANDLING,)),
        ),
    ),
    (Right.ARBITRATE_ORDER, tuple(product((_O.DISPUTED,), (*_ANEW, _O.SENT_BACK)))),
    (Right.CALL_BACK_ORDER, tuple(product(_DONE, (*_ANEW, *_DONE, _O.ARCHIVED)))),
)
_EVERY = (
    ("case", _CASES),
    ("denied", _DENYING),
    ("denial", _DENIALS),
    ("order", _LED),
    ("order_anywhere", _ANYWHERE),
)
_ISSUED = {
    "denial_registration": Right.CHECK_AS_LEADER,
    "first_contact_record": Right.REGISTER_CONTACT,
    "handover_sheet": Right.HAND_OVER,
    "return_sheet": Right.HAND_OVER,
}


def _rows() -> Iterator[tuple[str, str, str, Right]]:
    for thing, ways in _EVERY:
        for right, pairs in ways:
            yield from ((thing, source.value, target.value, right) for source, target in pairs)
    by_case = {way.key: way.right for way in WAYS if way.paper}
    for each in CATALOGUE:
        key = each.key
        issued = _ISSUED.get(key) or ISSUED_WITH.get(key) or by_case.get(key) or right_to(key)
        yield "issue", key, "", issued
        voided = (by_case[key], Right.HEAD_SECOND_NOTICE) if key in by_case else (right_to_void(key),)
        yield from (("void", key, "", right) for right in voided)


def keep_ways(connection: Connection) -> None:
    """Write down for the server's gates which way needs which right."""
    connection.exec_driver_sql("DELETE FROM rules.ways")
    rows = {
        (thing, source, target, right.name)
        for thing, source, target, right in _rows()
        if thing in ("issue", "void") or source != target
    }
    values = [
        {"thing": thing, "source": source, "target": target, "right_name": name}
        for thing, source, target, name in sorted(rows)
    ]
    connection.execute(text(_KEEP), values)
