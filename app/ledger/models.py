"""Entries and seals of the ledger (台账)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

Subject = NewType("Subject", str)  # "case:12", "document:5", "staff:3", "calendar:2026"


def subject(kind: str, key: int | str) -> Subject:
    """Name what an entry, a segment or a lock is about."""
    return Subject(f"{kind}:{key}")


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What is to be entered, one per use case: ``detail`` is JSON-able, ``behalf``/``ground`` say for whom."""

    at: datetime
    actor: int | None  # staff id; None for the machine itself
    actor_name: str
    act: str  # e.g. issue_document
    subject: Subject
    summary: str  # one Chinese sentence
    detail: dict[str, object]
    behalf: int | None = None
    behalf_name: str = ""
    ground: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A deed as entered: ``seq`` counts the whole book from 1, ``place`` its subject's entries from 1.

    ``previous`` is the hash of the subject's entry before ("" for the first); ``hash`` covers all but itself.
    ``detail`` is the canonical JSON text.
    """

    seq: int
    place: int
    at: datetime
    actor: int | None
    actor_name: str
    behalf: int | None
    behalf_name: str
    ground: str
    act: str
    subject: Subject
    summary: str
    detail: str
    previous: str
    hash: str

    @property
    def signed(self) -> str:
        """Who did it, as papers name him too: 陈嘉铭（代林晓燕）."""
        return f"{self.actor_name}（代{self.behalf_name}）" if self.behalf_name else self.actor_name


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where the book stands: how many entries, the rolling hash over them in order, the last one's moment."""

    count: int
    chain: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Seal:
    """A day's end: the head after the day's last entry, chained to the seal before."""

    day: date
    last_seq: int
    chain: str
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What verification found: the entry's number (0: the book as a whole) and a Chinese sentence."""

    seq: int
    text: str
