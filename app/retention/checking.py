"""Whether papers may be destroyed: by two people, past their time, held back by nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.people.models import Actor
from app.register.models import Document, DocumentId
from app.register.paper import fingerprint
from app.retention.commands import KeptFromDestruction, NotAtThisState, SameHand
from app.retention.models import Disposal, DisposalState, KeptBack
from app.retention.ports import RetentionUnit
from app.retention.retention import old_reach
from app.retention.terms import due_spans
from app.retention.unpacking import Package

NAMED = 10  # papers


def to_propose(
    unit: RetentionUnit, actor: Actor, package: Package, today: date
) -> tuple[tuple[DocumentId, str], ...]:
    """Return the papers of a package with their hashes, as a disposal lists them.

    Raises ``KeptFromDestruction`` naming all that is not due, is held back, or is not what the package holds.
    """
    keys = [each.document for each in package.papers]
    past = past_time(unit, actor, keys, today)
    kept = unit.retention.why_kept(keys, proposed=True)
    faults = []
    for each in package.papers:
        if each.document not in past:
            faults.append(f"{each.number}：没有到期，或已经销毁")
        elif each.document in kept:
            faults.append(f"{each.number}：{kept[each.document].value}")
        elif not _is_what_is_held(unit.documents.get(each.document), each.number, each.digest):
            faults.append(f"{each.number}：与登记簿中的不是同一份")
    refuse_kept(faults, "这个档案包里有文书现在不能销毁，没有提请。请按现在的到期清单重新导出：")
    return tuple((each.document, each.digest) for each in package.papers)


def past_time(
    unit: RetentionUnit, actor: Actor, keys: Sequence[DocumentId], today: date
) -> frozenset[DocumentId]:
    """Return which of the papers are past their time today and still there."""
    spans = due_spans(unit.retention.rules(), today)
    return unit.retention.past_among(spans, keys, old_reach(actor))


def refuse_kept(faults: Sequence[str], said: str) -> None:
    """Raise ``KeptFromDestruction`` with what must be kept, the first by name."""
    if not faults:
        return
    more = f"\n……共{len(faults)}件。" if len(faults) > NAMED else ""
    lines = "\n".join(faults[:NAMED])
    raise KeptFromDestruction(f"{said}\n{lines}{more}")


def refuse_decided(disposal: Disposal) -> None:
    """Raise ``NotAtThisState`` for a disposal that was decided on or taken back."""
    if disposal.state is not DisposalState.PROPOSED:
        raise NotAtThisState(f"第{disposal.id}批{disposal.state.value}，不能再审批或撤回。请刷新后再看。")


def refuse_same_hand(actor: Actor, disposal: Disposal) -> None:
    """Raise ``SameHand`` where who decides proposed it, or either acts in the other's place."""
    hands = {int(actor.id), *((int(actor.behalf.staff),) if actor.behalf else ())}
    if hands & disposal.proposers:
        raise SameHand(
            f"第{disposal.id}批由{disposal.proposed_by_name}提请，销毁须由另一人审批；"
            "本人、代其提请的人和由其代办的人都不能审批，请由其他分管局领导办理。"
        )


def why_not(reason: KeptBack | None, *, past: bool) -> str:
    """Return in words why a paper of an agreed disposal stays after all, "" for one that goes."""
    if reason is not None:
        return reason.value
    return "" if past else "保管期限延长，没有到期"


def _is_what_is_held(document: Document, number: str, digest: str) -> bool:
    return str(document.number) == number and fingerprint(document) == digest
