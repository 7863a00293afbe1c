"""What is new is at its beginning, in one's own name and now: nobody registers what is done, or half done."""

from __future__ import annotations

from app.cases.models import CaseState
from app.catalogue.models import ASSIGNED
from app.denials.models import ComplaintState
from app.register.register import MOST_COPIES
from db.access.conditions import ME, NAMES, one, within
from db.rows import listed

# Clocks may differ by so much: more is refused with every entry in the ledger.
OFF = "interval '10 minutes'"
NOW = f"BETWEEN (SELECT rules.moment() - {OFF}) AND (SELECT rules.moment() + {OFF})"
_LETTERS = listed(ASSIGNED)
_ASSIGNS = f"kind IN ({_LETTERS}) AND ({within('division_id', right='ASSIGN')})"
_OPENS = within("division_id", right="OPEN_CASE")
# A letter or a task is accepted as it comes in.
CASE = (
    f"(({_OPENS}) AND clerk_id = {NAMES} OR {_ASSIGNS}) AND created_at {NOW}"
    f" AND (state IN ('{CaseState.ENQUIRY.value}', '{CaseState.RECEIVED.value}') AND accepted_on IS NULL"
    f" OR state = '{CaseState.ACCEPTED.value}' AND accepted_on = received_on AND {_ASSIGNS})"
    " AND coalesce(completed_on, served_on, due_on) IS NULL AND statutory = 0 AND pauses = '[]'"
    " AND concat(closed_why, result) = '' AND coalesce(extension, 'null') = 'null'"
)
# What is about a case is of its division, and bears its number.
_OF_CASE = "c.id = case_id AND c.division_id = {0}.division_id"
_OF_NUMBERED = f"{_OF_CASE} AND c.case_number = {{0}}.case_number"
PAPER = one("cases c", _OF_NUMBERED.format("documents"))
DENIAL = f"({within('division_id', right='DRAFT_DENIAL')}) AND {one('cases c', _OF_NUMBERED.format('denials'))}"
QUESTION = (
    f"(case_id IS NULL OR {one('cases c', _OF_CASE.format('deferrals'))})"
    f" AND ({_OPENS}) AND clerk_id = {NAMES} AND answered_at IS NULL AND concat(answer, answered_by) = ''"
)
COMPLAINT = (
    f"taken_by_id = {ME} AND state = '{ComplaintState.OPEN.value}' AND answered_at IS NULL"
    " AND answered_by_id IS NULL AND coalesce(answer, '') = ''"
)
# Who asked for more a second time is counted with the notice itself.
SECOND_NOTICE = one(
    "documents d", "d.id = document_id AND d.issued_by_id = clerk_id AND rules.is_done('document:' || d.id)"
)
# That it was printed only its printer knows; when, of what, and whether for the first time, the server does.
PRINT = (
    f"staff_id = {ME} AND rules.signs(staff_name) AND printed_at {NOW} AND copies BETWEEN 1 AND {MOST_COPIES}"
    " AND reprint = rules.is_printed(document_id)"
    f" AND {one('documents p', 'p.id = document_id AND p.destroyed_at IS NULL')}"
)
MATTER = f"({within('division_id', right='EDIT_CATALOGUE')}) OR {_ASSIGNS}"
