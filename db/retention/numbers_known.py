"""Which numbers the office has given to anything."""

from __future__ import annotations

from sqlalchemy import Connection, String, bindparam, cast, literal, select

from db.models.cases import case_rows, deferred_rows
from db.models.contacts import contact_rows
from db.models.documents import document_rows
from db.models.orders import order_rows
from db.retention.left_things import QUESTION

_NUMBERS = (
    document_rows.c.number_text,
    document_rows.c.case_number,
    order_rows.c.order_number,
    case_rows.c.case_number,
    contact_rows.c.contact_number,
    literal(QUESTION) + cast(deferred_rows.c.id, String),
)
_ASKED = tuple(select(each).where(each == bindparam("number")).limit(1) for each in _NUMBERS)


def is_number_known(connection: Connection, number: str) -> bool:
    """Tell whether a paper bears the number or is linked to it, or any thing bears it."""
    return any(connection.execute(each, {"number": number}).first() is not None for each in _ASKED)
