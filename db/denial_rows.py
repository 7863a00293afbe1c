"""Between the rows of denials and what the office knows of them."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

from app.cases.models import AfterReport, Clearance, Situation
from app.denials.models import Check, Denial, DenialClass, DenialId, DenialState, Ground, Opinion, Station
from app.errors import Spoilt
from db.rows import SPOILT, AnyRow, from_json, to_json

Word = TypeVar("Word", bound=Enum)
_TURNED_DOWN = (DenialState.DOWN.value, DenialState.OVERTURNED.value)


def word_of(kind: type[Word], kept: str) -> Word:
    """Return the word that was kept; raises ``Spoilt`` where it is none of its kind any more."""
    try:
        return kind(kept)
    except ValueError as fault:
        raise Spoilt(SPOILT) from fault


def reported(report: AfterReport) -> Denial:
    """Return the draft that reports a refusal told before (事后补报)."""
    return Denial(
        id=DenialId(0),
        case=report.case,
        case_number=report.case_number,
        division=report.division,
        division_name=report.division_name,
        matter_name=report.matter_name,
        party=report.party,
        situation=Situation(report.situation),
        ground=Ground.AGAINST_RULES,
        kind=DenialClass.POLICY,
        fields=report.fields,
        state=DenialState.DRAFT,
        prepared_by=report.by,
        prepared_by_name=report.by_name,
        opened_at=report.at,
        after=True,
        report_by=report.report_by,
        notice=report.notice,
        case_state_before=report.case_state_before,
    )


def clearance_of(row: AnyRow) -> Clearance:
    """Return what a denial allows: a report made afterwards clears nothing, for its notice is out."""
    return Clearance(
        denial=row.id,
        version=row.version,
        state=row.state,
        cleared=row.state == DenialState.FILED.value and not row.told_before,
        turned_down=row.state in _TURNED_DOWN,
        situation=row.situation,
        case_state_before=row.case_state_before or "",
        fields=from_json(row.fields),
    )


def denial_row(denial: Denial) -> dict[str, Any]:
    """Return the row of a denial without its key and version."""
    return {
        "case_id": denial.case,
        "case_number": denial.case_number,
        "division_id": denial.division,
        "division_name": denial.division_name,
        "matter_name": denial.matter_name,
        "party": denial.party,
        "situation": denial.situation.value,
        "ground": denial.ground.value,
        "kind": denial.kind.value,
        "fields": to_json(dict(denial.fields)),
        "state": denial.state.value,
        "prepared_by_id": denial.prepared_by,
        "prepared_by_name": denial.prepared_by_name,
        "opened_at": denial.opened_at,
        "told_before": denial.after,
        "report_by": denial.report_by,
        "handler_id": denial.handler,
        "handler_name": denial.handler_name,
        "head_id": denial.head,
        "leader_id": denial.leader,
        "submitted_at": denial.submitted_at,
        "filed_at": denial.filed_at,
        "archived_at": denial.archived_at,
        "archived_by_name": denial.archived_by_name,
        "form_id": denial.form or None,
        "notice_id": denial.notice or None,
        "unmet_id": denial.unmet or None,
        "case_state_before": denial.case_state_before,
    }


def denial_of(row: AnyRow, checks: tuple[Check, ...]) -> Denial:
    """Return the denial of a row."""
    return Denial(
        id=DenialId(row.id),
        case=row.case_id,
        case_number=row.case_number,
        division=row.division_id,
        division_name=row.division_name or "",
        matter_name=row.matter_name or "",
        party=row.party or "",
        situation=word_of(Situation, row.situation),
        ground=word_of(Ground, row.ground),
        kind=word_of(DenialClass, row.kind),
        fields=from_json(row.fields),
        state=word_of(DenialState, row.state),
        prepared_by=row.prepared_by_id,
        prepared_by_name=row.prepared_by_name or "",
        opened_at=row.opened_at,
        after=row.told_before,
        report_by=row.report_by,
        handler=row.handler_id,
        handler_name=row.handler_name or "",
        head=row.head_id,
        leader=row.leader_id,
        submitted_at=row.submitted_at,
        filed_at=row.filed_at,
        archived_at=row.archived_at,
        archived_by_name=row.archived_by_name or "",
        form=row.form_id or 0,
        notice=row.notice_id or 0,
        unmet=row.unmet_id or 0,
        case_state_before=row.case_state_before or "",
        checks=checks,
        version=row.version,
    )


def check_row(denial: DenialId, check: Check) -> dict[str, Any]:
    """Return the row of a check."""
    return {
        "denial_id": denial,
        "station": check.station.value,
        "staff_id": check.staff,
        "staff_name": check.staff_name,
        "opinion": check.opinion.value,
        "check_text": check.text,
        "checked_at": check.at,
    }


def check_of(row: AnyRow) -> Check:
    """Return the check of a row."""
    return Check(
        station=word_of(Station, row.station),
        staff=row.staff_id,
        staff_name=row.staff_name or "",
        opinion=word_of(Opinion, row.opinion),
        text=row.check_text or "",
        at=row.checked_at,
    )
