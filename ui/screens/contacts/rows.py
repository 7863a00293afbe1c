"""What a row of the list shows of a first contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calendar.engine import WorkCalendar
from app.contacts.models import FirstContact
from app.contacts.showing import ContactRow
from app.contacts.steps import contact_subject, title_of
from app.custody.lights import Light, light_of
from app.custody.models import Segment
from ui.dates.due import DueView
from ui.screens.contacts.words import STATE_ROLES
from ui.tables.columns import Column

DUE, VISITOR, TELEPHONE, NUMBER, FIRST_PERSON, HOLDER = 1, 3, 4, 5, 6, 7


@dataclass(frozen=True, kw_only=True)
class Row:
    """A first contact in the list, with who has it now and until when."""

    contact: FirstContact
    holder: str
    due: DueView | None


def row_of(row: ContactRow, today: date, calendar: WorkCalendar) -> Row:
    """Return the row of a first contact."""
    segment = row.segment
    holder = (segment.staff_name or segment.division_name) if segment else ""
    return Row(contact=row.contact, holder=holder, due=due_of(segment, today, calendar))


def due_of(segment: Segment | None, today: date, calendar: WorkCalendar) -> DueView | None:
    """Return until when its holder has time, None where nobody has it."""
    if segment is None or segment.holding.due is None:
        return None
    day = segment.holding.due
    light = light_of(segment.holding, today, calendar)
    return DueView(
        due=day,
        remaining=calendar.workdays_between(today, day),
        provisional=segment.holding.provisional,
        late=day < today,
        soon=None if light is Light.TODAY else light is Light.SOON,
    )


def _state(row: Row) -> tuple[str, str]:
    return row.contact.state.value, STATE_ROLES[row.contact.state]


def _quiet(_row: Row) -> str:
    return "secondary"


COLUMNS = (
    Column(title="状态", text=lambda row: row.contact.state.value, width=108, chip=_state),
    Column(title="期限", text=lambda row: str(row.due or ""), width=240, due=lambda row: row.due, role=_quiet),
    Column(
        title="来访内容",
        text=lambda row: title_of(row.contact),
        bold=True,
        record=lambda row: contact_subject(row.contact.id),
        tip=lambda row: f"{row.contact.content}（{row.contact.number}）",
    ),
    Column(title="来访人", text=lambda row: row.contact.visitor, width=84, masked=True),
    Column(title="电话", text=lambda row: row.contact.telephone, width=124, masked=True),
    Column(title="编号", text=lambda row: row.contact.number, width=124, role=_quiet),
    Column(title="首问", text=lambda row: row.contact.first_name, width=84, role=_quiet),
    Column(title="现由", text=lambda row: row.holder, width=84, role=_quiet),
)


def key_of(row: Row) -> object:
    """Return what a row is known by."""
    return row.contact.id
