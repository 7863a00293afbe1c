"""Reading a workbook or CSV file into plain rows of text; what cannot be read is refused in a sentence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app.errors import BadInput, Unavailable, why
from app.sheets.delimited import rows_of

LARGEST_UNPACKED = 600 * 2**20  # bytes

Cell = float | int | str | bool | datetime | date | time | timedelta | None
Place = tuple[int, int]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c [^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*[^/<>]>')
_FAR = re.compile(rb'r="(?:[A-Z]{2,3}[0-9]|[A-Z][0-9]{6})')
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})[0-9]')
_FAR_ROW = re.compile(rb'r="[A-Z]{1,3}([0-9]{6,7})"')
_NEAR = 99_999, 26  # rows and columns of a sheet that has no far ones
_UNSAFE_INTEGER = 10**15  # from here on a spreadsheet's number has lost digits
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u2060\ufeff\u00ad", ""))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is read: ``file`` in MB, ``cells`` of one sheet with the empty ones counted."""

    file: int = 50
    cells: int = 4_000_000


USUAL = Limits()


@dataclass(frozen=True)
class Grid:
    """A sheet as text: ``rows`` from row 1 of the sheet, merged cells filled.

    ``followers`` are the filled places (row, column from 0) that repeat a cell above them; ``captions`` are the
    rows that hold nothing but one text across several columns.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    followers: frozenset[Place] = frozenset()
    captions: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Spreadsheet:
    """A file as read: its name, its bytes (for the hash) and its visible sheets."""

    name: str
    content: bytes
    grids: tuple[Grid, ...]


def read_spreadsheet(path: Path, limits: Limits = USUAL) -> Spreadsheet:
    """Read an XLSX, XLS or CSV file; raises ``BadInput`` for anything else, too large, encrypted or empty."""
    content = _content_of(path, limits.file)
    if content.startswith((b"PK\x03\x04", _OLE)):
        _check_container(path.name, content, limits.cells)
        grids = tuple(_workbook(path.name, content))
    elif path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        grids = (grid_of(path.stem, rows_of(path.name, content), ()),)
    else:
        raise BadInput(_not_a_workbook(path.name, content))
    if not any(cell for grid in grids for row in grid.rows for cell in row):
        raise BadInput(f"“{path.name}”是空的，没有任何内容。应填写内容后再导入。")
    return Spreadsheet(path.name, content, grids)


def _content_of(path: Path, most: int) -> bytes:
    try:
        if not path.is_file():
            raise BadInput(f"找不到文件“{path}”，应检查路径和文件名。")
        size = path.stat().st_size
        if size > most * 2**20:
            raise BadInput(
                f"“{path.name}”有{size / 2**20:.0f}MB，超过{most}MB的上限。"
                "应删去图片和多余的工作表，或分成几个文件导入。"
            )
        return path.read_bytes()
    except OSError as fault:
        raise Unavailable(f"无法读取“{path.name}”：{why(fault)}。应确认文件没有被占用。") from fault


def _not_a_workbook(name: str, content: bytes) -> str:
    if not content:
        return f"“{name}”是空文件。应重新导出后再导入。"
    if re.match(rb"[\s\xef\xbb\xbf]*<(!doctype|html|table|\?xml)", content[:200], re.IGNORECASE):
        return f"“{name}”其实是网页格式。应用 Excel 或 WPS 打开后另存为 xlsx 再导入。"
    return f"“{name}”不是 Excel 文件。应使用 xlsx、xls 或 csv 格式。"


def _check_container(name: str, content: bytes, cells: int) -> None:
    """Refuse what the reader could not survive: encrypted, damaged, swollen, or no workbook at all."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise BadInput(_encrypted(name))
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if "xl/workbook.xml" not in names:
                raise BadInput(f"“{name}”不是 Excel 文件（压缩包内没有工作簿）。应使用 xlsx、xls 或 csv 格式。")
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise BadInput(f"“{name}”解压后过大，无法导入。应删去多余的工作表，或分成几个文件导入。")
            for part in names:
                is_sheet = part.startswith("xl/worksheets/") and part.endswith(".xml")
                if is_sheet and not _is_near(packed, part, cells):
                    _check_extent(name, packed, part, cells)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as fault:
        raise BadInput(_damaged(name)) from fault


