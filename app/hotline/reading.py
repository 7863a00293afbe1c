"""Finding the table in what the city platform exported: its headings, in one row or two, and its rows.

Captions, totals and headings that come again are passed over; a column nobody knows is kept by its heading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadInput
from app.hotline.columns import COLUMNS, REQUIRED, TITLE_OF
from app.sheets.delimited import rows_of
from app.sheets.headings import Headings, plain
from app.sheets.spreadsheet import Grid, Limits, read_spreadsheet

MOST = Limits(file=200, cells=8_000_000)
PASTED = "粘贴的内容"
ASIDE = "-"  # what a heading is mapped to that is none of our columns
_DEEPEST = 30  # rows above which the headings must stand
_FEWEST = 3  # recognised headings
_LONGEST_HEADING = 40
_TOTAL = re.compile(
    r"(合计|总计|小计|共计|累计|制表|填报|统计|审核人|备注[:：]|注[:：]|说明[:：]|共[0-9]+[件条行])"
)
_RANK = {plain(word): rank for column in COLUMNS for rank, word in enumerate((column.title, *column.others))}


@dataclass(frozen=True)
class Line:
    """A row of the table, as the spreadsheet counts it."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The table of a sheet: its headings, where our columns stand (from 0), and the rows below."""

    sheet: str
    headings: tuple[str, ...]
    places: Mapping[str, int]
    lines: tuple[Line, ...]

    @property
    def unknown(self) -> tuple[tuple[str, int], ...]:
        """The headings that are none of our columns, with their places; two alike are told apart."""
        taken, found = set(self.places.values()), dict[str, int]()
        for place, heading in enumerate(self.headings):
            if place not in taken and heading:
                name = heading if heading not in found else f"{heading}（第{place + 1}列）"
                found[name] = place
        return tuple(found.items())

    @property
    def source(self) -> str:
        """What a table of the same headings, in any order, is known again by."""
        bare = sorted({plain(heading) for heading in self.headings if heading})
        return hashlib.sha256("\n".join(bare).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Source:
    """What was given: its name, the SHA-256 of its bytes, and its sheets as text."""

    name: str
    sha256: str
    grids: tuple[Grid, ...]


@dataclass(frozen=True)
class _Head:
    """Headings found at a row (from 0), in so many rows."""

    row: int
    depth: int
    headings: tuple[str, ...]
    places: Mapping[str, int]


def source_of_file(path: Path) -> Source:
    """Read a file; raises ``BadInput`` where it cannot be read."""
    read = read_spreadsheet(path, MOST)
    return Source(name=read.name, sha256=hashlib.sha256(read.content).hexdigest(), grids=read.grids)


def source_of_text(text: str) -> Source:
    """Read a block of cells as a spreadsheet puts it on the clipboard."""
    content = text.strip("\r\n").encode("utf-8", "ignore")
    if not content:
        raise BadInput("剪贴板里没有文字，请先在表格里选中要导入的行再复制。")
    rows = rows_of(PASTED, content)
    return Source(name=PASTED, sha256=hashlib.sha256(content).hexdigest(), grids=(Grid(PASTED, rows),))


def table_of(source: Source, mapping: Mapping[str, str], *, bare: Sequence[str] = ()) -> Table:
    """Find the table; ``mapping`` says which heading is which column (``ASIDE``: none of ours).

    ``bare`` are the headings of a block that has none itself. Raises ``BadInput`` where there is no table,
    or it lacks a column that every order must have.
    """
    known = Headings(COLUMNS, {heading: key for heading, key in mapping.items() if key != ASIDE})
    aside = frozenset(plain(heading) for heading, key in mapping.items() if key == ASIDE)
    best: tuple[_Head, Grid] | None = None
    for grid in source.grids:
        head = _find(grid, known, aside)
        if head is not None and (best is None or len(head.places) > len(best[0].places)):
            best = head, grid
    if best is None and bare:
        best = _without_head(source.grids[0], bare, known)
    if best is None:
        best = _unrecognised(source, known, aside)
    head, grid = best
    return Table(sheet=grid.name, headings=head.headings, places=head.places, lines=tuple(_lines(grid, head)))


def require_columns(table: Table, file: str) -> None:
    """Raise ``BadInput`` naming the columns that every order must have and the table lacks."""
    missing = [TITLE_OF[key] for key in REQUIRED if key not in table.places]
    if missing:
        found = "、".join(heading for heading in table.headings if heading)
        raise BadInput(
            f"“{file}”缺少{len(missing)}列：{'、'.join(missing)}。已有表头：{found}。"
            "应补上所缺的列，或在列名对应中指明是哪一列。"
        )


def _unrecognised(source: Source, known: Headings, aside: frozenset[str]) -> tuple[_Head, Grid]:
    """Take the first row that looks like headings, so that they can be given their columns by hand."""
    for grid in source.grids:
        for row, cells in enumerate(grid.rows[:_DEEPEST]):
            short = [cell for cell in cells if 0 < len(cell) <= _LONGEST_HEADING]
            if len(set(short)) >= _FEWEST and row not in grid.captions:
                return _Head(row, 1, cells, _places(cells, known, aside)), grid
    raise BadInput(_no_table(source))


def _without_head(grid: Grid, bare: Sequence[str], known: Headings) -> tuple[_Head, Grid] | None:
    """Take a block that has no headings for one in the usual order, if it is as wide as that."""
    width = len(grid.rows[0])
    places = _places(bare[:width], known, frozenset())
    if not set(REQUIRED) <= places.keys():
        return None
    headings = (*bare[:width], *([""] * (width - len(bare))))
    return _Head(-1, 1, headings, places), grid


def _find(grid: Grid, known: Headings, aside: frozenset[str]) -> _Head | None:
    best: _Head | None = None
    for row, cells in enumerate(grid.rows[:_DEEPEST]):
        if row in grid.captions or any(len(cell) > _LONGEST_HEADING for cell in cells):
            continue
        below = grid.rows[row + 1] if row + 1 < len(grid.rows) else ()
        for depth, headings in ((1, cells), (2, _joined(cells, below, known))):
            places = _places(headings, known, aside)
            if len(places) >= _FEWEST and (best is None or len(places) > len(best.places)):
                best = _Head(row, depth, tuple(" ".join(each.split()) for each in headings), places)
    return _deepened(grid, best) if best else None


def _deepened(grid: Grid, head: _Head) -> _Head:
    """Count a second row of headings in whose cells are all merged with those above, or repeat them."""
    below = grid.rows[head.row + head.depth] if head.row + head.depth < len(grid.rows) else ()
    number = head.places.get("number")
    if (
        head.depth == 1
        and number is not None
        and below
        and plain(below[number]) == plain(head.headings[number])
    ):
        return _Head(head.row, 2, head.headings, head.places)
    return head


def _joined(above: Sequence[str], below: Sequence[str], known: Headings) -> tuple[str, ...]:
    """Return the headings of two rows: the lower where it is known alone, else both together."""
    joined = []
    for upper, lower in zip(above, below, strict=False):
        if not lower or plain(lower) == plain(upper):
            joined.append(upper)
        else:
            alone = known.key_of(lower) is not None and known.key_of(upper + lower) is None
            joined.append(lower if alone or not upper else upper + lower)
    return tuple(joined)


def _places(headings: Sequence[str], known: Headings, aside: frozenset[str]) -> dict[str, int]:
    """Find our columns; where two headings mean one, the more usual has it and the other is kept as it is."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        bare = plain(heading)
        key = known.key_of(heading) if bare and bare not in aside else None
        if key is None:
            continue
        if key not in places or _RANK.get(bare, -1) < _RANK.get(plain(headings[places[key]]), -1):
            places[key] = place
    return places


def _lines(grid: Grid, head: _Head) -> Iterator[Line]:
    number = head.places.get("number", 0)
    heading = plain(head.headings[number]) if head.headings else ""
    is_said_plainly, again = heading.isascii(), False
    for row, cells in enumerate(grid.rows[head.row + head.depth :], start=head.row + head.depth):
        said = cells[number] if number < len(cells) else ""
        if said and (is_said_plainly or not said.isascii()) and plain(said) == heading:
            again = True  # the headings once more, as on every printed page
            continue
        lower, again = again and head.depth > 1 and not said, False
        if lower or row in grid.captions or (not said and _says_nothing(cells)) or _TOTAL.match(said):
            continue
        yield Line(row + 1, cells)


def _says_nothing(cells: Sequence[str]) -> bool:
    """Tell whether a row without a number is blank, a lone remark, or the totals."""
    filled = [cell for cell in cells if cell]
    return len(filled) <= 1 or bool(_TOTAL.match(filled[0]))


def _no_table(source: Source) -> str:
    wanted = "、".join(TITLE_OF[key] for key in REQUIRED)
    first = next((row for grid in source.grids for row in grid.rows if any(row)), ())
    found = "、".join(cell[:_LONGEST_HEADING] for cell in first if cell)
    return (
        f"“{source.name}”中没有找到工单表。表头应有：{wanted}。找到的第一行是：{found}。"
        "表头叫法不同的，可以在列名对应中指明。"
    )
