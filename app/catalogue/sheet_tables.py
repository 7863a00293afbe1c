"""Finding the tables of matters and of materials in a workbook: their headings and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.headings import MATERIAL_COLUMNS, MATTER_COLUMNS
from app.errors import BadInput
from app.sheets.headings import Column, Headings, Layout
from app.sheets.spreadsheet import Grid

_DEEPEST_HEADING = 30  # rows above which the headings must stand
_FEWEST_HEADINGS = 3  # recognised cells that make a row of headings
_LONGEST_HEADING = 40  # characters
_MATTER_PROPER = frozenset({"kind", "basis", "statutory_limit", "committed_limit", "conditions"})


@dataclass(frozen=True)
class Line:
    """A row of a table: its sheet, its row as the spreadsheet counts it, its cells by column key.

    ``follows`` are the columns whose cell is merged with the one above.
    """

    sheet: str
    row: int
    cells: Mapping[str, str]
    follows: frozenset[str]


@dataclass(frozen=True)
class Table:
    """The lines of one sheet; ``combined`` where matters and materials share it."""

    sheet: str
    lines: tuple[Line, ...]
    combined: bool = False


@dataclass(frozen=True)
class Tables:
    """What a workbook holds, and the headings nobody knows."""

    matters: tuple[Table, ...]
    materials: tuple[Table, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class _Headed:
    """A sheet whose headings were found at ``row`` (from 0)."""

    grid: Grid
    row: int
    layout: Layout

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.layout.places)

    @property
    def lists_matters(self) -> bool:
        return bool(self.keys & {"code", "name"}) and bool(self.keys & _MATTER_PROPER)

    @property
    def lists_materials(self) -> bool:
        return "material" in self.keys and not self.lists_matters


def tables_of(file: str, grids: Sequence[Grid], headings: Headings) -> Tables:
    """Find the tables; raises one ``BadInput`` that names every missing column and the headings found."""
    headed = [found for grid in grids if (found := _find_headings(grid, headings))]
    matters = [one for one in headed if one.lists_matters]
    materials = [one for one in headed if one.lists_materials]
    _check_mapped(headed, headings)
    if not matters:
        raise BadInput(_no_table(file, grids))
    problems = [f"“{file}”的“{one.grid.name}”表：{one.layout.clash}" for one in headed if one.layout.clash]
    problems += [
        text
        for sheets, columns in ((matters, MATTER_COLUMNS), (materials, MATERIAL_COLUMNS))
        for one in sheets
        if (text := _lacking(file, one, columns))
    ]
    if problems:
        raise BadInput("\n".join(problems))
    tables = Tables(
        tuple(_table(one, headings) for one in matters),
        tuple(_table(one, headings) for one in materials),
        tuple(dict.fromkeys(word for one in (*matters, *materials) for word in one.layout.unknown)),
    )
    if not any(table.lines for table in tables.matters):
        raise BadInput(f"“{file}”只有表头，没有事项。应从表头下一行起逐行填写。")
    return tables


def _find_headings(grid: Grid, headings: Headings) -> _Headed | None:
    """Return the row among the first thirty with most recognised headings."""
    best: _Headed | None = None
    for row, cells in enumerate(grid.rows[:_DEEPEST_HEADING]):
        if row in grid.captions or not _may_head(cells):
            continue
        layout = headings.layout(cells)
        if len(layout.places) < _FEWEST_HEADINGS - ("material" in layout.places):
            continue
        if best is None or _better(layout, row, best):
            best = _Headed(grid, row, layout)
    return best


def _better(layout: Layout, row: int, best: _Headed) -> bool:
    """Tell whether a row is the better heading: it knows more, or is the lower half of a double one."""
    more = len(layout.places) - len(best.layout.places)
    return more > 0 or (more == 0 and row == best.row + 1)


def _may_head(cells: Sequence[str]) -> bool:
    return all(len(cell) <= _LONGEST_HEADING for cell in cells)


def _check_mapped(headed: Sequence[_Headed], headings: Headings) -> None:
    present = [cell for one in headed for cell in one.grid.rows[one.row]]
    if missing := headings.missing_from(present):
        raise BadInput(f"列名对应中的表头“{'”“'.join(missing)}”在文件中没有。已有表头：{_listed(present)}。")


def _no_table(file: str, grids: Sequence[Grid]) -> str:
    wanted = _listed([column.title for column in MATTER_COLUMNS if column.required])
    first = next((row for grid in grids for row in grid.rows if any(row)), ())
    return f"“{file}”中没有找到事项表。表头应有：{wanted}。找到的第一行是：{_listed(first)}。"


def _lacking(file: str, one: _Headed, columns: Sequence[Column]) -> str:
    """Return the sentence that names the columns a sheet lacks, or nothing."""
    own = one.keys | ({"of"} if "code" in one.keys else set())
    missing = [column.title for column in columns if column.required and column.key not in own]
    if not missing:
        return ""
    return (
        f"“{file}”的“{one.grid.name}”表缺少{len(missing)}列：{'、'.join(missing)}。"
        f"已有表头：{_listed(one.grid.rows[one.row])}。应补上所缺的列，或用列名对应指明。"
    )


def _listed(words: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(" ".join(word.split())[:_LONGEST_HEADING] for word in words if word))


def _table(one: _Headed, headings: Headings) -> Table:
    return Table(
        one.grid.name,
        tuple(_lines(one, headings)),
        combined=one.lists_matters and "material" in one.keys,
    )


def _lines(one: _Headed, headings: Headings) -> Iterator[Line]:
    """Yield the lines below the headings; blank rows and captions are passed over, repeated headings obeyed."""
    layout = one.layout
    for row, cells in enumerate(one.grid.rows[one.row + 1 :], start=one.row + 1):
        if row in one.grid.captions or not any(cells):
            continue
        if again := _headings_again(cells, headings, one.layout):
            layout = again
            continue
        own = {key: cells[place] for key, place in layout.places.items()}
        if one.lists_materials and "of" not in own:
            own["of"] = own.get("code", "")
        if any(own.values()):
            follows = frozenset(
                key for key, place in layout.places.items() if (row, place) in one.grid.followers
            )
            yield Line(one.grid.name, row + 1, own, follows)


def _headings_again(cells: Sequence[str], headings: Headings, first: Layout) -> Layout | None:
    """Return the layout of a row that repeats the headings, as every page of a long sheet may."""
    if any(headings.key_of(cells[place]) is None for place in list(first.places.values())[:2]):
        return None
    layout = headings.layout(cells)
    return layout if set(layout.places) == set(first.places) else None
