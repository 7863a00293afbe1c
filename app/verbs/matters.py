"""``matters import``: the provincial catalogue's matters from a spreadsheet."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.catalogue.template import write_template
from app.errors import BadInput
from app.verbs.terminal import Terminal


def load(terminal: Terminal, options: Namespace) -> None:
    """Import the good rows and tell every bad one with its row number."""
    mapping = dict(map(_pair, options.map))
    report = terminal.desk.catalogue.import_sheet(terminal.actor, Path(options.file), mapping)
    faults = [
        {"sheet": fault.sheet, "row": fault.row, "column": fault.column, "text": fault.text}
        for fault in report.faults
    ]
    answer = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "faults": faults,
    }
    lines = [
        f"新增{answer['added']}项，更新{answer['updated']}项，未变{answer['unchanged']}项，有误{len(faults)}行"
    ]
    lines += [fault.text for fault in report.faults]
    terminal.answer(answer, "\n".join(lines))


def _pair(said: str) -> tuple[str, str]:
    heading, mark, column = said.partition("=")
    if not (heading and mark and column):
        raise BadInput(f"列名对应“{said}”须写成“表头=列名”，例如 事项类型=办件类型。")
    return heading, column


def template(terminal: Terminal, options: Namespace) -> None:
    """Write the empty sheet that an office fills in."""
    write_template(Path(options.file))
    terminal.answer({"file": options.file}, f"已写出导入模板“{options.file}”。")


def listed(terminal: Terminal, options: Namespace) -> None:
    """Tell the matters that fit the words, the best first."""
    found = terminal.desk.catalogue.find(terminal.actor, options.words)
    answer = [{"code": matter.code, "name": matter.name, "regime": matter.regime.value} for matter in found]
    terminal.answer(answer, "\n".join(f"{matter.code}　{matter.name}" for matter in found))
