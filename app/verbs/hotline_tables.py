"""``hotline import`` and ``hotline export``: the city platform's tables in and out."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.errors import BadInput
from app.hotline.columns import COLUMNS
from app.hotline.importing import write_rejected
from app.hotline.importing_models import Outcome, ReadTable, Rehearsal
from app.hotline.queue import QueueView
from app.hotline.reading import ASIDE
from app.verbs.terminal import Terminal, read_fields

_KEYS = {name: column.key for column in COLUMNS for name in (column.key, column.title)}
_SHOWN = 20


def load(terminal: Terminal, options: Namespace) -> None:
    """Take the good rows of a table over, and write the others to a sheet with the reason in each."""
    path = Path(options.file)
    mapping = _mapping(options.map) if options.map else None
    importing = terminal.desk.hotline.importing
    rehearsal = importing.read(terminal.actor, ReadTable(path=path, mapping=mapping))
    outcome = importing.apply(terminal.actor, rehearsal)
    rejected = path.with_name(f"{path.stem}_未导入.xlsx") if rehearsal.rejected else None
    if rejected is not None:
        write_rejected(rejected, rehearsal)
    answer = {
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.same,
        "rejected": outcome.rejected,
        "rejected_file": str(rejected) if rejected else None,
    }
    terminal.answer(answer, "\n".join(_lines(rehearsal, outcome, rejected)))


def _mapping(path: str) -> dict[str, str]:
    """Read which heading is which column: {"表头": "列名"}; "-" is none of ours."""
    return {heading: _key(heading, said) for heading, said in read_fields(path).items()}


def _key(heading: str, said: object) -> str:
    if said in ("", ASIDE, None):
        return ASIDE
    key = _KEYS.get(str(said))
    if key is None:
        titles = "、".join(column.title for column in COLUMNS)
        raise BadInput(f"列名对应中“{heading}”对应的“{said}”不是可以导入的列，应为下列之一：{titles}。")
    return key


def _lines(rehearsal: Rehearsal, outcome: Outcome, rejected: Path | None) -> list[str]:
    lines = [
        f"新增{outcome.new}件，更新{outcome.changed}件，未变{outcome.same}件，未导入{outcome.rejected}行。"
    ]
    for each in rehearsal.changed[:_SHOWN]:
        told = "；".join(f"{one.field}：{one.before or '空'} → {one.after or '空'}" for one in each.differences)
        lines.append(f"更新{each.number}：{told}")
    lines += [f"第{each.row}行未导入：{each.reason}。" for each in rehearsal.rejected[:_SHOWN]]
    if rejected is not None:
        lines.append(f"未导入的行和原因在“{rejected}”。")
    return lines


def export(terminal: Terminal, options: Namespace) -> None:
    """Write the orders of a view in the platform's columns."""
    query = terminal.desk.orders.query(terminal.actor, QueueView[options.view.upper()], options.words)
    count = terminal.desk.hotline.exporting.write(terminal.actor, query, Path(options.file))
    terminal.answer({"file": options.file, "count": count}, f"已导出{count}件到“{options.file}”。")
