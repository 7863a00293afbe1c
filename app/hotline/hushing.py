"""What is said of an efficiency complaint where more people read than may know of it: only what was done."""

from __future__ import annotations

from dataclasses import replace

from app.hotline.doing import Deed, Doing
from app.hotline.models import Secrecy


def hushed(deed: Deed, title: str, doing: Doing) -> Deed:
    """Return a deed whose words for lists of work and ledger repeat nothing typed (条例 第三十四条)."""
    if Secrecy.WHOLE not in (doing.order.secrecy, deed.order.secrecy):
        return deed
    why = f"{doing.actor.signed}{title}" if deed.why else ""
    return replace(deed, summary=f"工单{deed.order.number}：{title}", why=why)
