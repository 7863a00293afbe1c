"""The use cases of the chain: draft, change, submit, check, give up; show, find and list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.calendar.shelf import CalendarShelf
from app.cases.facts import Facts, facts_of
from app.cases.filling import Filled
from app.cases.models import CaseId
from app.cases.refusing import denial_subject
from app.clock import Clock, office_date
from app.denials import chain, drafting
from app.denials.acts import Act, act_on, entered
from app.denials.commands import ChangeDenial, CheckDenial, DraftDenial, GiveUpDenial, SubmitDenial
from app.denials.form import FORM, completed, known_fields, page_of, printed_fields
from app.denials.models import Denial, DenialId, DenialQuery
from app.denials.ports import DenialStore, DenialUnit
from app.denials.showing import DenialView, masked_denial, may_uncover, sees_all, view_of
from app.denials.undoing import notice_of
from app.documents.catalogue import get_type
from app.forms.masking import masked_values
from app.forms.sheet import Sheet
from app.ledger.entering import write_alone
from app.ledger.models import Entry
from app.once import once
from app.people.models import Actor, DivisionId
from app.people.permissions import Right, may, reach_of, require
from app.people.standing import standing
from app.register.paper import covered, sheet_of

PAGE = 200
_MINE = ("denial:", "complaint:")
_READERS = (Right.UNCOVER, Right.PRINT_DOCUMENT, Right.CHECK_AS_LEADER)


class Denials:
    """Denials (否定报备) and their chain."""

    def __init__(self, store: DenialStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def prefill(self, actor: Actor, case: CaseId) -> Filled:
        """Return the registration form's fields as far as the case knows them."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            facts = self._facts(unit, case)
            require(actor, Right.DRAFT_DENIAL, facts.case.division)
            return Filled(fields=_known(unit, actor, facts), provisional=frozenset())

    @once
    def draft(self, actor: Actor, command: DraftDenial) -> Denial:
        """Begin the form; raises ``NoDenialHere`` where the case cannot be refused as it stands."""
        now = self._clock()
        with self._store.begin() as unit:
            write_alone(unit.ledger)
            actor = standing(unit.people, actor)
            made = drafting.draft(unit, actor, self._facts(unit, command.case), command, now)
            return unit.denials.get(made)

    @once
    def change(self, actor: Actor, command: ChangeDenial) -> Denial:
        """Change a draft; raises ``Conflict``, ``BadInput``, ``OnePersonOneStation``."""
        return self._do(actor, command.denial, lambda unit, act: drafting.change(unit, act, command))

    @once
    def submit(self, actor: Actor, command: SubmitDenial) -> Denial:
        """Hand a draft to the division head; raises ``BadInput`` with everything wrong in the form."""
        return self._do(actor, command.denial, lambda unit, act: drafting.submit(unit, act, command))

    @once
    def check(self, actor: Actor, command: CheckDenial) -> Denial:
        """Say an opinion; raises ``NotAtThisStation``, ``OnePersonOneStation``, ``Conflict``."""
        return self._do(actor, command.denial, lambda unit, act: chain.check(unit, act, command))

    @once
    def give_up(self, actor: Actor, command: GiveUpDenial) -> Denial:
        """Take a denial back before it is filed."""
        return self._do(actor, command.denial, lambda unit, act: drafting.give_up(unit, act, command))

    def get(self, actor: Actor, denial: DenialId) -> DenialView:
        """Return a denial with its papers, files and complaints."""
        with self._store.read() as unit:
            return view_of(unit, self._look(unit, actor, denial))

    def find(
        self, actor: Actor, query: DenialQuery, *, offset: int = 0, limit: int = PAGE
    ) -> tuple[Denial, ...]:
        """Return a page of the denials the actor may see, newest first, applicants masked."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            rows = unit.denials.find(_within_reach(actor, query), offset=offset, limit=limit)
        return tuple(map(masked_denial, rows))

    def count(self, actor: Actor, query: DenialQuery) -> int:
        """Return how many denials match that the actor may see."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            return unit.denials.count(_within_reach(actor, query))

    def waiting(self, actor: Actor) -> int:
        """Return how many denials and complaints this person holds."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            held = unit.custody.open_all(staff=actor.holder)
        return sum(each.holding.subject.startswith(_MINE) for each in held)

    def draft_sheet(self, actor: Actor, case: CaseId, fields: Mapping[str, Any]) -> Sheet:
        """Return the form as it would print now, marked 未经审批; what is wrong in it is left out."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            facts = self._facts(unit, case)
            require(actor, Right.DRAFT_DENIAL, facts.case.division)
            return page_of(unit, actor, facts, completed(fields, _known(unit, actor, facts)))

    def sheet(self, actor: Actor, denial: DenialId) -> Sheet:
        """Return the form as it prints now: marked 未经审批 until it is filed, masked for overseers."""
        with self._store.read() as unit:
            act = self._look(unit, actor, denial)
            in_full = any(may(act.actor, right, act.denial.division) for right in _READERS)
            form = notice_of(act.facts, act.denial.form)
            if form is not None:
                return sheet_of(form if in_full else covered(form))
            shown = view_of(unit, act, covers=False).denial
            fields = printed_fields(unit, shown)
            if not in_full:
                fields = masked_values(get_type(FORM).sections, fields)
            return page_of(unit, act.actor, act.facts, fields)

    def uncover(self, actor: Actor, denial: DenialId) -> DenialView:
        """Return a denial with personal data in full, and record that it was looked at."""
        now = self._clock()
        with self._store.begin() as unit:
            act = replace(self._look(unit, actor, denial), at=now)
            if not may_uncover(act.actor, act.denial.division):
                require(act.actor, Right.UNCOVER, act.denial.division)
            view = view_of(unit, act, covers=False)
            entered(unit, act, "uncover", f"查看办件{act.denial.case_number}否定报备的完整个人信息")
        return view

    def history(self, actor: Actor, denial: DenialId) -> tuple[Entry, ...]:
        """Return everything that was done with a denial, in order."""
        with self._store.read() as unit:
            self._look(unit, actor, denial)
            return unit.ledger.entries_of(denial_subject(denial))

    def _do(self, actor: Actor, denial: DenialId, deed: Callable[[DenialUnit, Act], None]) -> Denial:
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            act = act_on(unit, actor, denial, self._shelf.current(unit.calendars), now)
            require(actor, Right.SEE_WORK, act.denial.division)
            deed(unit, act)
            done = unit.denials.get(denial)
        return done if sees_all(actor, done.division) else masked_denial(done)

    def _look(self, unit: DenialUnit, actor: Actor, denial: DenialId) -> Act:
        actor = standing(unit.people, actor)
        act = act_on(unit, actor, denial, self._shelf.current(unit.calendars), self._clock())
        require(actor, Right.SEE_WORK, act.denial.division)
        return act

    def _facts(self, unit: DenialUnit, case: CaseId) -> Facts:
        calendar = self._shelf.current(unit.calendars)
        return facts_of(unit, unit.cases.get(case), calendar, office_date(self._clock()))


def _known(unit: DenialUnit, actor: Actor, facts: Facts) -> dict[str, Any]:
    division = unit.people.get_division(DivisionId(facts.case.division))
    return known_fields(facts, division.name, actor.signed)


def _within_reach(actor: Actor, query: DenialQuery) -> DenialQuery:
    require(actor, Right.SEE_WORK)
    reach = reach_of(actor, Right.SEE_WORK)
    if reach is None:
        return query
    asked = reach if query.divisions is None else reach & query.divisions
    return replace(query, divisions=asked)
