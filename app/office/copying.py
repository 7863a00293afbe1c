"""What a copy of the whole office is: how it is asked for, what proves it, and how the archive makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.errors import Refusal
from app.office.health import Health

Tell = Callable[[str, int, int], None]  # what is done, how much of it, of how much in all


class OwnersUpgrade(Refusal):
    """The database is older than the program, and only its owner may bring it up."""


class OthersConnected(Refusal):
    """Others work in the office now: it is not replaced under their hands."""

    def __init__(self, guests: tuple[Guest, ...]) -> None:
        names = "、".join(dict.fromkeys(each.said for each in guests))
        super().__init__(
            f"还有{len(guests)}个连接正在使用这个数据库：{names}。没有恢复。请他们退出程序后再试。"
        )
        self.guests = guests


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody else who is connected: his login, his name where he is of the staff, from where, with what."""

    login: str
    name: str = ""
    place: str = ""
    program: str = ""

    @property
    def said(self) -> str:
        """Who it is, in words."""
        who = f"{self.name}（{self.login}）" if self.name else self.login
        return f"{who}，{self.place}" if self.place else who


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The account that owns an office's database on a server."""

    login: str
    password: str = field(repr=False)


def silent(_what: str, _done: int, _whole: int) -> None:
    """Tell nobody how far the work is."""


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a copy is made or put back: with whose account (None: as connected), and whom progress is told.

    ``tell`` calls the work off by raising; nothing half is left.
    """

    owner: Owner | None = None
    tell: Tell = silent


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A copy that was written, and what its restoring into a scratch database showed.

    ``digest`` is over the rows of every table; ``unchecked`` says why it was not restored, ``faults`` what is
    wrong in the office itself, which the copy faithfully repeats.
    """

    path: Path
    size: int
    sha256: str
    tables: int
    rows: int
    digest: str
    entries: int
    documents: int
    revision: str
    unchecked: str = ""
    faults: tuple[str, ...] = ()

    @property
    def is_checked(self) -> bool:
        """Whether it was restored and found equal, row by row."""
        return not self.unchecked

    def told(self) -> dict[str, object]:
        """Return it as the ledger and JSON hold it."""
        return {
            "file": self.path.name,
            "path": str(self.path.absolute()),
            "size": self.size,
            "sha256": self.sha256,
            "tables": self.tables,
            "rows": self.rows,
            "digest": self.digest,
            "entries": self.entries,
            "documents": self.documents,
            "checked": self.is_checked,
            "unchecked": self.unchecked,
            "faults": list(self.faults[:20]),
        }

    def said(self) -> str:
        """Return the proof in words."""
        if self.unchecked:
            return f"没有恢复到临时库核对：{self.unchecked}"
        words = f"已恢复到临时库核对：{self.tables}张表、{self.rows:,}行逐表一致，台账{self.entries:,}笔"
        if self.faults:
            return f"{words}。但单位数据本身有{len(self.faults)}处问题：{self.faults[0]}"
        return f"{words}完整"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restoring left: the copy of what stood there before, and first passwords of logins made anew."""

    safety: Path | None = None
    passwords: dict[str, str] = field(default_factory=dict, repr=False)


class BackupWriter(Protocol):
    """The archive's own way of copying itself."""

    def owner_needed(self) -> str:
        """Return the owner's account where a copy needs it, "" where one's own does; raises ``Unavailable``."""
        ...

    def guests(self) -> tuple[Guest, ...]:
        """Return who else is connected, as far as the database tells."""
        ...

    def backup(self, target: Path, manner: Manner) -> Proof:
        """Write a copy and check it by restoring; raises ``Unavailable``, ``Refusal``, nothing half is left."""
        ...

    def restore(self, source: Path, manner: Manner) -> Restored:
        """Put a copy in the office's place, keeping what it replaces.

        Raises ``Refusal`` for what is no copy of an office, ``OthersConnected`` or ``Unavailable`` while
        somebody has it open.
        """
        ...

    def name(self, at: datetime) -> str:
        """Return the file name of a copy made at the moment."""
        ...

    def rotate(self, folder: Path, keep: int) -> None:
        """Keep the newest copies of a folder and remove the rest."""
        ...

    def health(self) -> Health:
        """Look at the database; raises ``Unavailable``."""
        ...
