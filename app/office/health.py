"""How the office's database stands, as a status page tells it, and what was carried to another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Health:
    """``size`` is in bytes; what follows ``on_server`` says something on a server only."""

    kind: str
    version: str
    encoding: str
    form: str
    program_form: str
    size: int
    entries: int
    last_entry: datetime | None
    on_server: bool = False
    roles: bool = False
    encrypted: bool = False
    connections: int = 0
    most_connections: int = 0
    replicas: int = 0
    slows_guessing: bool = False  # auth_delay waits after a wrong password
    logs_connections: bool = False

    @property
    def fits(self) -> bool:
        """Whether the database has this program's form."""
        return self.form == self.program_form

    def told(self) -> dict[str, object]:
        """Return it as JSON can hold it."""
        return {
            **asdict(self),
            "last_entry": self.last_entry and self.last_entry.isoformat(),
            "fits": self.fits,
        }


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What was carried: rows by table, the hash of everything, and the first passwords by login."""

    rows: dict[str, int]
    digest: str
    passwords: dict[str, str]
