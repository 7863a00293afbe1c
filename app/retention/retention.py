"""How long papers are kept, what is past its time, and what is held back."""

from __future__ import annotations

from app.clock import Clock, office_date
from app.documents.catalogue import CATALOGUE, get_type
from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.ledger.entering import enter
from app.ledger.models import subject
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing
from app.retention.commands import LiftHold, OnlyLonger, PlaceHold, SetTerm
from app.retention.models import Group, Hold, HoldId, Rule
from app.retention.ports import RetentionStore, RetentionUnit
from app.retention.showing import TypeTerm
from app.retention.terms import due_spans, is_shorter, term_on, terms_since, years_of

LONGEST = 1_000
_EARLIEST_YEAR = 1900


def written(label: str, text: str, field: str = "") -> str:
    """Return a reason or opinion as written; raises ``BadInput`` where it is missing or too long."""
    text = text.strip()
    if len(text) < 2:  # noqa: PLR2004 - a word of Chinese
        raise _wrong(field, f"{label}未填，至少写2个字。")
    if faults := text_faults(label, text, lines=True, longest=LONGEST):
        raise _wrong(field, faults[0])
    return text


def _wrong(field: str, text: str) -> BadInput:
    return BadInput.listing((Problem(field, text),))


class Retention:
    """The rules of retention, the list of what is due, and holds (暂缓销毁)."""

    def __init__(self, store: RetentionStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def terms(self, actor: Actor) -> tuple[TypeTerm, ...]:
        """Return for each type its own period, the office's rules, and what holds for papers of today."""
        today = office_date(self._clock())
        with self._store.read() as unit:
            standing(unit.people, actor)
            rules = unit.retention.rules()
        return tuple(
            TypeTerm(
                type_key=each.key,
                title=each.title,
                own=each.retention,
                now=term_on(each, rules, today),
                rules=tuple(rule for rule in rules if rule.type_key == each.key),
            )
            for each in CATALOGUE
        )

    @once
    def set_term(self, actor: Actor, command: SetTerm) -> None:
        """Let a period hold from a day on; raises ``BadInput``, ``OnlyLonger`` where it reaches back."""
        document_type, basis = get_type(command.type_key), written("依据", command.basis, "basis")
        years_of(command.term)
        if command.effective_from.year < _EARLIEST_YEAR:
            raise _wrong("since", f"生效日期{command.effective_from}太早，请核对年份。")
        now = self._clock()
        today = office_date(now)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.SET_RETENTION)
            rules = unit.retention.rules()
            taken = (command.type_key, command.effective_from)
            if any((each.type_key, each.effective_from) == taken for each in rules):
                raise _wrong(
                    "since", f"《{document_type.title}》自{command.effective_from}起已有规定，请另选生效日期。"
                )
            if command.effective_from < today:
                stand = terms_since(document_type, rules, command.effective_from, today)
                if any(is_shorter(command.term, each) for each in stand):
                    raise OnlyLonger(
                        f"生效日期早于今天的规定管到已经签发的文书，只能延长：《{document_type.title}》"
                        f"现为{'、'.join(dict.fromkeys(stand))}，不能改为{command.term}。缩短请自今天或以后起。"
                    )
            unit.retention.add_rule(
                Rule(
                    type_key=command.type_key,
                    term=command.term,
                    effective_from=command.effective_from,
                    basis=basis,
                    set_by_name=actor.signed,
                )
            )
            text = f"《{document_type.title}》自{command.effective_from}起保管{command.term}：{basis}"
            enter(
                unit.ledger, deed_of(actor, now, "set_retention", subject("retention", command.type_key), text)
            )

    def groups(self, actor: Actor) -> tuple[Group, ...]:
        """Count what is past its time (到期待鉴定) by type and year, oldest year first."""
        today = office_date(self._clock())
        with self._store.read() as unit:
            actor = old_reader(unit, actor)
            return unit.retention.groups(due_spans(unit.retention.rules(), today), old_reach(actor))

    def holds(self, actor: Actor) -> tuple[Hold, ...]:
        """Return the holds that stand."""
        with self._store.read() as unit:
            old_reader(unit, actor)
            return unit.retention.holds()

    @once
    def place_hold(self, actor: Actor, command: PlaceHold) -> HoldId:
        """Keep everything of a number from being destroyed; raises ``BadInput`` for an unknown number."""
        number, reason = command.number.strip(), written("暂缓的原因", command.reason, "reason")
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.APPRAISE)
            if not number or not unit.retention.is_known(number):
                raise _wrong(
                    "number",
                    f"登记簿中没有文号或关联编号“{number[:60]}”。"
                    "请写完整的文号、受理编号、首问登记编号、工单编号或疑难问题编号。",
                )
            hold = Hold(
                id=HoldId(0),
                number=number,
                reason=reason,
                placed_at=now,
                placed_by=actor.id,
                placed_by_name=actor.signed,
            )
            made = unit.retention.place_hold(hold)
            text = f"暂缓销毁{number}：{reason}"
            enter(unit.ledger, deed_of(actor, now, "place_hold", subject("hold", made), text, number=number))
        return made

    @once
    def lift_hold(self, actor: Actor, command: LiftHold) -> None:
        """Lift a hold; raises ``Conflict`` where it was lifted before."""
        why, now = written("解除的原因", command.why), self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.APPRAISE)
            unit.retention.lift_hold(command.hold, now, actor.signed, why)
            text = f"解除暂缓销毁：{why}"
            enter(unit.ledger, deed_of(actor, now, "lift_hold", subject("hold", command.hold), text))


def old_reach(actor: Actor) -> frozenset[int] | None:
    """Return whose old papers the person sees, None for the whole bureau's."""
    right = Right.APPRAISE if may(actor, Right.APPRAISE) else Right.APPROVE_DESTRUCTION
    return reach_of(actor, right)


def old_reader(unit: RetentionUnit, actor: Actor) -> Actor:
    """Return who reads, an archivist or who agrees to destruction, as he stands now; raises ``NotAllowed``."""
    actor = standing(unit.people, actor)
    if not may(actor, Right.APPROVE_DESTRUCTION):
        require(actor, Right.APPRAISE)
    return actor
