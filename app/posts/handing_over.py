"""The use cases of handovers (工作交接): list what is open, issue the sheet, take over, give back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.cases.filling import Filled
from app.clock import Clock
from app.documents.handover_sheet import TYPE as SHEET
from app.documents.return_sheet import TYPE as RETURN
from app.errors import BadInput, Conflict, NotAllowed
from app.ledger.entering import enter
from app.ledger.models import Entry, Subject, subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor, StaffId
from app.people.permissions import Right, may, require
from app.people.rota import present
from app.posts.hand_back import as_now, coming_back, done_for, passed_on, passed_rows, things
from app.posts.hand_commands import GiveBack, HandoverStands, MakeHandover, SignHandover, TakeOver
from app.posts.hand_items import open_of
from app.posts.hand_looking import (
    Look,
    is_void,
    look_at,
    parties_of,
    person,
    refuse_standing,
    refuse_unless_away,
    refuse_unless_over,
    span_of,
)
from app.posts.hand_overview import HandoverOverview
from app.posts.hand_papers import Hand
from app.posts.hand_people import concerned, require_concern, seen_by
from app.posts.hand_sheets import (
    AFTERWARDS,
    Parties,
    but,
    done_rows,
    merged,
    provisional_of,
    return_fields,
    rows_of,
    sheet_fields,
)
from app.posts.hand_signing import SIGNED, hand_of, refuse_to_sign
from app.posts.hand_taking import given_back, taken
from app.posts.handed import Handover, HandoverId, HandoverItem
from app.posts.models import Absence, AbsenceId
from app.posts.ports import HandoverStore, HandoverUnit
from app.register.commands import CaseLink, IssueDocument
from app.register.issuing import issue_in, make_ready
from app.register.models import Document, DocumentId


@dataclass(frozen=True, kw_only=True)
class HandoverView:
    """A handover with its papers, its ``items`` as they stand now; ``handover`` None: none was made."""

    absence: Absence
    handover: Handover | None
    items: tuple[HandoverItem, ...]
    sheet: Document | None = None
    return_sheet: Document | None = None


class Handovers:
    """Handovers; they move nothing: who answers is resolved when an act is done. ``overview`` lists them."""

    def __init__(self, store: HandoverStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.overview = HandoverOverview(store, clock)

    def open_items(self, actor: Actor, staff: StaffId) -> tuple[HandoverItem, ...]:
        """Return everything the person has open now, by due date; raises ``NotAllowed`` for a stranger."""
        now = self._clock()
        with self._store.read() as unit:
            actor = person(unit, actor)
            absent = unit.people.get_staff(staff)
            there = present(unit.people.rota(now), now)
            require_concern(unit, actor, absent, there)
            whole = concerned(actor, absent, there)
            return seen_by(actor, open_of(unit, absent), whole=whole)

    def prefill(self, actor: Actor, absence: AbsenceId) -> Filled:
        """Return the handover sheet as the record knows it, every open item on it."""
        with self._store.read() as unit:
            look = look_at(unit, actor, absence, self._clock())
            items = _visible(unit, look)
            fields = sheet_fields(look.absence, parties_of(unit, look), items)
        return Filled(fields=fields, provisional=provisional_of(items, "items"))

    @once
    def make(self, actor: Actor, command: MakeHandover) -> Handover:
        """Issue the handover sheet and keep what was handed over.

        Afterwards for a sudden absence. Raises ``BadInput``, ``HandoverStands``, ``NotSoNow``, ``NotAllowed``.
        """
        with self._store.begin() as unit:
            look = look_at(unit, actor, command.absence, self._clock())
            refuse_unless_away(look)
            before = unit.handovers.find_of(look.absence.id)
            refuse_standing(unit, before)
            parties = parties_of(unit, look)
            rows = rows_of(SHEET, command.fields, "items")
            items, problems = merged(_visible(unit, look), rows, parties.division, "items")
            if problems:
                raise BadInput.listing(problems)
            fields = {**sheet_fields(look.absence, parties, items), **but(command.fields, "items")}
            if look.absence.sudden:
                fields["handover_manner"] = AFTERWARDS
            made = replace(_begun(look, parties), items=items, made_at=look.at, made_by_name=look.actor.signed)
            provisional = provisional_of(items, "items")
            paper = IssueDocument(type_key=SHEET.key, fields=fields, provisional=provisional)
            kept = _issued(unit, look, paper, before, made)
            text = f"{look.absent.name}离岗（{span_of(look)}）工作交接给{parties.receiver_name}：{len(items)}项"
            return _entered(unit, look, kept, "make_handover", text, _own_hand(unit, look, Hand.A))

    @once
    def take(self, actor: Actor, command: TakeOver) -> Handover:
        """Take over item by item or all that waits, and object to others.

        Only whoever stands in, in his own name, for what he answers for. Raises ``NotAllowed``,
        ``BadInput``, ``HandoverStands``, ``Conflict``.
        """
        with self._store.begin() as unit:
            before = unit.handovers.get(command.handover)
            if before.version != command.version:
                raise Conflict("这次交接刚被别人办过，没有重复接收。请刷新后再看。")
            look = look_at(unit, actor, AbsenceId(before.absence), self._clock())
            if before.returned_at is not None or not before.sheet or is_void(unit, before.sheet):
                raise HandoverStands(f"{look.absent.name}的交接单未签发、已作废或已交还，没有待接收的事项。")
            reach = look.there.cover_of(look.actor.id, look.absent.id)
            if reach is None or look.actor.id == look.absent.id:
                raise NotAllowed(f"{look.absent.name}的工作由顶岗的人接收，{look.actor.name}不能接收。")
            after, told = taken(before, command, reach.divisions, look.actor.name, look.at)
            unit.handovers.save(replace(after, version=command.version))
            kept = unit.handovers.get(before.id)
            detail = {**command.objections, "hand": Hand.B.value}
            return _entered(unit, look, kept, "take_over", f"接收{look.absent.name}的工作：{told}", detail)

    @once
    def sign(self, actor: Actor, command: SignHandover) -> Handover:
        """Sign the sheet, or the return sheet, as A, B or the supervisor; nobody signs in two places.

        Raises ``HandoverStands`` where the paper does not stand, items wait or it is signed; ``NotAllowed``.
        """
        with self._store.begin() as unit:
            unit.ledger.head()  # of two who sign at one moment, the second sees the first
            kept = unit.handovers.get(command.handover)
            look = look_at(unit, actor, AbsenceId(kept.absence), self._clock())
            place = refuse_to_sign(unit, look, kept, command.paper)
            text = f"{look.absent.name}离岗的{command.paper.value}：{place.place}签字"
            return _entered(unit, look, kept, SIGNED[command.paper], text, {"hand": place.hand.value})

    def prefill_return(self, actor: Actor, absence: AbsenceId) -> Filled:
        """Return the return sheet as the ledger knows it: what was done in his place, what comes back."""
        with self._store.read() as unit:
            look = look_at(unit, actor, absence, self._clock())
            before = unit.handovers.find_of(look.absence.id)
            items = seen_by(look.actor, coming_back(unit, look, before), whole=look.whole)
            done = (*done_rows(unit, done_for(unit, look)), *passed_rows(unit, look, before, items))
            fields = return_fields(look.absence, parties_of(unit, look), done, items) | things(unit, before)
        return Filled(fields=fields, provisional=provisional_of(items, "back"))

    @once
    def give_back(self, actor: Actor, command: GiveBack) -> Handover:
        """Issue the return sheet of an absence that is over; an absence without a handover gets its record.

        Raises ``BadInput``, ``HandoverStands``, ``NotSoNow`` before the person is back, ``NotAllowed``.
        """
        with self._store.begin() as unit:
            look = look_at(unit, actor, command.absence, self._clock())
            refuse_unless_over(look)
            before = unit.handovers.find_of(look.absence.id)
            if before is not None and before.return_sheet and not is_void(unit, before.return_sheet):
                raise HandoverStands(f"{look.absent.name}的这次离岗已出具返岗交还单，不能再出。")
            parties = parties_of(unit, look)
            rows = rows_of(RETURN, command.fields, "back")
            items, problems = merged(coming_back(unit, look, before), rows, parties.division, "back")
            if problems:
                raise BadInput.listing(problems)
            passed = passed_rows(unit, look, before, items)
            done = [*done_rows(unit, done_for(unit, look)), *passed, *rows_of(RETURN, command.fields, "done")]
            fields = {
                **return_fields(look.absence, parties, done, items),
                **things(unit, before),
                **but(command.fields, "back", "done"),
            }
            begun = before or _begun(look, parties)
            elsewhere = frozenset(each.holding.subject for each in passed_on(unit, before, items))
            made = given_back(begun, items, look.actor.signed, look.at, elsewhere)
            provisional = provisional_of(items, "back")
            paper = IssueDocument(type_key=RETURN.key, fields=fields, provisional=provisional)
            kept = _issued(unit, look, paper, before, made)
            text = f"{look.absent.name}返岗交还：代办{len(done)}笔，交还{len(items)}项"
            return _entered(unit, look, kept, "give_back", text, _own_hand(unit, look, Hand.A, Hand.B))

    def of_absence(self, actor: Actor, absence: AbsenceId) -> HandoverView:
        """Return the handover of an absence with its papers, or what is open where none was made."""
        with self._store.read() as unit:
            look = look_at(unit, actor, absence, self._clock())
            found = unit.handovers.find_of(look.absence.id)
            items = as_now(unit, look, found) if found is not None else open_of(unit, look.absent)
            kept = seen_by(look.actor, found.items, whole=look.whole) if found is not None else ()
            return HandoverView(
                absence=look.absence,
                handover=replace(found, items=kept) if found is not None else None,
                items=seen_by(look.actor, items, whole=look.whole),
                sheet=_paper(unit, found.sheet if found is not None else 0),
                return_sheet=_paper(unit, found.return_sheet if found is not None else 0),
            )

    def history(self, actor: Actor, absence: AbsenceId) -> tuple[Entry, ...]:
        """Return everything done with the handover of an absence, in order."""
        with self._store.read() as unit:
            look = look_at(unit, actor, absence, self._clock())
            found = unit.handovers.find_of(look.absence.id)
            return () if found is None else unit.ledger.entries_of(handover_subject(found.id))


def handover_subject(handover: HandoverId) -> Subject:
    """Name a handover for the ledger."""
    return subject("handover", handover)


def _visible(unit: HandoverUnit, look: Look) -> tuple[HandoverItem, ...]:
    return seen_by(look.actor, open_of(unit, look.absent), whole=look.whole)


def _own_hand(unit: HandoverUnit, look: Look, *hands: Hand) -> dict[str, str]:
    """Return as who one signs by issuing a paper: B signs the sheet by taking over, the supervisor apart."""
    hand = hand_of(unit, look)
    return {"hand": hand.value} if hand in hands else {}


def _begun(look: Look, parties: Parties) -> Handover:
    return Handover(
        id=HandoverId(0),
        absence=look.absence.id,
        staff=look.absent.id,
        division=parties.division,
        post_name=parties.post_name,
        receiver_name=parties.receiver_name,
    )


def _issued(
    unit: HandoverUnit, look: Look, paper: IssueDocument, before: Handover | None, made: Handover
) -> Handover:
    """Issue the paper and keep the handover with it, before the ledger is touched."""
    keys: list[HandoverId] = []

    def follow(document: Document) -> None:
        key = int(document.id)
        kept = replace(made, sheet=key) if paper.type_key == SHEET.key else replace(made, return_sheet=key)
        if before is None:
            keys.append(unit.handovers.add(kept))
        else:
            unit.handovers.save(replace(kept, id=before.id, version=before.version))
            keys.append(before.id)

    issue_in(unit, look.actor, make_ready(paper), look.at, _link(look, made.division), follow)
    return unit.handovers.get(keys[0])


def _link(look: Look, division: int) -> CaseLink:
    """Let the post's division sign, or that of whoever makes the sheet where he has no part in it."""
    here = may(look.actor, Right.HAND_OVER, division)
    signing = division if here else int(look.actor.division)
    require(look.actor, Right.HAND_OVER, signing)
    return CaseLink(case=None, number="", division=signing, right=Right.HAND_OVER)


def _entered(
    unit: HandoverUnit, look: Look, kept: Handover, act: str, text: str, detail: dict[str, str] | None = None
) -> Handover:
    about = handover_subject(kept.id)
    enter(unit.ledger, deed_of(look.actor, look.at, act, about, text, absence=kept.absence, **(detail or {})))
    return kept


def _paper(unit: HandoverUnit, key: int) -> Document | None:
    return unit.documents.get(DocumentId(key)) if key else None
