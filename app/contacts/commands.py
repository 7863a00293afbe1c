"""What the room of first contacts is asked to do, and the refusals it may answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.cases.commands import OpenCase
from app.contacts.models import ContactId
from app.errors import Refusal


class ContactClosed(Refusal):
    """The way is closed: the first contact stands elsewhere, or the way is another person's."""


class LeaderFirst(Refusal):
    """A major matter is reported to the leader in charge before anybody answers it (首问负责制三（二）)."""


@dataclass(frozen=True, kw_only=True)
class RegisterContact:
    """Register a visitor or caller; ``fields`` are those of ``REGISTERED`` (see ``filling``)."""

    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DoContact:
    """Take one way of a first contact's life; ``fields`` are what the way asks for.

    ``version`` is that of the contact that was looked at, 0 where nobody looked at it before.
    """

    contact: ContactId
    act: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class MakeCase:
    """Turn the record into a case: ``opening`` is the case as the counter would register it."""

    contact: ContactId
    opening: OpenCase
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class MakeOrder:
    """Turn the record into a 12345 work order; ``fields`` are those of ``filling.ORDER``, empty where usual."""

    contact: ContactId
    fields: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class IssueRecord:
    """Issue the first contact record (首问负责登记表) of a contact as it stands."""

    contact: ContactId
