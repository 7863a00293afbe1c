"""What a form asks for: fields in sections, with the layout words the window and the checks read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Values = Mapping[str, Any]


class Kind(Enum):
    """How a field is filled and stored (JSON type in brackets)."""

    TEXT = "text"  # one line [string]
    LONG = "long"  # many lines [string]
    DATE = "date"  # [string YYYY-MM-DD]
    MOMENT = "moment"  # local date and time to the minute [string YYYY-MM-DDTHH:MM]
    CHOICE = "choice"  # one of choices [string]
    COUNT = "count"  # [integer]
    YES = "yes"  # [boolean]
    LIST = "list"  # rows of the same columns [array of objects]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing to fill in: ``width`` is in twelfths of the form, ``lines`` the height of a LONG field.

    ``columns`` describe the rows of a LIST. ``personal`` marks personal data, masked in lists.
    ``check`` asks for the check of a kind of text ("telephone"); ``mask`` says how a list hides it ("name",
    "telephone", "address", "certificate"). ``by_hand`` marks what may be written on the paper with a pen,
    so that its label stands there with a blank. ``most`` bounds a COUNT, and the rows of a LIST. ``asked``
    makes a YES a question that is answered by 是 or 否, and is open until then; any other is a tick.
    The ``choices`` of a TEXT are the names it is likely to be: a short form is read as the one that is meant.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()
    default: Any = None
    help: str = ""
    width: int = 12
    lines: int = 3
    longest: int = 20_000
    least: int | None = None
    most: int | None = None
    personal: bool = False
    check: str = ""  # "telephone"
    mask: str = ""
    by_hand: bool = False
    asked: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """Fields under one heading."""

    title: str
    fields: tuple[Field, ...]


def all_fields(sections: tuple[Section, ...]) -> tuple[Field, ...]:
    """Return every field of the sections in order of entry."""
    return tuple(field for section in sections for field in section.fields)
