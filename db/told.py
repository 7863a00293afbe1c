"""First contacts and handovers as they are told: to whom they do not belong without those they are about.

On a server they are read from views; in a file the program alone says what each is shown.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, TableClause, column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from app.forms.masking import WITHHELD
from app.hotline.models import Secrecy
from db.models.contacts import contact_rows
from db.models.handovers import handover_rows


class _Told(TableClause):
    """The rows of a table to be read: on a server a view of the same name."""

    inherit_cache = True


@compiles(_Told, "postgresql")
def _on_server(element: _Told, compiler: SQLCompiler, **options: Any) -> str:
    read = compiler.visit_table(element, **options)  # type: ignore[no-untyped-call]
    return f"rules.{read}" if options.get("asfrom") else read


def _told(rows: Table) -> _Told:
    return _Told(rows.name, *(column(each.name, each.type) for each in rows.columns))


told_contacts = _told(contact_rows)
told_handovers = _told(handover_rows)

_HUSH = text(
    "UPDATE segments SET party = :withheld WHERE subject IN"
    " (SELECT 'contact:' || c.id FROM contacts c JOIN orders o ON o.id = c.order_id"
    " WHERE c.order_id = :order AND o.secrecy <> :open)"
)


def hush_visitor(connection: Connection, order: int) -> None:
    """Let lists of work name no more whom a first contact was with, once his work order is confidential."""
    connection.execute(_HUSH, {"order": order, "withheld": WITHHELD, "open": Secrecy.NONE.value})
