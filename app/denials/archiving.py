"""Archiving a denial: its bundle, put away by the division (由处室将登记表与申报材料一并存档备查)."""

from __future__ import annotations

from dataclasses import replace

from app.calendar.shelf import CalendarShelf
from app.cases.refusing import denial_subject
from app.clock import Clock
from app.custody.handing import finish
from app.denials.acts import Act, act_on, entered, refuse_changed
from app.denials.commands import ArchiveDenial, NotAtThisStation
from app.denials.cover import Papers
from app.denials.models import Denial, DenialId, DenialState
from app.denials.offers import Standing, archive_closed, numbers_in
from app.denials.ports import DenialStore, DenialUnit
from app.denials.undoing import notice_of
from app.once import once
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.register.models import Document


class Archiving:
    """Archives denials and binds their papers."""

    def __init__(self, store: DenialStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    @once
    def archive(self, actor: Actor, command: ArchiveDenial) -> Denial:
        """Put a denial away; raises ``NotAtThisStation`` until its notice was served, ``Conflict``."""
        with self._store.begin() as unit:
            act = self._act(unit, actor, command.denial)
            refuse_changed(act, command.version)
            stands = Standing(
                unit=unit,
                act=act,
                notice=notice_of(act.facts, act.denial.notice),
                complaints=unit.denials.complaints(command.denial),
            )
            if closed := archive_closed(stands):
                raise NotAtThisStation(closed)
            archived = replace(
                act.denial, state=DenialState.ARCHIVED, archived_at=act.at, archived_by_name=act.actor.signed
            )
            unit.denials.save(archived)
            finish(unit.custody, denial_subject(command.denial), act.at)
            entered(unit, act, "archive_denial", f"归档{act.denial.case_number}的否定报备")
            return unit.denials.get(command.denial)

    def bundle(self, actor: Actor, denial: DenialId) -> bytes:
        """Return the papers as one PDF behind a cover list; raises ``NotAtThisStation`` before filing."""
        with self._store.read() as unit:
            papers = self._papers(unit, actor, denial)
        from app.denials.bundle import bind  # noqa: PLC0415  (pypdf is loaded when it is wanted)

        return bind(papers)

    def _act(self, unit: DenialUnit, actor: Actor, denial: DenialId) -> Act:
        actor = standing(unit.people, actor)
        act = act_on(unit, actor, denial, self._shelf.current(unit.calendars), self._clock())
        require(actor, Right.ARCHIVE, act.denial.division)
        return act

    def _papers(self, unit: DenialUnit, actor: Actor, denial: DenialId) -> Papers:
        act = self._act(unit, actor, denial)
        form = notice_of(act.facts, act.denial.form)
        if form is None:
            raise NotAtThisStation("报备完成后才有归档件：登记表还没有经单位负责人和分管局领导核查同意。")
        notice = notice_of(act.facts, act.denial.notice)
        after = [notice, *_proofs(act, notice)] if notice is not None else []
        files = tuple((each.name, unit.denials.content(each.id)) for each in unit.denials.attachments(denial))
        return Papers(
            denial=act.denial,
            case=act.case,
            bureau=act.facts.bureau,
            documents=(form, *after),
            files=files,
        )


def _proofs(act: Act, notice: Document) -> list[Document]:
    return [
        paper
        for paper in act.facts.standing
        if paper.type_key == "proof_of_service" and str(notice.number) in numbers_in(paper)
    ]
