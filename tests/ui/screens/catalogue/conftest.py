from __future__ import annotations

import pytest

from app.catalogue.template import write_template
from tests.spreadsheets import sheets_of, write_sheets

CODE = "SL350200000000000X9990001001000"


@pytest.fixture
def sheet(tmp_path):
    """A matter sheet: a new matter, and a row whose code is the same again."""
    path = tmp_path / "事项表.xlsx"
    write_template(path)
    sheets = sheets_of(path)
    headings, first = sheets["事项"][:2]
    first[headings.index("事项编码")] = CODE
    first[headings.index("事项名称")] = "示例新增事项"
    first[headings.index("责任单位")] = "行政审批处"
    sheets["事项"] = [headings, first, first]
    owner = sheets["材料"][0].index("所属事项编码")
    for row in sheets["材料"][1:]:
        row[owner] = CODE
    write_sheets(path, sheets)
    return path
