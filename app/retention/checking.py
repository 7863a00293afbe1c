"""Whether papers may be destroyed: by two people, past their time, held back by nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.people.models import Actor
from app.register.models import Document, DocumentId
from app.register.paper import fingerprint
from app.retention.commands import KeptFromDestruction, NotAtThisState, SameHand, Tell
from app.retention.left import LeftBehind, in_order, left_digest
from app.retention.models import Chosen, Disposal, DisposalState, KeptBack
from app.retention.ports import RetentionUnit
from app.retention.retention import old_reach
from app.retention.telling import telling
from app.retention.terms import due_spans
from app.retention.unpacking import Package

NAMED = 10  # papers


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """What a package would have destroyed: papers with their hashes, what goes with them, and what is wrong."""

    items: tuple[tuple[DocumentId, str], ...]
    left: tuple[LeftBehind, ...]
    faults: tuple[str, ...]


def appraised(unit: RetentionUnit, actor: Actor, package: Package, today: date, tell: Tell) -> Appraisal:
    """Compare a package, paper by paper, with what the office holds; raises ``CalledOff``."""
    faults = list(_not_due(unit, actor, package, today))
    faults += [
        f"{each.number}：与登记簿中的不是同一份"
        for each in telling(tell, "核对登记簿", package.papers, len(package.papers))
        if not _is_what_is_held(unit.documents.get(each.document), each.number, each.digest)
    ]
    held = {(each.kind, each.id): each.digest for each in package.left}
    found, left = _left(unit, package, today), []
    for thing in telling(tell, "核对连同销毁的资料", found, len(found)):
        left.append(replace(thing, digest=left_digest(unit.retention.told(thing))))
        if held.get((thing.kind, thing.id)) != left[-1].digest:
            faults.append(f"{thing.word}{thing.number}：资料不在档案包里，或者导出以后有改动")
    items = tuple((each.document, each.digest) for each in package.papers)
    return Appraisal(items=items, left=tuple(left), faults=tuple(dict.fromkeys(faults)))


def refuse_unfit(unit: RetentionUnit, actor: Actor, package: Package, found: Appraisal, today: date) -> None:
    """Raise ``KeptFromDestruction`` naming all that is not due or held back by now, or was found wrong."""
    faults = list(dict.fromkeys((*_not_due(unit, actor, package, today), *found.faults)))
    known = {(each.kind, each.id) for each in found.left}
    left = {(each.kind, each.id): each for each in _left(unit, package, today)}
    faults += (f"{each.word}{each.number}：资料不在档案包里" for key, each in left.items() if key not in known)
    gone = (each for each in found.left if (each.kind, each.id) not in left)
    faults += (f"{each.word}{each.number}：现在不能销毁" for each in gone)
    if not package.papers and not found.left:
        faults.append("档案包里的资料现在都不能销毁：有了文书，被暂缓销毁，或已列入另一批")
    refuse_kept(faults, "这个档案包里有文书或资料现在不能销毁，没有提请。请按现在的到期清单重新导出：")


def _left(unit: RetentionUnit, package: Package, today: date) -> tuple[LeftBehind, ...]:
    """Return what goes with the papers of a package now, and those things of it that never had any."""
    left = unit.retention.left_by([each.document for each in package.papers])
    with_papers = {(each.kind, each.id) for each in left}
    bare = {(each.kind, each.id) for each in package.left} - with_papers
    if not bare:
        return left
    spans = due_spans(unit.retention.rules(), today)
    return in_order((*left, *unit.retention.bare(spans, Chosen(), len(bare), bare)))


def _not_due(unit: RetentionUnit, actor: Actor, package: Package, today: date) -> Iterator[str]:
    keys = [each.document for each in package.papers]
    past = past_time(unit, actor, keys, today)
    kept = unit.retention.why_kept(keys, proposed=True)
    for each in package.papers:
        if each.document not in past:
            yield f"{each.number}：没有到期，或已经销毁"
        elif each.document in kept:
            yield f"{each.number}：{kept[each.document].value}"


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
