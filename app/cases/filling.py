"""Fills a paper's fields from the case, so that nothing known is typed twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.calendar.dues import Due
from app.calendar.engine import WorkCalendar
from app.cases import filling_acts
from app.cases.commands import WrongState
from app.cases.facts import Facts
from app.cases.filling_acts import decided_keys, deferred_rows, pledge_rows, received_rows, row_of
from app.cases.models import Case, CaseMaterial, CaseState, MaterialStatus
from app.cases.next_acts import unserved, wanting_of
from app.cases.paper_dates import accepted_on, counted_dues
from app.cases.results import result_row
from app.catalogue.models import Matter
from app.documents.catalogue import get_type
from app.forms.fields import all_fields

_ASKED = {
    MaterialStatus.PRESENT: "已具备",
    MaterialStatus.SHARED: "共享获取",
    MaterialStatus.MISSING: "需提交",
    MaterialStatus.FAULTY: "需提交",
}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Fields ready for entry, and which of their dates are provisional."""

    fields: dict[str, Any]
    provisional: frozenset[str]


def fill(type_key: str, facts: Facts, entered: Mapping[str, Any] | None = None) -> Filled:
    """Return the type's fields from the facts; what was entered stands before what is known.

    A field entered as None is left empty on purpose; a date that is counted is counted again.
    """
    if type_key not in _OF_TYPE:
        raise WrongState(f"《{get_type(type_key).title}》不从办件直接出具，请在“否定报备”页办理。")
    known = {**_of_case(facts.case), **_of_matter(facts.matter), **_OF_TYPE[type_key](facts)}
    if facts.assigned:
        known["matter_name"] = facts.case.matter_name  # a letter goes by its own title
    keys = [field.key for field in all_fields(get_type(type_key).sections)]
    fields = {key: known[key] for key in keys if known.get(key) not in (None, "", [])}
    fields |= {key: value for key, value in (entered or {}).items() if value != ""}
    if "case_number" in keys:
        fields["case_number"] = facts.case.number  # the paper belongs to this case, whatever was typed
    for key in decided_keys(type_key, facts):
        fields[key] = known.get(key)
    fields = {key: value for key, value in fields.items() if value is not None}
    dues = counted_dues(type_key, facts, fields)
    for key, due in dues.items():
        fields.setdefault(key, due.due.isoformat())
    if "tell_by" in dues:
        fields["tell_by"] = dues["tell_by"].due.isoformat()  # the law's own limit, nobody's choice
    return Filled(fields=fields, provisional=frozenset(_resting(type_key, facts, fields, dues)))


def _resting(type_key: str, facts: Facts, fields: Mapping[str, Any], dues: Mapping[str, Due]) -> Iterator[str]:
    """Yield the dates still to come that rest on a year not loaded: those counted, and those promised."""
    for key, due in dues.items():
        if due.provisional or not _is_known(facts.calendar, fields[key]):
            yield key
    if type_key == "one_time_notice" and not _is_known(facts.calendar, fields.get("promised_reply_at")):
        yield "promised_reply_at"
    deferring = type_key in ("acceptance_receipt", "deferral_undertaking")
    rows = fields.get("missing_materials") if deferring else None
    for place, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        if isinstance(row, Mapping) and not _is_known(facts.calendar, row.get("submit_by")):
            yield f"missing_materials.{place}.submit_by"


def _is_known(calendar: WorkCalendar, text: object) -> bool:
    try:
        return calendar.is_known(date.fromisoformat(str(text)[:10]).year)
    except ValueError:
        return True  # empty, or the form's own checks refuse it with a sentence


def _of_case(case: Case) -> dict[str, Any]:
    applicant = case.applicant
    return {
        "applicant_name": applicant.name,
        "applicant_kind": applicant.kind,
        "contact_name": applicant.contact,
        "telephone": applicant.telephone,
        "sms_telephone": applicant.sms_telephone,
        "address": applicant.address,
        "agent_name": applicant.agent_name,
        "agent_telephone": applicant.agent_telephone,
        "channel": case.channel,
        "case_number": case.number,
        "received_on": case.received_on.isoformat(),
        "handler_name": case.clerk_name,
        "recipient": applicant.name,
    }


def _of_matter(matter: Matter) -> dict[str, Any]:
    return {
        "matter_name": matter.name,
        "matter_code": matter.code,
        "matter_kind": matter.kind.value,
        "regime": matter.regime.value,
        "basis": matter.basis,
        "conditions": matter.conditions,
        "procedure": matter.procedure,
        "requirements": matter.requirements,
        "statutory_limit": matter.statutory_limit,
        "committed_limit": matter.committed_limit,
        "special_steps": matter.special_steps,
        "fee": matter.fee,
        "counter_telephone": matter.counter_telephone,
        "supervision_telephone": matter.supervision_telephone,
    }


def _one_time_notice(facts: Facts) -> dict[str, Any]:
    return {
        "materials": [
            {
                **row_of(material),
                "source": material.source,
                "status": _ASKED[material.status],
                "remark": material.remark,
            }
            for material in facts.case.materials
        ]
    }


def _correction_notice(facts: Facts) -> dict[str, Any]:
    wanting = wanting_of(facts.case, facts.standing)
    return {
        "told_on": facts.today.isoformat(),
        "correction_limit": facts.matter.correction_limit,
        "correction_unit": facts.matter.correction_unit,
        "corrections": [_correction(material) for material in wanting],
    }


def _correction(material: CaseMaterial) -> dict[str, Any]:
    row = row_of(material)
    del row["main"]
    missing = material.status is MaterialStatus.MISSING
    standard = material.standard or material.remark
    row["standard"] = standard or f"提交{material.form}{material.copies}份，内容完整、清晰"
    row["fault"] = material.fault or ("未提交" if missing else "")
    return row


def _acceptance_receipt(facts: Facts) -> dict[str, Any]:
    return {
        "accepted_on": accepted_on(facts).isoformat(),
        "accepted_by": facts.case.clerk_name,
        "received_materials": [*received_rows(facts), *pledge_rows(facts)],
        "missing_materials": deferred_rows(facts),
    }


def _proof_of_service(facts: Facts) -> dict[str, Any]:
    rows = [
        {"title": paper.title, "number": str(paper.number), "copies": 1} for paper in unserved(facts.papers)
    ]
    if facts.case.state is CaseState.COMPLETED:
        rows.append(result_row(facts.case.result))
    received_by_the_applicant = None  # unlike the day the office received his materials, not known yet
    return {"server": facts.bureau, "documents": rows, "received_on": received_by_the_applicant}


_OF_TYPE = {
    "one_time_notice": _one_time_notice,
    "correction_notice": _correction_notice,
    "acceptance_receipt": _acceptance_receipt,
    "proof_of_service": _proof_of_service,
    "deferral_undertaking": filling_acts.deferral_undertaking,
    "notice_and_undertaking": filling_acts.notice_and_undertaking,
    "special_step_notice": filling_acts.special_step_notice,
    "extension_notice": filling_acts.extension_notice,
    "overdue_record": filling_acts.overdue_record,
    "non_acceptance_notice": filling_acts.non_acceptance_notice,
}
