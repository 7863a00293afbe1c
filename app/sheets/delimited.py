"""Reading CSV files as offices write them: UTF-8, GB 18030 or UTF-16, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io

from app.errors import BadInput

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LARGEST_CELL = 1 << 20  # characters


def rows_of(name: str, content: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a CSV file, all of one width; raises ``BadInput`` where it cannot be read."""
    text = _decoded(name, content)
    if "\0" in text:
        raise BadInput(f"“{name}”不是文本文件。应使用 xlsx、xls 或 csv 格式。")
    heading = text.partition("\n")[0]
    separator = max(",\t;", key=heading.count)
    before = csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error as fault:
        raise BadInput(
            f"“{name}”第{reader.line_num}行无法按 CSV 读取（引号不成对或单元格超过100万字），应改正后再导入。"
        ) from fault
    finally:
        csv.field_size_limit(before)
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _decoded(name: str, content: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"“{name}”的文字编码无法识别。应另存为 UTF-8 编码的 CSV，或改用 xlsx。")
