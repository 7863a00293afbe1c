"""Archiving a denial: its bundle, put away by the division (由处室将登记表与申报材料一并存档备查)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.calendar.shelf import CalendarShelf
from app.cases.refusing import denial_subject
from app.clock import Clock
from app.custody.handing import finish
from app.denials.acts import Act, act_on, entered, refuse_changed
from app.denials.bundle import Part, bound
from app.denials.commands import ArchiveDenial, NotAtThisStation
from app.denials.cover import materials_sheet
from app.denials.models import Denial, DenialId, DenialState
from app.denials.offers import Standing, archive_closed, numbers_in
from app.denials.ports import DenialStore, DenialUnit
from app.denials.undoing import notice_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing
from app.press import press_pdf
from app.register.models import Document
from app.register.paper import sheet_of


@dataclass(frozen=True, kw_only=True)
class _Papers:
    """What goes into a bundle, read in one unit of work; it is set on pages afterwards."""

    denial: Denial
    act: Act
    documents: tuple[Document, ...]
    files: tuple[tuple[str, str, bytes], ...]


class Archiving:
    """Archives denials and binds their papers."""

    def __init__(self, store: DenialStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def archive(self, actor: Actor, command: ArchiveDenial) -> Denial:
        """Put a denial away; raises ``NotAtThisStation`` until its notice was served, ``Conflict``."""
        now = self._clock()
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
                act.denial, state=DenialState.ARCHIVED, archived_at=now, archived_by_name=act.actor.name
            )
            unit.denials.save(archived)
            finish(unit.custody, denial_subject(command.denial), now)
            entered(unit, replace(act, at=now), "archive_denial", f"归档{act.denial.case_number}的否定报备")
            return unit.denials.get(command.denial)

    def bundle(self, actor: Actor, denial: DenialId) -> bytes:
        """Return the papers as one PDF behind a cover list; raises ``NotAtThisStation`` before filing."""
        with self._store.read() as unit:
            papers = self._papers(unit, actor, denial)
        parts = [_paper(each) for each in papers.documents]
        listed = press_pdf(materials_sheet(papers.act.case))
        day = papers.act.case.received_on
        parts.insert(1, Part(title="申报材料清单", number=papers.act.case.number, day=day, pdf=listed.pdf))
        parts += [Part(title=name, number="", day=None, file=content) for name, _, content in papers.files]
        return bound(papers.denial, papers.act.facts.bureau, parts)

    def _act(self, unit: DenialUnit, actor: Actor, denial: DenialId) -> Act:
        actor = standing(unit.people, actor)
        act = act_on(unit, actor, denial, self._shelf.current(unit.calendars), self._clock())
        require(actor, Right.ARCHIVE, act.denial.division)
        return act

    def _papers(self, unit: DenialUnit, actor: Actor, denial: DenialId) -> _Papers:
        act = self._act(unit, actor, denial)
        form = notice_of(act.facts, act.denial.form)
        if form is None:
            raise NotAtThisStation("报备完成后才有归档件：登记表还没有经单位负责人和分管局领导核查同意。")
        notice = notice_of(act.facts, act.denial.notice)
        after = [notice, *_proofs(act, notice)] if notice is not None else []
        files = tuple(
            (each.name, each.digest, unit.denials.content(each.id)) for each in unit.denials.attachments(denial)
        )
        return _Papers(denial=act.denial, act=act, documents=(form, *after), files=files)


def _proofs(act: Act, notice: Document) -> list[Document]:
    return [
        paper
        for paper in act.facts.standing
        if paper.type_key == "proof_of_service" and str(notice.number) in numbers_in(paper)
    ]


def _paper(document: Document) -> Part:
    return Part(
        title=document.title,
        number=str(document.number),
        day=document.issued_on,
        pdf=press_pdf(sheet_of(document)).pdf,
    )
