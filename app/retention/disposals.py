"""Destroying old papers: one proposes, another agrees, and what is destroyed never comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.clock import Clock, office_date
from app.documents.catalogue import get_type
from app.ledger.entering import enter
from app.ledger.models import subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor, DivisionId
from app.people.permissions import Right, require
from app.people.standing import standing
from app.register.commands import CaseLink, IssueDocument
from app.register.issuing import issue_in, make_ready
from app.register.models import Document
from app.retention.checking import appraised, refuse_decided, refuse_same_hand, refuse_unfit
from app.retention.commands import Decide, NotAtThisState, Propose
from app.retention.left import counted
from app.retention.models import Disposal, DisposalId, DisposalState
from app.retention.ports import RetentionStore, RetentionUnit
from app.retention.retention import old_reader, written
from app.retention.terms import term_on
from app.retention.unpacking import Package, read_package

SHOWN = 200
REGISTER = "destruction_register"
_SHOWN_DIGEST = 16


class Disposals:
    """What is proposed for destruction, and what was decided on it."""

    def __init__(self, store: RetentionStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self, actor: Actor) -> tuple[Disposal, ...]:
        """Return the disposals, newest first."""
        with self._store.read() as unit:
            old_reader(unit, actor)
            return unit.retention.disposals(SHOWN)

    def get(self, actor: Actor, disposal: DisposalId) -> Disposal:
        """Return a disposal; raises ``NotAllowed``."""
        with self._store.read() as unit:
            old_reader(unit, actor)
            return unit.retention.get(disposal)

    @once
    def propose(self, actor: Actor, command: Propose) -> Disposal:
        """Propose to destroy what a package holds, which is read back first.

        Called off, it leaves nothing behind.
        Raises ``ChangedPackage``, ``KeptFromDestruction`` naming what must be kept, ``BadInput``,
        ``CalledOff``.
        """
        opinion, package, now = (
            written("鉴定意见", command.opinion),
            read_package(command.package, command.tell),
            self._clock(),
        )
        with self._store.read() as unit:
            who = standing(unit.people, actor)
            require(who, Right.APPRAISE, who.division)
            found = appraised(unit, who, package, office_date(now), command.tell)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.APPRAISE, actor.division)
            refuse_unfit(unit, actor, package, found, office_date(now))
            blank = _blank(actor, now, package, opinion)
            made = unit.retention.propose(blank, found.items, found.left)
            also = f"，连同{counted(found.left).said}的资料" if found.left else ""
            text = f"提请销毁到期文书{len(found.items)}件{also}（第{made}批）：{opinion}"
            detail = {
                "package": package.name,
                "digest": package.digest,
                "parties": [f"{each.word}{each.number}" for each in found.left],
            }
            about = subject("disposal", made)
            enter(unit.ledger, deed_of(actor, now, "propose_disposal", about, text, **detail), newborn=True)
            return unit.retention.get(made)

    @once
    def withdraw(self, actor: Actor, disposal: DisposalId, version: int) -> None:
        """Take back what was proposed and not decided on."""
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.retention.get(disposal)
            require(actor, Right.APPRAISE, found.division)
            refuse_decided(found)
            if actor.id != found.proposed_by:
                raise NotAtThisState(f"第{disposal}批由{found.proposed_by_name}提请，只能由其本人撤回。")
            unit.retention.finish(disposal, version, DisposalState.WITHDRAWN, now)
            text = f"撤回第{disposal}批销毁提请"
            enter(unit.ledger, deed_of(actor, now, "withdraw_disposal", subject("disposal", disposal), text))

    @once
    def decide(self, actor: Actor, command: Decide) -> Disposal:
        """Agree, which issues the register of destruction, or do not.

        Raises ``SameHand`` for whoever proposed it, under whatever hat, ``NotAtThisState``, ``Conflict``.
        """
        opinion, now = written("审批意见", command.opinion), self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            found = unit.retention.get(command.disposal)
            require(actor, Right.APPROVE_DESTRUCTION, found.division)
            refuse_decided(found)
            refuse_same_hand(actor, found)
            decided = replace(
                found,
                state=DisposalState.APPROVED if command.agreed else DisposalState.DECLINED,
                decided_by=actor.id,
                decided_for=actor.behalf.staff if actor.behalf else None,
                decided_by_name=actor.signed,
                decided_at=now,
                decision=opinion,
                version=command.version,
            )
            if command.agreed:
                register = _issued(unit, actor, decided, now)
                decided = replace(decided, register=register.id)
            unit.retention.decide(decided)
            word = "同意" if command.agreed else "不同意"
            also = f"，连同{found.left.said}的资料" if found.left.things else ""
            text = f"{word}销毁第{found.id}批到期文书{found.items}件{also}：{opinion}"
            enter(unit.ledger, deed_of(actor, now, "decide_disposal", subject("disposal", found.id), text))
            return unit.retention.get(found.id)


def _blank(actor: Actor, at: datetime, package: Package, opinion: str) -> Disposal:
    """Return what is proposed, as it is before the archive counts it."""
    return Disposal(
        id=DisposalId(0),
        state=DisposalState.PROPOSED,
        division=actor.division,
        opinion=opinion,
        proposed_by=actor.id,
        proposed_for=actor.behalf.staff if actor.behalf else None,
        proposed_by_name=actor.signed,
        proposed_at=at,
        package=package.name,
        digest=package.digest,
        items=len(package.papers),
    )


def _issued(unit: RetentionUnit, actor: Actor, disposal: Disposal, at: datetime) -> Document:
    """Issue the register of destruction (销毁清册) over the papers of an agreed disposal."""
    rules = unit.retention.rules()
    papers = [
        {
            "title": each.title,
            "number": str(each.number),
            "issued_on": each.issued_on.isoformat(),
            "term": term_on(get_type(each.type_key), rules, each.issued_on),
            "digest": each.digest[:_SHOWN_DIGEST],
        }
        for each in unit.retention.items(disposal.id)
    ]
    fields = {
        "division_name": unit.people.get_division(DivisionId(disposal.division)).name,
        "appraiser": disposal.proposed_by_name,
        "appraised_on": office_date(disposal.proposed_at).isoformat(),
        "package": disposal.package,
        "package_digest": disposal.digest,
        "opinion": disposal.opinion,
        "papers": papers,
        "parties": [
            {"kind": each.word, "number": each.number, "note": each.note}
            for each in unit.retention.listed(disposal.id)
        ],
        "parties_count": disposal.left.said,
        "approver": actor.signed,
        "approved_on": office_date(at).isoformat(),
        "approval_opinion": disposal.decision,
    }
    ready = make_ready(IssueDocument(type_key=REGISTER, fields=fields))
    link = CaseLink(case=None, number="", division=disposal.division, right=Right.APPROVE_DESTRUCTION)
    return issue_in(unit, actor, ready, at, link)
