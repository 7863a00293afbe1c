"""The extension notice on paper: a letter with a ruled table, signed for by the applicant."""

from __future__ import annotations

from app.documents.extension_notice.fields import SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import Fact, Filled, fact_rows, wide_row
from app.forms.letters import ClockLetter, clock_sheet, working_days
from app.forms.sheet import Row, Sheet


def _extension(filled: Filled) -> tuple[Row, ...]:
    new = Fact(label="延长后期限", text=filled.text("new_due_on"), field="new_due_on")
    return (
        *fact_rows([filled.fact("due_on"), working_days(filled, "extension_days", "延长")]),
        *wide_row(new),
        *wide_row(filled.fact("reason")),
        *fact_rows(filled.facts("approved_by", "approved_on")),
    )


_LETTER = ClockLetter(
    title="延长办理期限告知书", key="extension_notice", notes=("once", "copies"), rows=_extension
)
WORDING = _LETTER.wording


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet; raises ``MissingWording``."""
    return clock_sheet(_LETTER, Filled(SECTIONS, values, imprint), imprint)
