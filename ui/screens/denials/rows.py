"""What a row of the list shows of a denial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calendar.engine import WorkCalendar
from app.cases.refusing import denial_subject
from app.denials.models import Denial, DenialState
from ui.dates.due import DueView
from ui.screens.denials.words import STATE_ROLES
from ui.tables.columns import Column

PARTY = 2
SITUATION, DUE, NUMBER, OPENED = 3, 4, 5, 6
_UNREPORTED = (DenialState.DRAFT, DenialState.HEAD, DenialState.LEADER)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A denial in the list, with the day its report is due by where it was told first."""

    denial: Denial
    due: DueView | None = None


def row_of(denial: Denial, today: date, calendar: WorkCalendar) -> Row:
    """Return the row of a denial."""
    return Row(denial=denial, due=report_due(denial, today, calendar))


def report_due(denial: Denial, today: date, calendar: WorkCalendar) -> DueView | None:
    """Return until when a refusal told first must be reported, None where nothing is to be reported."""
    day = denial.report_by
    if not denial.after or day is None or denial.state not in _UNREPORTED:
        return None
    return DueView(
        due=day,
        remaining=calendar.workdays_between(today, day),
        provisional=not calendar.is_known(day.year),
        late=day < today,
    )


def _state(row: Row) -> tuple[str, str]:
    return row.denial.state.value, STATE_ROLES[row.denial.state]


def _quiet(_row: Row) -> str:
    return "secondary"


def _due_text(row: Row) -> str:
    if row.due is not None:
        return str(row.due)
    return "事后补报" if row.denial.after else ""


COLUMNS = (
    Column(title="状态", text=lambda row: row.denial.state.value, width=136, chip=_state),
    Column(
        title="事项",
        text=lambda row: row.denial.matter_name,
        bold=True,
        record=lambda row: denial_subject(row.denial.id),
        ends=True,
        tip=lambda row: f"{row.denial.matter_name}（{row.denial.case_number}）",
    ),
    Column(title="申请人", text=lambda row: row.denial.party, width=96, wide=88, masked=True, wraps=True),
    Column(title="情形", text=lambda row: row.denial.situation.value, width=180, role=_quiet),
    Column(title="补报期限", text=_due_text, width=216, due=lambda row: row.due, role=_quiet),
    Column(title="受理编号", text=lambda row: row.denial.case_number, width=132, role=_quiet),
    Column(
        title="起草",
        text=lambda row: row.denial.handler_name or row.denial.prepared_by_name,
        width=76,
        role=_quiet,
    ),
)


def key_of(row: Row) -> object:
    """Return what a row is known by."""
    return row.denial.id
