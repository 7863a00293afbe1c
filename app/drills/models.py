"""What a drill finds: each thing that was looked at, and the record of the whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

MOST_FAULTS = 20  # named in a record; how many there are is always said


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at in the restored office: what was read, and everything wrong with it."""

    title: str
    looked: str
    faults: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def told(self) -> dict[str, object]:
        """Return it as JSON can hold it: as many faults as are named, and how many there are."""
        return {**asdict(self), "faults": self.faults[:MOST_FAULTS], "wrong": len(self.faults)}


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """What a restoring into a scratch database showed: the backup, its contents and the findings."""

    file: str
    size: int
    sha256: str
    revision: str
    tables: int
    rows: int
    digest: str
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether an office could go on from this backup."""
        return all(each.is_sound for each in self.findings)


@dataclass(frozen=True, kw_only=True)
class Drilled:
    """The record of a drill: who, for which bureau, from when until when, and what it showed."""

    bureau: str
    by: str
    began: datetime
    ended: datetime
    made: datetime  # when the backup was written
    shown: Rehearsed

    @property
    def seconds(self) -> float:
        """How long an office would have waited for this."""
        return (self.ended - self.began).total_seconds()

    def told(self) -> dict[str, object]:
        """Return it as JSON can hold it."""
        return {
            **asdict(self.shown),
            "findings": [each.told() for each in self.shown.findings],
            "ok": self.shown.is_sound,
            "bureau": self.bureau,
            "by": self.by,
            "began": self.began.isoformat(),
            "ended": self.ended.isoformat(),
            "seconds": round(self.seconds, 1),
            "made": self.made.isoformat(),
        }
