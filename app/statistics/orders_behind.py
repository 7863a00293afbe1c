"""The orders behind a figure as the list shows them: callers masked, what is kept secret not told."""

from __future__ import annotations

import json

from app.forms.masking import WITHHELD, mask_name
from app.forms.orders import HIDDEN_TITLE
from app.hotline.models import Secrecy
from app.hotline.showing import knows_callers
from app.people.models import Actor
from app.statistics.models import CaseRow, Happened
from app.statistics.naming import Names


def order_row(each: Happened, actor: Actor, names: Names) -> CaseRow:
    """Return an order behind a figure; who may know of secrets is who may in the queue."""
    kept = each.secrecy in (Secrecy.CALLER.value, Secrecy.WHOLE.value)
    hidden = kept and not knows_callers(actor, each.staff)
    whole = hidden and each.secrecy == Secrecy.WHOLE.value
    return CaseRow(
        case=None,
        number=each.number,
        matter_name=HIDDEN_TITLE if whole else each.matter_name,
        party=WITHHELD if hidden else mask_name(each.party),
        division=names.division(each.division) or "未分派",
        clerk=names.person(each.staff),
        day=each.day,
        state=each.state,
        note=_note(each.mark),
        subject=each.subject,
    )


def _note(mark: str) -> str:
    """Return what is on record in a few words: none of them was typed, so that none tells a secret."""
    if not mark.startswith("{"):
        return mark
    fields = json.loads(mark)
    told = [str(fields[key]) for key in ("verdict", "satisfaction", "disputed") if fields.get(key)]
    if "satisfaction" in fields:
        told.append("已解决" if fields.get("solved") else "未解决")
    if fields.get("late"):
        told.append("逾期")
    if "times" in fields:
        told.append(f"第{fields['times']}次，{fields.get('way', '')}".rstrip("，"))
    return "，".join(told)