def _is_near(packed: zipfile.ZipFile, part: str, most: int) -> bool:
    """Tell at a glance whether even the farthest cells, filled or not, span ``most`` at the utmost."""
    rows, columns = _NEAR
    for text in _chunks(packed, part):
        if not _FAR.search(text):  # of most sheets all there is to ask
            continue
        columns = max([columns, *map(_column_number, set(_FAR_COLUMN.findall(text)))])
        rows = max([rows, *map(int, _FAR_ROW.findall(text))])
    return rows * columns <= most


def _chunks(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part piece by piece, each with the end of the one before, so that no cell is cut in two."""
    tail = b""
    with packed.open(part) as stream:
        while chunk := stream.read(1 << 20):
            text = tail + chunk
            yield text
            tail = text[-200:]


def _check_extent(name: str, packed: zipfile.ZipFile, part: str, most: int) -> None:
    """Refuse a sheet whose farthest cells span more than ``most``: the reader would ask for it all."""
    rows = columns = 0
    for text in _chunks(packed, part):
        for letters, digits in _FILLED_CELL.findall(text):
            rows, columns = max(rows, int(digits)), max(columns, _column_number(letters))
    if rows * columns > most:
        raise BadInput(
            f"“{name}”的内容一直延伸到第{rows}行、第{columns}列，范围异常大。应删除远处的多余单元格后再导入。"
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _workbook(name: str, content: bytes) -> Iterator[Grid]:
    """Yield the visible sheets of a workbook."""
    from python_calamine import (  # noqa: PLC0415 - only an import needs the reader
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for sheet in book.sheets_metadata:
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                    found = book.get_sheet_by_name(sheet.name)
                    rows = found.to_python(skip_empty_area=False)
                    yield grid_of(sheet.name, rows, found.merged_cell_ranges or ())
    except PasswordError as fault:
        raise BadInput(_encrypted(name)) from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise BadInput(_damaged(name)) from fault


def _encrypted(name: str) -> str:
    return f"“{name}”设有打开密码，无法读取。应在 Excel 或 WPS 中取消密码后再导入。"


def _damaged(name: str) -> str:
    return f"“{name}”已损坏或不是完整的 Excel 文件。应用 Excel 或 WPS 打开后另存为 xlsx 再导入。"


def grid_of(name: str, rows: Iterable[Iterable[Cell]], merged: Iterable[tuple[Place, Place]]) -> Grid:
    """Make a grid of raw cells, each merged range (first and last place) filled with its first cell's text."""
    texts = [_texts_of(row) for row in rows]
    followers: set[Place] = set()
    captions: set[int] = set()
    for (top, left), (bottom, right) in merged:
        if top >= len(texts) or left >= len(texts[top]):
            continue
        bottom, right = min(bottom, len(texts) - 1), min(right, len(texts[top]) - 1)  # noqa: PLW2901
        if right > left and not any(texts[top][:left] + texts[top][right + 1 :]):
            captions.update(range(top, bottom + 1))
        followers.update(_fill(texts, (top, left), (bottom, right)))
    return Grid(name, tuple(tuple(row) for row in texts), frozenset(followers), frozenset(captions))


def _texts_of(row: Iterable[Cell]) -> list[str]:
    """Return the texts of a row; most cells are texts that need no more than their edges trimmed."""
    return [
        cell.strip() if type(cell) is str and cell.isprintable() and "_x000D_" not in cell else text_of(cell)
        for cell in row
    ]


def _fill(texts: list[list[str]], first: Place, last: Place) -> Iterator[Place]:
    """Write the first cell's text over the range; yield the places below its first row."""
    text = texts[first[0]][first[1]]
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            texts[row][column] = text
            if row > first[0]:
                yield row, column


def text_of(cell: Cell) -> str:
    """Return what a clerk reads in the cell: 20 for 20.0, 是 for true, a date in ISO form; edges trimmed.

    A moment keeps its time (2026-11-02 09:30:00), midnight is the day alone.
    A whole number too large to be exact is written in powers (1.135E+30), so that a code spoilt so is noticed.
    """
    if isinstance(cell, str):
        return _written(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        if abs(cell) >= _UNSAFE_INTEGER:
            return f"{cell:.6E}"
        return str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else _plainly(cell)


def _plainly(cell: int | date | time | timedelta) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _written(text: str) -> str:
    """Return a text without its edges, the invisible joints and carriage returns."""
    if text.isprintable() and "_x000D_" not in text:
        return text.strip()
    plain = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return plain.translate(_INVISIBLE).strip()
