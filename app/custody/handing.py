"""Hands the ball on: at every moment an open item has exactly one holder."""

from __future__ import annotations

from datetime import datetime

from app.custody.models import Holding
from app.custody.ports import CustodyBook
from app.ledger.models import Subject


def hand(book: CustodyBook, holding: Holding, at: datetime) -> None:
    """Let the holding begin, and with it end whoever held the item before."""
    book.close(holding.subject, at)
    book.start(holding, at)


def finish(book: CustodyBook, subject: Subject, at: datetime) -> None:
    """End the item's custody: nothing is left to do."""
    book.close(subject, at)
