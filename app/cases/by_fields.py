"""Finds, or opens, the case that a paper given as bare fields belongs to; so no second notice slips past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.cases.caseless import refuse_without_case, refuse_without_chain
from app.cases.commands import OpenCase
from app.cases.counter import Counter
from app.cases.models import Case, CaseId, CaseQuery, CaseState, Party
from app.cases.ports import CaseStore, CaseUnit
from app.catalogue.models import ASSIGNED, Matter
from app.documents.catalogue import get_type
from app.errors import BadInput
from app.people.models import Actor

_OPEN = (CaseState.RECEIVED, CaseState.CORRECTING)
_MOST = 1_000


class CasesByFields:
    """The command line's way to a case."""

    def __init__(self, store: CaseStore, counter: Counter) -> None:
        self._store = store
        self._counter = counter

    def case_for(
        self, actor: Actor, type_key: str, fields: Mapping[str, Any], number: str = "", request_key: str = ""
    ) -> CaseId | None:
        """Return the case: of a request made before, by its number, by applicant and matter, or newly opened.

        None for a paper that needs no case, and for a matter that the catalogue does not hold. Raises
        ``BadInput`` where the number is unknown or the matter could be one of several, ``NeedsDenial`` for a
        paper that refuses: no case is opened to be refused.
        """
        if request_key:
            with self._store.read() as unit:
                done = unit.documents.find_by_request(request_key)
            if done is not None:
                return None if done.case is None else CaseId(done.case)
        if type_key == "denial_registration":
            refuse_without_chain(type_key)
        if number:
            return self._counter.by_number(actor, number).case.id
        if not get_type(type_key).needs_case:
            return None
        return self._by_fields(actor, type_key, fields)

    def _by_fields(self, actor: Actor, type_key: str, fields: Mapping[str, Any]) -> CaseId | None:
        with self._store.read() as unit:
            known = unit.cases.find_by_number(str(fields.get("case_number") or "").strip())
            matter = _matter(unit, fields) if known is None else None
        if known is not None:
            return known.id
        refuse_without_chain(type_key)
        if matter is None:
            return None
        found = self._standing(actor, fields, matter)
        if found is not None:
            return found.id
        refuse_without_case(type_key)
        return self._opened(actor, fields, matter).id

    def _standing(self, actor: Actor, fields: Mapping[str, Any], matter: Matter) -> Case | None:
        name = str(fields.get("applicant_name") or "").strip()
        with self._store.read() as unit:
            query = CaseQuery(words=name, divisions=frozenset({int(actor.division)}))
            cases = unit.cases.find(query, offset=0, limit=_MOST) if name else ()
        same = [
            case
            for case in cases
            if case.applicant.name == name and case.matter == matter.id and case.state in _OPEN
        ]
        return same[0] if same else None

    def _opened(self, actor: Actor, fields: Mapping[str, Any], matter: Matter) -> Case:
        command = OpenCase(
            matter=matter.id,
            applicant=_party(fields),
            application=True,
            channel=str(fields.get("channel") or "窗口"),
            received_on=_received_on(fields),
        )
        return self._counter.open(actor, command)


def _matter(unit: CaseUnit, fields: Mapping[str, Any]) -> Matter | None:
    code, name = str(fields.get("matter_code") or ""), str(fields.get("matter_name") or "").strip()
    matters = [matter for matter in unit.matters.all() if matter.active and matter.kind not in ASSIGNED]
    exact = [matter for matter in matters if (code and matter.code == code) or matter.name == name]
    near = exact or [matter for matter in matters if name and (name in matter.name or matter.name in name)]
    if len(near) == 1:
        return near[0]
    if near:
        choices = "、".join(matter.name for matter in near)
        raise BadInput(f"“{name}”可能是{choices}，请写明事项编码或全称。")
    return None


def _party(fields: Mapping[str, Any]) -> Party:
    def text(key: str) -> str:
        return str(fields.get(key) or "")

    kind = text("applicant_kind") or "自然人"
    return Party(
        name=text("applicant_name"),
        kind=kind,
        certificate_type="身份证" if kind == "自然人" else "统一社会信用代码",
        contact=text("contact_name"),
        telephone=text("telephone"),
        sms_telephone=text("sms_telephone"),
        address=text("address"),
        agent_name=text("agent_name"),
        agent_telephone=text("agent_telephone"),
    )


def _received_on(fields: Mapping[str, Any]) -> date | None:
    given = fields.get("received_on")
    if not given:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError as fault:
        raise BadInput(f"收件日期“{given}”应写成2026-09-30的样子，且确有这一天。") from fault
