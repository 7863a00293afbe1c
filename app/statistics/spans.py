"""The span before a span: the months before whole months, else as many days."""

from __future__ import annotations

from datetime import date, timedelta

from app.statistics.models import Span


def span_before(span: Span) -> Span:
    """Return the span that this one is compared with."""
    last = span.since - timedelta(days=1)
    if span.since.day == 1 and (span.until + timedelta(days=1)).day == 1:
        return Span(_first_of(span.since, len(span.months)), last)
    return Span(last - (span.until - span.since), last)


def months_before(span: Span, months: int) -> Span:
    """Return the span with so many whole months before it."""
    return Span(_first_of(span.since, months), span.until)


def _first_of(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
