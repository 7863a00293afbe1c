"""What the case knows of the papers of its later life: refusal, deferral, special step, extension, lateness."""

from __future__ import annotations

from typing import Any

from app.cases.facts import Facts
from app.cases.models import CaseMaterial, MaterialStatus
from app.cases.next_acts import pledged_of, wanting_of
from app.cases.refusing import decision_of
from app.cases.running import longer, remaining

_MAIN = {True: "主要", False: "次要"}
_PRESENT = (MaterialStatus.PRESENT, MaterialStatus.SHARED)


def row_of(material: CaseMaterial) -> dict[str, Any]:
    """Return a material as the lists of papers begin it."""
    return {
        "name": material.name,
        "main": _MAIN[material.main],
        "form": material.form,
        "copies": material.copies,
        "medium": material.medium,
    }


def received_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the materials that are there, as a receipt lists them."""
    return [
        {**row_of(each), "remark": "共享获取" if each.status is MaterialStatus.SHARED else each.remark}
        for each in facts.case.materials
        if each.status in _PRESENT
    ]


def pledge_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the 告知承诺书 as a receipt lists it: as the paper that was received in the place of others."""
    stood_for = pledged_of(facts.case, facts.standing)
    if not stood_for:
        return []
    return [
        {
            "name": "告知承诺书",
            "main": _MAIN[any(each.main for each in stood_for)],
            "form": "原件",
            "copies": 1,
            "medium": "纸质",
            "remark": "代替" + "、".join(each.name for each in stood_for),
        }
    ]


def deferral_undertaking(facts: Facts) -> dict[str, Any]:
    """Return what an undertaking for deferred materials begins with; the committed limit is the last day."""
    limit = facts.matter.committed_limit
    last = facts.calendar.due(facts.today, limit).due if limit else facts.today
    return {
        "certificate": facts.case.applicant.certificate,
        "received_materials": received_rows(facts),
        "missing_materials": [
            {**row_of(each), "submit_manner": "现场", "submit_by": last.isoformat()}
            for each in wanting_of(facts.case, facts.standing)
        ],
    }


def deferred_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return the outstanding materials as the standing undertaking promises them."""
    undertaking = facts.last("deferral_undertaking")
    if undertaking is None:
        return []
    lacking = {each.name for each in wanting_of(facts.case, facts.standing)}
    keys = ("name", "main", "form", "copies", "medium", "submit_by")
    return [
        {key: row[key] for key in keys if key in row}
        for row in undertaking.fields.get("missing_materials", ())
        if row.get("name") in lacking
    ]


def notice_and_undertaking(facts: Facts) -> dict[str, Any]:
    """Return what a notice-and-undertaking begins with: the wanting materials, for which it would stand."""
    lacking = wanting_of(facts.case, facts.standing)
    return {
        "certificate": facts.case.applicant.certificate,
        "proofs": [{"name": each.name, "standard": each.standard or each.remark} for each in lacking],
    }


def special_step_notice(facts: Facts) -> dict[str, Any]:
    """Return what a notice of a special step begins with."""
    segment = facts.segment
    return {
        **_accepted(facts),
        **_by(facts),
        "suspended_on": facts.today.isoformat(),
        "remaining_days": remaining(segment.holding, facts.today, facts.calendar) if segment else 0,
    }


def extension_notice(facts: Facts) -> dict[str, Any]:
    """Return what the leader approved, and the day that follows from it."""
    extension, segment = facts.case.extension, facts.segment
    if extension is None or segment is None:
        return {**_accepted(facts), **_by(facts)}
    due = longer(segment.holding, extension.days, facts.calendar, "").due
    return {
        **_accepted(facts),
        **_by(facts),
        "extension_days": extension.days,
        "new_due_on": due.due.isoformat() if due else None,
        "reason": extension.reason,
        "approved_by": extension.decided_by_name,
        "approved_on": extension.decided_on.isoformat() if extension.decided_on else None,
    }


def overdue_record(facts: Facts) -> dict[str, Any]:
    """Return what the record of lateness begins with."""
    told = facts.case.applicant.contact or facts.case.applicant.name
    return {**_accepted(facts), **_by(facts), "told_person": told}


def non_acceptance_notice(facts: Facts) -> dict[str, Any]:
    """Return what the notice begins with; what the chain agreed to stands in it word for word."""
    clearance = facts.clearance
    cleared = clearance is not None and clearance.cleared
    form = facts.last("denial_registration")
    known: dict[str, Any] = {
        **_by(facts),
        "decision": decision_of(facts),
        "layout": facts.settings.notice_layout,
        "reconsideration_organ": facts.settings.reconsideration_organ,
        "court": facts.settings.court,
        "returned_materials": [
            {"name": each.name, "copies": each.copies} for each in facts.case.materials if _handed_in(each)
        ],
    }
    if cleared and clearance is not None:
        known |= {
            "situation": clearance.situation,
            "reasons": clearance.fields.get("reasons"),
            "denial_number": str(form.number) if form is not None else "",
        }
    return known


def _handed_in(material: CaseMaterial) -> bool:
    return material.status in (MaterialStatus.PRESENT, MaterialStatus.FAULTY)


def _by(facts: Facts) -> dict[str, Any]:
    """Name the division's handler, who issues these papers himself; before that the clerk of the case."""
    return {"handler_name": facts.by} if facts.by else {}


def _accepted(facts: Facts) -> dict[str, Any]:
    accepted_on = facts.case.accepted_on
    return {
        "accepted_on": accepted_on.isoformat() if accepted_on else None,
        "due_on": facts.due.isoformat() if facts.due else None,
    }


# What the case, the leader or the chain decided: it stands in the paper whatever was typed.
DECIDED = {
    "special_step_notice": ("accepted_on", "due_on", "remaining_days"),
    "extension_notice": (
        "accepted_on",
        "due_on",
        "extension_days",
        "new_due_on",
        "approved_by",
        "approved_on",
    ),
    "overdue_record": ("due_on",),
    "non_acceptance_notice": ("decision", "regime", "received_on", "denial_number"),
}
CLEARED = ("situation", "reasons")


def decided_keys(type_key: str, facts: Facts) -> tuple[str, ...]:
    """Return the fields of a paper that nobody types."""
    keys = DECIDED.get(type_key, ())
    clearance = facts.clearance
    if type_key == "non_acceptance_notice" and clearance is not None and clearance.cleared:
        return (*keys, *CLEARED)
    return keys
