"""What an import is: how it would go, what it would change, and how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.hotline.columns import TITLE_OF
from app.hotline.reading import ASIDE
from app.hotline.reading_rows import Incoming, Rejected

SHOWN = 500  # changed rows that are shown one by one


@dataclass(frozen=True, kw_only=True)
class ReadTable:
    """Read a file, or a block from the clipboard; ``mapping`` gives headings their columns by hand.

    ``mapping`` None takes what was remembered for a table of these headings.
    """

    path: Path | None = None
    text: str = ""
    mapping: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Heading:
    """A heading of the table, and the key of the column it was taken for ("" for none of ours).

    ``aside`` says that it was put aside by hand.
    """

    text: str
    key: str
    example: str = ""
    aside: bool = False

    @property
    def title(self) -> str:
        """The column's title, "" for none of ours."""
        return TITLE_OF.get(self.key, "")


@dataclass(frozen=True)
class Difference:
    """What the table says otherwise than the archive."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedOrder:
    """An order that is known already, and what of it is otherwise in the table."""

    row: int
    number: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """How an import would go: nothing has entered yet.

    ``todo`` are the rows that are new, then those that change something, ``ready`` what is made ready of the
    first; ``lacking`` says which column is missing, "" where the table can be taken.
    """

    file: str
    sha256: str
    sheet: str
    source: str
    headings: tuple[Heading, ...]
    lacking: str = ""
    rows: int = 0
    new: int = 0
    same: int = 0
    changed: tuple[ChangedOrder, ...] = ()
    changes: int = 0
    rejected: tuple[Rejected, ...] = ()
    first: tuple[Incoming, ...] = ()
    todo: tuple[Incoming, ...] = field(default=(), repr=False)
    ready: Any = field(default=None, repr=False, compare=False)

    @property
    def mapping(self) -> dict[str, str]:
        """Which heading was taken for which column."""
        return {each.text: each.key for each in self.headings if each.key}

    @property
    def chosen(self) -> dict[str, str]:
        """What is remembered of the headings: their columns, and which were put aside by hand.

        What nobody decided on is left out: it is known once it becomes a usual word for a column.
        """
        decided = (each for each in self.headings if each.text and (each.key or each.aside))
        return {each.text: each.key or ASIDE for each in decided}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an import went; ``stopped`` where it was called off before its end."""

    batch: int
    new: int
    changed: int
    same: int
    rejected: int
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class Batch:
    """An import on record: the file with its SHA-256, who brought it in when, and what came of it."""

    file: str
    sha256: str
    staff: int
    staff_name: str
    at: datetime
    same: int
    rejected: int
    new: int = 0
    changed: int = 0
    done: bool = False
    id: int = 0
