"""Papers for a matter that the catalogue does not hold: no case, but the second notice is guarded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.cases.commands import NeedsDenial, SecondGround
from app.cases.ports import CaseStore, CaseUnit
from app.cases.second_notice import SecondNoticeGround, Told, counted, ground_for
from app.clock import Clock
from app.documents.catalogue import get_type
from app.once import once
from app.people.models import Actor
from app.people.permissions import require
from app.people.standing import standing
from app.register.commands import IssueDocument, NeedsCase
from app.register.issuing import issue_in, make_ready, request_done, right_to
from app.register.models import Document, Query

_NOTICE = "correction_notice"
_OF_ACCEPTED = ("special_step_notice", "extension_notice", "overdue_record")
_MOST = 1_000


def refuse_without_chain(type_key: str) -> None:
    """Raise ``NeedsDenial`` for the two papers that exist only behind a case and its denial (窗口无否决权)."""
    if type_key == "denial_registration":
        raise NeedsDenial(
            "《否定报备登记表》由单位负责人和分管局领导核查同意后自动签发，不能直接出具；"
            "请在“否定报备”页起草（命令行：denial draft --case 受理编号 --fields 文件）。"
        )
    if type_key == "non_acceptance_notice":
        raise NeedsDenial(
            "不予受理通知书须从已登记的办件出具，并先完成否定报备；请写明受理编号（命令行：--case 受理编号）。"
        )


def refuse_without_case(type_key: str) -> None:
    """Raise ``NeedsCase`` for a paper that moves the limit of an accepted case: nothing else says it may."""
    if type_key in _OF_ACCEPTED:
        title = get_type(type_key).title
        raise NeedsCase(f"《{title}》须从已受理的办件出具，请写明受理编号（命令行：--case 受理编号）。")


class CaselessPapers:
    """The command line's way to a paper without a case."""

    def __init__(self, store: CaseStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @once
    def issue(self, actor: Actor, command: IssueDocument, second: SecondGround | None = None) -> Document:
        """Issue the paper; raises ``BadInput``, ``NotAllowed``, ``SecondNoticeNeedsReason``.

        Raises ``NeedsDenial`` for a paper that refuses, ``NeedsCase`` for one that moves a limit.
        A notice counts as the second where the division told the same applicant of the same matter before.
        """
        refuse_without_chain(command.type_key)
        refuse_without_case(command.type_key)
        ready = make_ready(command)
        now = self._clock()
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, right_to(command.type_key), actor.division)
            done = request_done(unit, command.request_key, command.type_key, None)
            if done is not None:
                return done
            ground = _ground(unit, actor, ready.values, second) if command.type_key == _NOTICE else None
            document = issue_in(unit, actor, ready, now)
            if ground is not None:
                unit.cases.add_second_notice(counted(document, ground, document.matter_name))
        return document


def _ground(
    unit: CaseUnit, actor: Actor, values: Mapping[str, Any], second: SecondGround | None
) -> SecondNoticeGround | None:
    told = Told(division=actor.division, corrections=tuple(values["corrections"]))
    return ground_for(unit.people, told, _earlier(unit, actor, values), second)


def _earlier(unit: CaseUnit, actor: Actor, values: Mapping[str, Any]) -> list[Document]:
    party, matter = values.get("applicant_name"), values.get("matter_name")
    query = Query(words=str(party or ""), type_key=_NOTICE, divisions=frozenset({int(actor.division)}))
    found = (unit.documents.get(row.id) for row in unit.documents.find(query, offset=0, limit=_MOST))
    return [paper for paper in found if (paper.party, paper.matter_name) == (party, matter)]
