"""What is said of an efficiency complaint where more people read than may know of it: only what was done."""

from __future__ import annotations

from dataclasses import replace

from app.forms.masking import WITHHELD
from app.forms.orders import HIDDEN_TITLE
from app.hotline.doing import Deed, Doing
from app.hotline.models import Secrecy, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.steps import order_subject, share_subject

_STRICTER = tuple(Secrecy)


def hushed(deed: Deed, title: str, doing: Doing) -> Deed:
    """Return a deed whose words for lists of work and ledger repeat nothing typed (条例 第三十四条)."""
    if Secrecy.WHOLE not in (doing.order.secrecy, deed.order.secrecy):
        return deed
    why = f"{doing.actor.signed}{title}" if deed.why else ""
    return replace(deed, summary=f"工单{deed.order.number}：{title}", why=why)


def hush_past(unit: OrderUnit, before: WorkOrder, after: WorkOrder) -> WorkOrder:
    """Return the order; kept more secret from now on, lists, register and knowledge base tell it no more."""
    if _STRICTER.index(after.secrecy) <= _STRICTER.index(before.secrecy):
        return after
    whole = after.secrecy is Secrecy.WHOLE
    words = {"party": WITHHELD, **({"title": HIDDEN_TITLE, "why": WITHHELD} if whole else {})}
    for about in (order_subject(after.id), *(share_subject(each.id) for each in unit.course.shares(after.id))):
        unit.custody.reword(about, **words)
    if whole:
        unit.documents.hide_words(after.number)
        unit.answers.withhold(after.number)
    return after
