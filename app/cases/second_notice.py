"""Guards 一次性告知: a second notice that asks for something new is stopped, shown and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.cases.commands import SecondGround, SecondNoticeNeedsReason
from app.cases.models import SecondNotice
from app.errors import BadInput
from app.forms.characters import text_faults
from app.people.models import DivisionId, Staff
from app.people.ports import People
from app.people.staffing import heads
from app.register.models import Document, DocumentState

SecondNoticeGround = tuple[tuple[str, ...], Staff, str]  # what is new, the head, his reason
_BLANKS = re.compile(r"[\s\u3000，。、；：（）()《》“”\"'·\-]+")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a correction notice is about to tell, and for which division."""

    division: int
    corrections: tuple[Mapping[str, Any], ...]


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


def ground_for(
    people: People, told: Told, earlier: Iterable[Document], ground: SecondGround | None
) -> SecondNoticeGround | None:
    """Return on what ground the notice goes out as a second one; None where it is none.

    Raises ``SecondNoticeNeedsReason`` and ``BadInput`` as ``head_for`` does.
    """
    before = asked_before(earlier)
    added = added_now(before, told.corrections) if before is not None else ()
    if not added:
        return None
    head = head_for(people, told.division, added, ground)
    assert ground is not None
    return added, head, ground.reason.strip()


def counted(document: Document, ground: SecondNoticeGround, matter_name: str) -> SecondNotice:
    """Return the second notice as it is counted, by clerk and matter."""
    added, head, reason = ground
    return SecondNotice(
        case=document.case,
        document=document.id,
        clerk=document.issued_by,
        clerk_name=document.issuer_name,
        matter_name=matter_name,
        head=head.id,
        head_name=head.name,
        reason=reason,
        added=added,
        at=document.issued_at,
    )


def _key(row: Mapping[str, Any]) -> str:
    return _BLANKS.sub("", str(row.get("name", ""))).casefold()
