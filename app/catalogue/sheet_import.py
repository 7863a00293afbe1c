"""Reading a matter sheet: which rows are matters, which are materials, and what is wrong in each row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.catalogue import cells
from app.catalogue.headings import COLUMNS, TITLE_OF
from app.catalogue.models import Material
from app.catalogue.sheet_tables import Line, Table, tables_of
from app.sheets.headings import Headings
from app.sheets.spreadsheet import read_spreadsheet

_JOINED = frozenset(
    {"basis", "conditions", "procedure", "requirements", "fee", "special_steps"}
)  # texts that may go on in the row below
_FILLED = ("code", "name", "kind", "division", "basis", "conditions", "procedure")
_LIMITS = ("statutory_limit", "committed_limit")


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """What is wrong in one row: sheet, row as the spreadsheet counts it, column title, Chinese sentence."""

    sheet: str
    row: int
    column: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A matter as its rows have it: only what the sheet speaks of; ``materials`` None where none are listed."""

    sheet: str
    row: int
    code: str
    values: Mapping[str, object]
    materials: tuple[Material, ...] | None


@dataclass(frozen=True, kw_only=True)
class SheetReading:
    """A file as read: sound matters, faults, headings nobody knows, and the file's name and SHA-256."""

    file: str
    sha256: str
    drafts: tuple[Draft, ...]
    faults: tuple[RowFault, ...]
    ignored: tuple[str, ...]


@dataclass
class _Gathered:
    """The rows of one matter on their way to a draft."""

    line: Line
    code: str
    texts: dict[str, str]
    materials: list[Material] = field(default_factory=list)
    sound: bool = True


def read_matters(path: Path, mapping: Mapping[str, str] | None = None) -> SheetReading:
    """Read the matters of an XLSX or CSV file; ``mapping`` says which heading stands for which column.

    Raises ``BadInput`` where the file cannot be read or lacks columns; faults of single rows are listed, and a
    matter with a faulty row, or a faulty material, is held back whole: half a list of materials is no notice.
    """
    source = read_spreadsheet(path)
    found = tables_of(source.name, source.grids, Headings(COLUMNS, mapping))
    gathering = _Gathering()
    for table in found.matters:
        gathering.take_matters(table)
    for table in found.materials:
        gathering.take_materials(table)
    drafts = tuple(gathering.drafts())
    order = {grid.name: place for place, grid in enumerate(source.grids)}
    return SheetReading(
        file=source.name,
        sha256=hashlib.sha256(source.content).hexdigest(),
        drafts=drafts,
        faults=tuple(sorted(gathering.faults, key=lambda fault: (order[fault.sheet], fault.row))),
        ignored=found.ignored,
    )


