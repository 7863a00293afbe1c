"""The notice on paper, as a formal letter or as a slip of the counter in two parts."""

from __future__ import annotations

from app.documents.non_acceptance_notice.fields import FORMAL, SECTIONS
from app.documents.non_acceptance_notice.formal import formal
from app.documents.non_acceptance_notice.slip import slip
from app.documents.non_acceptance_notice.telling import WORDING
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import Filled
from app.forms.sheet import Sheet

__all__ = ["WORDING", "page"]


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the notice as a Sheet; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    return formal(filled) if is_letter(values) else slip(filled)


def is_letter(values: Values) -> bool:
    """Say whether it is set as a letter instead of a slip in two parts."""
    return values.get("layout") == FORMAL
