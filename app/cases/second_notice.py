"""Guards 一次性告知: a second notice that asks for something new is stopped, shown and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.cases.commands import SecondGround, SecondNoticeNeedsReason
from app.errors import BadInput
from app.forms.characters import text_faults
from app.people.models import DivisionId, Staff
from app.people.ports import People
from app.people.staffing import heads
from app.register.models import Document, DocumentState

_BLANKS = re.compile(r"[\s\u3000，。、；：（）()《》“”\"'·\-]+")


def asked_before(papers: Iterable[Document]) -> frozenset[str] | None:
    """Return what the case's earlier correction notices asked for; None when this is the first.

    A void notice counts when it had reached the applicant: he was told.
    """
    notices = [
        paper
        for paper in papers
        if paper.type_key == "correction_notice" and (paper.state is not DocumentState.VOID or paper.served_on)
    ]
    if not notices:
        return None
    return frozenset(_key(row) for paper in notices for row in paper.fields.get("corrections", ()))


def added_now(before: frozenset[str], corrections: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the materials that no earlier notice named, in the order of the new one."""
    return tuple(str(row.get("name", "")) for row in corrections if _key(row) not in before)


def head_for(people: People, division: int, added: tuple[str, ...], ground: SecondGround | None) -> Staff:
    """Return the division head who stands for the second notice.

    Raises ``SecondNoticeNeedsReason`` without a reason, ``BadInput`` for somebody who is not the head.
    A division with one head needs no name: it can only be his.
    """
    if ground is None or not ground.reason.strip():
        raise SecondNoticeNeedsReason(added)
    if faults := text_faults("二次告知的理由", ground.reason.strip(), lines=True, longest=1_000):
        raise BadInput(faults[0])
    candidates = heads(people, DivisionId(division))
    if not ground.head and len(candidates) == 1:
        return candidates[0]
    for head in candidates:
        if head.login == ground.head:
            return head
    names = "、".join(f"{head.name}（{head.login}）" for head in candidates) or "无"
    raise BadInput(f"二次告知须由本处室单位负责人具名，现任：{names}。")


def _key(row: Mapping[str, Any]) -> str:
    return _BLANKS.sub("", str(row.get("name", ""))).casefold()
