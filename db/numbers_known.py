"""Which numbers the office has given to anything."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from db.models.cases import case_rows
from db.models.contacts import contact_rows
from db.models.documents import document_rows
from db.models.orders import order_rows

_NUMBERS = (
    document_rows.c.number_text,
    document_rows.c.case_number,
    order_rows.c.order_number,
    case_rows.c.case_number,
    contact_rows.c.contact_number,
)
_ASKED = tuple(select(each).where(each == bindparam("number")).limit(1) for each in _NUMBERS)


def is_number_known(connection: Connection, number: str) -> bool:
    """Tell whether a paper bears the number or is linked to it, or a case, contact or order bears it."""
    return any(connection.execute(each, {"number": number}).first() is not None for each in _ASKED)