class _Gathering:
    """Gathers matters and their materials from the lines of all tables."""

    def __init__(self) -> None:
        self.faults: list[RowFault] = []
        self._matters: dict[str, _Gathered] = {}
        self._current: _Gathered | None = None

    def take_matters(self, table: Table) -> None:
        """Take the lines of a sheet of matters, with materials in the same rows or the rows below."""
        self._current = None
        for line in table.lines:
            if self._begins(line, combined=table.combined):
                self._current = self._begin(line)
            elif self._current is None:
                self._fault(line, "code", "没有填写事项编码和事项名称，应补填或删去这一行")
            else:
                self._go_on(self._current, line)
            if table.combined and self._current is not None and line.cells.get("material"):
                self._add_material(self._current, line)

    def take_materials(self, table: Table) -> None:
        """Take the lines of a sheet of materials; a blank code means the matter of the row above."""
        code = ""
        for line in table.lines:
            code = "".join(line.cells.get("of", "").split()) or code
            owner = self._matters.get(code)
            if owner is None:
                self._fault(
                    line, "of", f"所属事项编码“{cells.shown(code)}”在事项表中没有，应改为事项表中的编码"
                )
            elif not line.cells.get("material"):
                self._fault(line, "material", f"没有填写材料名称，应补填；事项“{owner.texts['name']}”未导入")
                owner.sound = False
            else:
                self._add_material(owner, line)

    def drafts(self) -> Iterator[Draft]:
        """Yield the matters without fault, in the order of the file."""
        for gathered in self._matters.values():
            values = self._read_fields(gathered)
            if gathered.sound:
                yield Draft(
                    sheet=gathered.line.sheet,
                    row=gathered.line.row,
                    code=gathered.code,
                    values=values,
                    materials=tuple(gathered.materials) or None,
                )

    def _begins(self, line: Line, *, combined: bool) -> bool:
        """Tell whether a line begins a matter rather than going on with the one above."""
        code, current = line.cells.get("code", ""), self._current
        if not code:
            return bool(line.cells.get("name")) and "name" not in line.follows
        if "code" in line.follows or current is None:
            return "code" not in line.follows
        same = code == current.texts["code"] and line.cells.get("name", "") in {"", current.texts["name"]}
        return not (combined and same and current.line.sheet == line.sheet)

    def _begin(self, line: Line) -> _Gathered:
        """Begin a matter; one whose code is missing, unreadable or taken is gathered, but never imported."""
        gathered = _Gathered(line, "", {"name": "", "code": "", **line.cells})
        try:
            code = self._new_code(line)
        except ValueError as fault:
            self._fault(line, "code", str(fault))
            return gathered
        gathered.code = code
        self._matters[code] = gathered
        return gathered

    def _new_code(self, line: Line) -> str:
        """Return the line's code; raises ``ValueError`` where there is none, or a row before has it."""
        if not line.cells.get("code"):
            raise ValueError("没有填写事项编码，应按省标准目录填写")
        try:
            code = str(cells.code(line.cells["code"])["code"])
        except ValueError as fault:
            raise ValueError(f"事项编码{fault}") from fault
        if earlier := self._matters.get(code):
            where = f"“{earlier.line.sheet}”表" if earlier.line.sheet != line.sheet else ""
            raise ValueError(
                f"事项编码“{code}”与{where}第{earlier.line.row}行重复，"
                f"应只保留一行；本行未导入，以第{earlier.line.row}行为准"
            )
        return code

    def _go_on(self, matter: _Gathered, line: Line) -> None:
        """Take what a further row of the same matter says: more text, or the same again."""
        for key, text in line.cells.items():
            if key not in cells.MATTER_READERS or not text or text == matter.texts.get(key):
                continue
            if key in _JOINED:
                if key not in line.follows and text not in matter.texts.get(key, "").split("\n"):
                    matter.texts[key] = "\n".join(filter(None, (matter.texts.get(key), text)))
            elif not matter.texts.get(key):
                matter.texts[key] = text
            else:
                first = cells.shown(matter.texts[key])
                self._fault(
                    line, key, f"“{cells.shown(text)}”与第{matter.line.row}行的“{first}”不一致，应改为一致"
                )
                matter.sound = False

    def _add_material(self, owner: _Gathered, line: Line) -> None:
        values: dict[str, object] = {}
        for key, reader in cells.MATERIAL_READERS.items():
            if not (text := line.cells.get(key, "")):
                continue
            try:
                cells.check_letters(text)
                values.update(reader(text))
            except ValueError as fault:
                name = cells.shown(owner.texts["name"])
                self._fault(line, key, f"{TITLE_OF[key]}{fault}；事项“{name}”未导入")
                owner.sound = False
        if "name" in values:
            owner.materials.append(Material(**values))  # type: ignore[arg-type]

    def _read_fields(self, matter: _Gathered) -> Mapping[str, object]:
        """Read what every cell of a matter means, noting faults."""
        values: dict[str, object] = {}
        for key, reader in cells.MATTER_READERS.items():
            if not (text := matter.texts.get(key, "")):
                continue
            try:
                cells.check_letters(text)
                values.update(reader(text))
            except ValueError as fault:
                self._fault(matter.line, key, f"{TITLE_OF[key]}{fault}")
                matter.sound = False
        self._check_filled(matter, values)
        return values

    def _check_filled(self, matter: _Gathered, values: dict[str, object]) -> None:
        """Note what is not filled in; an immediate matter without limits is done the same day."""
        if "即办" in matter.texts.get("kind", ""):
            for key in _LIMITS:
                if not matter.texts.get(key):
                    values[key] = cells.AT_ONCE
        for key in (*_FILLED, *_LIMITS):
            if key not in values and not matter.texts.get(key):
                self._fault(matter.line, key, f"没有填写{TITLE_OF[key]}，应补填")
                matter.sound = False

    def _fault(self, line: Line, key: str, text: str) -> None:
        self.faults.append(
            RowFault(sheet=line.sheet, row=line.row, column=TITLE_OF[key], text=f"第{line.row}行：{text}。")
        )
