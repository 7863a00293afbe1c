"""The empty matter sheet an office fills in: headings, an example, and what each column wants."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.catalogue.headings import MATERIAL_COLUMNS, MATTER_COLUMNS
from app.catalogue.models import Material, Matter
from app.catalogue.starting import starting_matters
from app.errors import Unavailable
from app.sheets.headings import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTES = {
    "code": "按省标准目录填写，文本格式，全表不得重复。",
    "name": "按省标准目录填写。",
    "kind": "即办件、承诺件或联办件。",
    "regime": "行政许可或不动产登记，决定材料不齐时的告知时限；不填时按设定依据判断。",
    "division": "本局承办处室的名称或代码。",
    "basis": "法律、法规、规章的名称和条款，一项一行（单元格内按 Alt+Enter 换行）。",
    "conditions": "申请人应具备的条件，一项一行。",
    "procedure": "从申请到送达的步骤，一步一行。",
    "requirements": "对申请人、图件、签章等的要求；不填时保留本机已有的内容，新事项必填。",
    "statutory_limit": "工作日数，如 20。即办件可以不填。",
    "committed_limit": "工作日数，不得长于法定办结时限。",
    "fee": "收费项目和标准，或不收费。",
    "special_steps": "不计入办结时限的环节及时限，没有的填无。",
    "correction": "如 30个自然日 或 10个工作日；不填为30个自然日。",
    "counter_telephone": "窗口咨询电话。",
    "supervision_telephone": "监督投诉电话。",
    "of": "材料所属事项的编码；连续几行属于同一事项时，后面各行可以不填。",
    "material": "每份材料一行，应列全，一次性告知书照此开列。",
    "main": "主要或次要；次要材料可以容缺。",
    "form": "原件、复印件或原件及复印件。",
    "copies": "份数，如 1。",
    "medium": "纸质或电子。",
    "source": "由谁出具或从何处取得。",
    "shared": "是或否；填是的由窗口共享获取，不再要求申请人提交纸质材料。",
    "remark": "补充说明，可以不填。",
}
_WIDE = frozenset({"basis", "conditions", "procedure", "requirements", "name", "material", "special_steps"})


def write_template(path: Path) -> None:
    """Write the empty matter sheet as XLSX: 事项, 材料 (both with an example) and 填写说明.

    Raises ``Unavailable`` where the file cannot be written.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs the writer
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    example = starting_matters({"licence": 0, "registration": 0})[0]
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    faces = {
        "heading": book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "align": "center"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1}),
    }
    _write_table(book.add_worksheet("事项"), MATTER_COLUMNS, [_matter_cells(example)], faces)
    materials = [_material_cells(example, material) for material in example.materials]
    _write_table(book.add_worksheet("材料"), MATERIAL_COLUMNS, materials, faces)
    _write_notes(book.add_worksheet("填写说明"), faces)
    try:
        book.close()
    except FileCreateError as fault:
        raise Unavailable(f"无法写入“{path}”，应确认文件夹存在且文件没有被打开。") from fault


def _write_table(
    sheet: Any, columns: Sequence[Column], rows: Sequence[dict[str, str]], faces: dict[str, Any]
) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 36 if column.key in _WIDE else 16)
        sheet.write_string(0, place, column.title, faces["heading"])
        sheet.write_comment(0, place, NOTES[column.key])
        for row, cells in enumerate(rows, start=1):
            sheet.write_string(row, place, cells.get(column.key, ""), faces["text"])
    sheet.freeze_panes(1, 2)


def _write_notes(sheet: Any, faces: dict[str, Any]) -> None:
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, 2, 80)
    lines = [("事项表和材料表中的示例行，导入前应删去。", "", "")]
    for name, columns in (("事项", MATTER_COLUMNS), ("材料", MATERIAL_COLUMNS)):
        lines += [(name, column.title, _wanted(column)) for column in columns]
    for row, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(row, place, text, faces["text"] if row else None)


def _wanted(column: Column) -> str:
    return f"{'必填。' if column.required else ''}{NOTES[column.key]}"


def _matter_cells(matter: Matter) -> dict[str, str]:
    return {
        **{
            column.key: str(getattr(matter, column.key))
            for column in MATTER_COLUMNS
            if hasattr(matter, column.key)
        },
        "kind": matter.kind.value,
        "regime": matter.regime.value,
        "division": "（填本局处室名称）",
        "correction": f"{matter.correction_limit}个{matter.correction_unit}",
    }


def _material_cells(matter: Matter, material: Material) -> dict[str, str]:
    return {
        "of": matter.code,
        "material": material.name,
        "main": "主要" if material.main else "次要",
        "form": material.form,
        "copies": str(material.copies),
        "medium": material.medium,
        "source": material.source,
        "shared": "是" if material.shared else "否",
        "remark": material.remark,
    }
