"""The special step notice on paper: a letter with a ruled table, signed for by the applicant."""

from __future__ import annotations

from app.documents.special_step_notice.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import Filled, fact_rows, wide_row
from app.forms.letters import ClockLetter, clock_sheet, working_days
from app.forms.sheet import Row, Sheet


def _step(filled: Filled) -> tuple[Row, ...]:
    needed = working_days(filled, "step_days", "所需时间")
    left = working_days(filled, "remaining_days", "恢复后剩余")
    return (
        *wide_row(filled.fact("step_name")),
        *wide_row(filled.fact("step_basis")),
        *wide_row(filled.fact("reason")),
        *fact_rows([*filled.facts("suspended_on", "expected_on"), needed, left, filled.fact("due_on")]),
    )


_LETTER = ClockLetter(
    title="特殊环节告知书", key="special_step_notice", notes=("resume", "overrun", "copies"), rows=_step
)
WORDING = _LETTER.wording


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet; raises ``MissingWording``."""
    return clock_sheet(_LETTER, Filled(SECTIONS, values, imprint), imprint)
