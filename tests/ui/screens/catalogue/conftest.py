from __future__ import annotations

import pytest
from openpyxl import load_workbook

from app.catalogue.template import write_template


@pytest.fixture
def sheet(tmp_path):
    """A matter sheet: a new matter, and a row whose code is the same again."""
    path = tmp_path / "事项表.xlsx"
    write_template(path)
    book = load_workbook(path)
    rows = book["事项"]
    headings = [cell.value for cell in rows[1]]
    first = [cell.value for cell in rows[2]]
    first[headings.index("事项编码")] = "SL350200000000000X9990001001000"
    first[headings.index("事项名称")] = "示例新增事项"
    first[headings.index("责任单位")] = "行政审批处"
    for column, value in enumerate(first, start=1):
        rows.cell(row=2, column=column, value=value)
    rows.append(first)
    materials = book["材料"]
    owner = [cell.value for cell in materials[1]].index("所属事项编码") + 1
    for row in range(2, materials.max_row + 1):
        materials.cell(row=row, column=owner, value=first[headings.index("事项编码")])
    book.save(path)
    return path
