"""First contacts as everybody concerned reads them: the visitor of a confidential order is told to few.

Lists and figures need every contact of a division; so its row is hidden from whoever may not know the visitor,
and shown to him without what tells of him.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.masking import WITHHELD
from app.hotline.models import Secrecy
from db.access.conditions import TOLD, VISITED
from db.models.contacts import contact_rows

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


def told_statements() -> Iterator[str]:
    """Yield what makes the view anew."""
    yield "DROP VIEW IF EXISTS rules.contacts"
    yield (
        f"CREATE VIEW rules.contacts WITH (security_barrier) AS SELECT {', '.join(_columns())}"  # noqa: S608 - nothing of it comes from outside
        f" FROM public.contacts WHERE rules.is_house() OR {VISITED}"
    )
