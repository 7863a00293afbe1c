"""Destroys the papers of an agreed disposal lot by lot: what broke off is gone on with, nothing comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from app.retention.commands import ChangedPackage, Destroy, NotAtThisState, Tell, unheard
from app.retention.left import NOTHING_LEFT, LeftBehind, LeftCounts, counted, left_digest
from app.retention.models import Disposal, DisposalId, DisposalState, Erasure, Item, KeptBack
from app.retention.ports import RetentionStore, RetentionUnit
from app.retention.unpacking import read_package

LOT = 50  # papers destroyed in one unit of work


@dataclass(frozen=True, kw_only=True)
class Destroyed:
    """What a run came to: papers destroyed by it (``now``), and what stays after all, with the reason.

    ``untried`` counts those that a run which was called off left for the next, ``left`` what went with its last
    paper.
    """

    disposal: Disposal
    now: int
    stays: tuple[tuple[str, str], ...]
    untried: int = 0
    left: LeftCounts = NOTHING_LEFT


@dataclass
class _Run:
    """What a run has come to so far."""

    gone: int = 0
    cleared: list[LeftBehind] = field(default_factory=list)
    stays: list[tuple[str, str]] = field(default_factory=list)
    changed: set[tuple[str, int]] = field(default_factory=set)

    def add(self, other: _Run) -> None:
        self.gone += other.gone
        self.cleared += other.cleared
        self.stays += other.stays


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
        run, tried = _Run(), 0
        left = [each for each in self._items(actor, found.id) if each.destroyed_at is None]
        while tried < len(left) and tell("销毁", tried, len(left)):
            lot = left[tried : tried + LOT]
            self._lot(actor, found.id, lot, run)
            tried += len(lot)
        through = tried == len(left) and self._rest(actor, found, run, tell)
        return Destroyed(
            disposal=self._finished(actor, found.id, run, through=through),
            now=run.gone,
            stays=tuple(run.stays),
            untried=len(left) - tried,
            left=counted(run.cleared),
        )

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

    def _lot(self, actor: Actor, disposal: DisposalId, items: list[Item], run: _Run) -> None:
        now, done = self._clock(), _Run(changed=run.changed)
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
                    done.stays.append((str(item.number), why))
                elif self._erased(unit, actor, found, item.document, now):
                    done.gone += 1
            self._clear(unit, actor, found, now, done)
        run.add(done)

    def _rest(self, actor: Actor, disposal: Disposal, run: _Run, tell: Tell) -> bool:
        """Take away what is left of the signed list lot by lot; tell whether all was gone through."""
        while tell("销毁资料", len(run.cleared), max(disposal.left.things, len(run.cleared))):
            done, now = _Run(changed=run.changed), self._clock()
            with self._store.begin() as unit:
                who = standing(unit.people, actor)
                write_alone(unit.ledger)
                found = unit.retention.get(disposal.id)
                _refuse_unagreed(who, found)
                self._clear(unit, who, found, now, done)
            run.add(done)
            if not done.cleared:
                return True
        return False

    def _clear(self, unit: RetentionUnit, actor: Actor, disposal: Disposal, at: datetime, run: _Run) -> None:
        """Take away what things of the signed list said that have no paper left, a lot of them at most."""
        for each in unit.retention.to_clear(disposal.id):
            if len(run.cleared) == LOT:
                return
            if (each.kind, each.id) in run.changed:
                continue
            if each.digest and left_digest(unit.retention.told(each)) != each.digest:
                run.changed.add((each.kind, each.id))
                run.stays.append((each.number, f"{each.word}的资料在导出以后有改动"))
                continue
            unit.retention.clear(each, at)
            run.cleared.append(each)
            also = f"（{each.note}）" if each.note else ""
            text = f"销毁{each.word}{each.number}的资料{also}：保管期满，见{disposal.register_number}"
            detail = {"files": each.files, "complaints": each.complaints, "callers": each.callers}
            about = subject(each.kind, each.id)
            enter(
                unit.ledger,
                deed_of(actor, at, "destroy_party", about, text, disposal=disposal.id, **detail),
            )

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

    def _finished(self, actor: Actor, disposal: DisposalId, run: _Run, *, through: bool) -> Disposal:
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.retention.get(disposal)
            held = unit.retention.held_bare(disposal) if through else ()
            run.stays += ((number, KeptBack.HELD.value) for number in held)
            if (
                not through
                or held
                or found.destroyed < found.items
                or found.state is not DisposalState.APPROVED
            ):
                return found
            unit.retention.finish(disposal, found.version, DisposalState.DONE, now)
            also = f"，连同{found.left.said}的资料" if found.left.things else ""
            text = f"第{disposal}批销毁完毕，共{found.items}件{also}，见{found.register_number}"
            enter(unit.ledger, deed_of(actor, now, "finish_disposal", subject("disposal", disposal), text))
            return unit.retention.get(disposal)


def _refuse_unagreed(actor: Actor, disposal: Disposal) -> None:
    require(actor, Right.APPRAISE, disposal.division)
    if disposal.state is not DisposalState.APPROVED:
        raise NotAtThisState(
            f"第{disposal.id}批{disposal.state.value}，不能销毁：须经档案员鉴定提请、分管局领导审批同意。"
        )
