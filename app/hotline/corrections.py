"""What a table corrected of an order (更正), and how much of that says who called."""

from __future__ import annotations

from dataclasses import replace

from app.forms.masking import WITHHELD
from app.hotline.columns import TITLE_OF
from app.hotline.models import Record, RecordKind

CHANGES = "changes"  # of a correction: field by field what it was and is
_OF_CALLER = {TITLE_OF[key] for key in ("caller", "telephone", "certificate", "address")}
_OURS = set(TITLE_OF.values())
_UNTOLD = {"before": WITHHELD, "after": WITHHELD}


def without_names(record: Record, *, known: bool) -> Record:
    """Return a record without what a table changed of the caller; unknown columns may tell of him too."""
    changes = record.fields.get(CHANGES)
    if record.kind is not RecordKind.CHANGE or not changes:
        return record
    told = [each if _tells_nobody(each["field"], known=known) else {**each, **_UNTOLD} for each in changes]
    return replace(record, fields={**record.fields, CHANGES: told}) if told != changes else record


def _tells_nobody(title: str, *, known: bool) -> bool:
    return title not in _OF_CALLER and (known or title in _OURS)
