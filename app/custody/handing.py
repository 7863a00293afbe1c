"""Hands the ball on: at every moment an open item has exactly one holder."""

from __future__ import annotations

from datetime import datetime

from app.custody.models import Holding
from app.custody.ports import CustodyBook
from app.ledger.models import Subject


def hand(
    book: CustodyBook, holding: Holding, at: datetime, *, by: int | None = None, reassigned: bool = False
) -> None:
    """Let the holding begin, and with it end whoever held the item before.

    ``by`` says who handed it on where he did not hold it himself: he waits for it from now on.
    """
    book.close(holding.subject, at)
    book.start(holding, at, by=by, reassigned=reassigned)


def finish(book: CustodyBook, subject: Subject, at: datetime) -> None:
    """End the item's custody: nothing is left to do."""
    book.close(subject, at)
