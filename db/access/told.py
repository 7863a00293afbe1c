"""First contacts and handovers as everybody concerned reads them: those they are about are told to few.

Lists and figures need every contact and every handover of a division; so its row is hidden from whoever may not
know the visitor or has no part in the handover, and shown to him without what tells of people.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.masking import WITHHELD
from app.hotline.models import Secrecy
from db.access.conditions import HANDED, HANDOVER, TOLD, VISITED
from db.models.contacts import contact_rows
from db.models.handovers import handover_rows

_WITHHELD = {"visitor": f"'{WITHHELD}'", "telephone": "''", "address": "''"}
_SAID = ("content", "call_words", "guidance", "answer", "result", "leader_opinion")
_SECRET = (
    f"coalesce((SELECT o.secrecy = '{Secrecy.WHOLE.value}' FROM public.orders o WHERE o.id = order_id), false)"  # noqa: S608 - nothing of it comes from outside
)


def _columns() -> Iterator[str]:
    for each in contact_rows.columns:
        if each.name in _WITHHELD:
            yield f"CASE WHEN {TOLD} THEN {each.name} ELSE {_WITHHELD[each.name]} END AS {each.name}"
        elif each.name in _SAID:
            yield f"CASE WHEN {TOLD} OR NOT {_SECRET} THEN {each.name} ELSE '{WITHHELD}' END AS {each.name}"
        else:
            yield each.name


def _handed() -> Iterator[str]:
    for each in handover_rows.columns:
        shown = f"CASE WHEN rules.is_house() OR {HANDOVER} THEN items ELSE '[]' END AS items"
        yield shown if each.name == "items" else each.name


def told_statements() -> Iterator[str]:
    """Yield what makes the views anew."""
    for name, columns, seen in (
        ("contacts", _columns(), VISITED),
        ("handovers", _handed(), f"{HANDED} OR {HANDOVER}"),
    ):
        yield f"DROP VIEW IF EXISTS rules.{name}"
        yield (
            f"CREATE VIEW rules.{name} WITH (security_barrier) AS SELECT {', '.join(columns)}"  # noqa: S608 - nothing of it comes from outside
            f" FROM public.{name} WHERE rules.is_house() OR {seen}"
        )
