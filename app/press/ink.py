"""What is on a page before it is a file: set lines, rules, fields; in pt from the upper left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from app.forms.sheet import MM
from app.press.outlines import FaceFile


class Line(NamedTuple):
    """A set line: runs of one face each, natural width and widening between characters in em.

    ``pinches`` take away room after a character of the line (its place, em): the blank half of a mark.
    """

    runs: tuple[tuple[FaceFile, str], ...]
    width: float
    gap: float = 0.0
    pinches: tuple[tuple[int, float], ...] = ()

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(text for _, text in self.runs)


class FieldMark(NamedTuple):
    """Where a field stands on a page (counted from 1), in mm from the page's upper left."""

    page: int
    x: float
    y: float
    width: float
    height: float
    field: str


class Placed(NamedTuple):
    """A line at its place: left end and baseline in pt from the upper left, size in pt."""

    x: float
    y: float
    size: float
    line: Line


class Fill(NamedTuple):
    """A bar of a chart, in pt from the upper left; ``faint`` is what another is compared with."""

    x: float
    y: float
    width: float
    height: float
    faint: bool


@dataclass
class Ink:
    """One page: lines in reading order, bars, 0.5 pt rules, dashed lines, and where the fields stand."""

    number: int
    part: str = ""
    count: int = 0
    lines: list[Placed] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    dashes: list[tuple[float, float, float, float]] = field(default_factory=list)
    marks: list[FieldMark] = field(default_factory=list)

    def mark(self, box: tuple[float, float, float, float], name: str) -> None:
        """Note that a field stands in the box (x, y, width, height in pt)."""
        if name:
            x, y, width, height = box
            self.marks.append(FieldMark(self.number, x / MM, y / MM, width / MM, height / MM, name))


def baseline(top: float, pitch: float, size: float) -> float:
    """Return the baseline of a line whose em square stands in the middle of its pitch."""
    return top + (pitch - size) / 2 + 0.88 * size
