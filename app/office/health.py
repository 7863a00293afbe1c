"""How the office's database stands, as a status page tells it, and what was carried to another."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SlowQuery:
    """A statement that takes long: how long in ms (the mean, or so far), how often, and whose it is now."""

    text: str
    milliseconds: float
    calls: int = 0
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Standby:
    """A standby server that follows this one; None where the account may not see how far it is behind."""

    name: str
    state: str = ""
    lag_bytes: int | None = None
    lag_seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A place kept for a standby, and how many bytes of log the server holds back for it."""

    name: str
    active: bool
    kept_bytes: int | None = None


@dataclass(frozen=True, kw_only=True)
class LastCopy:
    """The last backup of which the ledger tells, or the last drill: when, of which file, and what it showed."""

    at: datetime
    file: str
    size: int
    by: str
    sound: bool
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Replication:
    """How standbys stand; ``standby`` says that this server itself follows another (nobody writes to it)."""

    standby: bool = False
    behind_seconds: float | None = None
    standbys: tuple[Standby, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Which statements take long; ``source`` is statements (long run), activity (running now) or nothing."""

    source: str = ""
    slow: tuple[SlowQuery, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Health:
    """``size`` and ``disk_free`` are in bytes; what stands from ``on_server`` on is said of a server only.

    ``sees_all`` is whether the account may look at other people's connections.
    """

    kind: str
    version: str
    encoding: str
    form: str
    program_form: str
    size: int
    entries: int
    last_entry: datetime | None
    disk_free: int | None = None
    last_backup: LastCopy | None = None
    last_drill: LastCopy | None = None
    on_server: bool = False
    roles: bool = False
    encrypted: bool = False
    offers_tls: bool = False
    beside: bool = False  # it was asked from the server's own machine
    connections: int = 0
    most_connections: int = 0
    replicas: int = 0
    slows_guessing: bool = False  # auth_delay waits after a wrong password
    logs_connections: bool = False
    sees_all: bool = False
    replication: Replication = Replication()
    pace: Pace = Pace()

    @property
    def fits(self) -> bool:
        """Whether the database has this program's form."""
        return self.form == self.program_form

    def told(self) -> dict[str, object]:
        """Return it as JSON can hold it."""
        found = {**asdict(self), "last_entry": self.last_entry and self.last_entry.isoformat()}
        for name in ("last_backup", "last_drill"):
            copy = getattr(self, name)
            found[name] = copy and {**asdict(copy), "at": copy.at.isoformat()}
        return {**found, "fits": self.fits}


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What was carried: rows by table, the hash of everything, and the first passwords by login."""

    rows: dict[str, int]
    digest: str
    passwords: dict[str, str]
