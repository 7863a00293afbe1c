"""What was found when a server was looked at before an office is made there, a line for each thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Standing(Enum):
    """How a thing stands; the value is its icon in the window."""

    MET = "done"
    WARNS = "warning"
    LACKS = "refused"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at; ``remedy`` says what to do where it is not as it should be."""

    text: str
    standing: Standing = Standing.MET
    remedy: str = ""

    @property
    def told(self) -> str:
        """The finding and its remedy in one line."""
        return self.text + self.remedy


def may_go_on(findings: tuple[Finding, ...]) -> bool:
    """Tell whether nothing is lacking."""
    return all(each.standing is not Standing.LACKS for each in findings)
