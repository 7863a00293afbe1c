"""Destroys the papers of an agreed disposal lot by lot: what broke off is gone on with, nothing comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.clock import Clock, office_date
from app.ledger.entering import enter, write_alone
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.register.models import DocumentId
from app.register.paper import fingerprint
from app.retention.checking import past_time, why_not
from app.retention.commands import ChangedPackage, Destroy, NotAtThisState
from app.retention.models import Disposal, DisposalId, DisposalState, Erasure, Item
from app.retention.ports import RetentionStore, RetentionUnit
from app.retention.telling import Tell, unheard
from app.retention.unpacking import read_package

_Lot = tuple[int, int, list[tuple[str, str]]]  # papers, parties, what stays and why
LOT = 50  # papers destroyed in one unit of work


@dataclass(frozen=True, kw_only=True)
class Destroyed:
    """What a run came to: papers destroyed by it (``now``), and what stays after all, with the reason.

    ``untried`` counts those that a run which was called off left for the next, ``parties`` the cases and
    contacts whose people were destroyed with the last paper.
    """

    disposal: Disposal
    now: int
    stays: tuple[tuple[str, str], ...]
    untried: int = 0
    parties: int = 0


class Destroying:
    """Destroys what two people agreed on."""

    def __init__(self, store: RetentionStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def destroy(self, actor: Actor, command: Destroy, tell: Tell = unheard) -> Destroyed:
        """Destroy what is left of an agreed disposal; it cannot be undone.

        The package is read once more. What is held back by now stays, and the disposal stays open for it; so it
        does for what a run leaves that is called off, which ends after a lot.
        Raises ``ChangedPackage``, ``NotAtThisState``, ``NotAllowed``, ``CalledOff`` (nothing was destroyed).
        """
        found = self._agreed(actor, command, tell)
        done, tried, parties, stays = 0, 0, 0, []
        left = [each for each in self._items(actor, found.id) if each.destroyed_at is None]
        while tried < len(left) and tell("销毁", tried, len(left)):
            lot = left[tried : tried + LOT]
            gone, cleared, kept = self._lot(actor, found.id, lot)
            done, tried, parties = done + gone, tried + len(lot), parties + cleared
            stays += kept
        disposal, untried = self._finished(actor, found.id), len(left) - tried
        return Destroyed(disposal=disposal, now=done, stays=tuple(stays), untried=untried, parties=parties)

    def _agreed(self, actor: Actor, command: Destroy, tell: Tell) -> Disposal:
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.retention.get(command.disposal)
            items = unit.retention.items(command.disposal)
        _refuse_unagreed(actor, found)
        package = read_package(command.package, tell)
        same = {(each.document, each.digest) for each in package.papers}
        if package.digest != found.digest or not {(each.document, each.digest) for each in items} <= same:
            raise ChangedPackage(
                f"“{package.name}”不是第{found.id}批提请时的档案包（{found.package}），没有销毁。"
                "请选原来的档案包；找不到时请撤回或不批准这一批，重新导出、重新提请。"
            )
        return found

    def _items(self, actor: Actor, disposal: DisposalId) -> tuple[Item, ...]:
        with self._store.read() as unit:
            standing(unit.people, actor)
            return unit.retention.items(disposal)

    def _lot(self, actor: Actor, disposal: DisposalId, items: list[Item]) -> _Lot:
        now, gone, stays = self._clock(), 0, []
        keys = [each.document for each in items]
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            write_alone(unit.ledger)  # another window may be at the same disposal
            found = unit.retention.get(disposal)
            _refuse_unagreed(actor, found)
            past = past_time(unit, actor, keys, office_date(now))
            kept = unit.retention.why_kept(keys, proposed=False)
            for item in items:
                if why := why_not(kept.get(item.document), past=item.document in past):
                    stays.append((str(item.number), why))
                elif self._erased(unit, actor, found, item.document, now):
                    gone += 1
            return gone, self._cleared(unit, actor, found, now), stays

    def _cleared(self, unit: RetentionUnit, actor: Actor, disposal: Disposal, at: datetime) -> int:
        """Take away who cases and contacts of the signed list were about that have no paper left."""
        signed = _signed(unit, disposal)
        left = [
            each for each in unit.retention.left_behind(disposal.id, planned=False) if each.number in signed
        ]
        for each in left:
            unit.retention.clear(disposal.id, each)
            text = f"销毁{each.word}{each.number}的当事人资料：文书已全部销毁，见{disposal.register_number}"
            about = subject(each.kind, each.id)
            enter(unit.ledger, deed_of(actor, at, "destroy_party", about, text, disposal=disposal.id))
        return len(left)

    def _erased(
        self, unit: RetentionUnit, actor: Actor, disposal: Disposal, key: DocumentId, at: datetime
    ) -> bool:
        paper = unit.documents.get(key)
        if paper.destroyed_at is not None:  # another window went on with the same disposal
            return False
        digest = fingerprint(paper)
        unit.retention.erase(Erasure(disposal=disposal.id, document=paper, digest=digest, at=at))
        text = f"销毁{paper.number}：保管期满，见{disposal.register_number}"
        detail = {"number": str(paper.number), "fingerprint": digest, "register": disposal.register_number}
        about = subject("document", key)
        enter(unit.ledger, deed_of(actor, at, "destroy_document", about, text, disposal=disposal.id, **detail))
        return True

    def _finished(self, actor: Actor, disposal: DisposalId) -> Disposal:
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.retention.get(disposal)
            if found.destroyed < found.items or found.state is not DisposalState.APPROVED:
                return found
            unit.retention.finish(disposal, found.version, DisposalState.DONE, now)
            parties = len(_signed(unit, found))
            also = f"，连同{parties}件办件、首问的当事人资料" if parties else ""
            text = f"第{disposal}批销毁完毕，共{found.items}件{also}，见{found.register_number}"
            enter(unit.ledger, deed_of(actor, now, "finish_disposal", subject("disposal", disposal), text))
            return unit.retention.get(disposal)


def _signed(unit: RetentionUnit, disposal: Disposal) -> frozenset[str]:
    """Return the numbers whose people go by the register that both signed."""
    if disposal.register is None:
        return frozenset()
    return frozenset(
        each["number"] for each in unit.documents.get(disposal.register).fields.get("parties") or ()
    )


def _refuse_unagreed(actor: Actor, disposal: Disposal) -> None:
    require(actor, Right.APPRAISE, disposal.division)
    if disposal.state is not DisposalState.APPROVED:
        raise NotAtThisState(
            f"第{disposal.id}批{disposal.state.value}，不能销毁：须经档案员鉴定提请、分管局领导审批同意。"
        )
