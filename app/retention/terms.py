"""How long papers are kept (保管期限): the office's rules over each type's own period, and which are past it.

A period counts full years from the new year after the paper, and what it is about, came to rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from app.documents.catalogue import CATALOGUE
from app.errors import BadInput, Problem
from app.forms.document_type import DocumentType
from app.retention.models import Rule, Span

PERMANENT = "永久"
LONGEST = 999
_TERM = re.compile(r"([1-9][0-9]{0,2})年")


def years_of(term: str) -> int | None:
    """Return the years of a period, None for 永久; raises ``BadInput`` for what is no period."""
    if term == PERMANENT:
        return None
    years = _TERM.fullmatch(term)
    if years is None:
        text = f"保管期限“{term[:20]}”不对，应为永久，或1年至{LONGEST}年，如 10年。"
        raise BadInput.listing((Problem("term", text),))
    return int(years[1])


def is_shorter(term: str, than: str) -> bool:
    """Tell whether a period is shorter than another."""
    mine, other = years_of(term), years_of(than)
    return mine is not None and (other is None or mine < other)


def term_on(document_type: DocumentType, rules: Iterable[Rule], day: date) -> str:
    """Return how long a paper of the type is kept that is issued on the day."""
    stands = [each for each in rules if each.type_key == document_type.key and each.effective_from <= day]
    return max(stands, key=lambda each: each.effective_from).term if stands else document_type.retention


def terms_since(document_type: DocumentType, rules: Iterable[Rule], day: date, until: date) -> tuple[str, ...]:
    """Return every period that holds for papers of the type issued between two days, both counted."""
    own = tuple(each for each in rules if each.type_key == document_type.key)
    later = (each.term for each in own if day <= each.effective_from <= until)
    return (term_on(document_type, own, day), *later)


def cutoff_of(years: int, today: date) -> date:
    """Return the first day that is too young for a period of so many years, as it stands today."""
    return date(max(1, today.year - years), 1, 1)


def due_spans(rules: Sequence[Rule], today: date) -> tuple[Span, ...]:
    """Return which papers of each type are past their time; 永久 never is."""
    return tuple(span for each in CATALOGUE for span in _spans_of(each, rules, today))


def _spans_of(document_type: DocumentType, rules: Iterable[Rule], today: date) -> Iterator[Span]:
    own = sorted(
        (each for each in rules if each.type_key == document_type.key), key=lambda each: each.effective_from
    )
    begun = [(date.min, document_type.retention), *((each.effective_from, each.term) for each in own)]
    for (since, term), (until, _next) in pairwise([*begun, (date.max, "")]):
        years = years_of(term)
        if years is None:
            continue
        cutoff = cutoff_of(years, today)
        if since < (before := min(until, cutoff)):
            yield Span(type_key=document_type.key, term=term, since=since, before=before, cutoff=cutoff)
