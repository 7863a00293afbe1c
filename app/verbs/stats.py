"""``stats office``: the office's figures of a span, and each with its definition."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from app.errors import BadInput
from app.statistics.models import Cut, Span, Table, TableRow
from app.statistics.sheet import numbers_of, write_sheet
from app.verbs.terminal import Terminal

CUTS = {cut.name.lower(): cut for cut in Cut if cut is not Cut.NONE}


def office(terminal: Terminal, options: Namespace) -> None:
    """Tell the figures of the span within one's reach; write them to a spreadsheet where one is named."""
    span = Span(_day(options.since, "--from"), _day(options.until, "--to"))
    cut = CUTS.get(options.by, Cut.NONE)
    table = terminal.desk.statistics.figures(terminal.actor, span, cut)
    if options.xlsx:
        write_sheet(Path(options.xlsx), table)
    terminal.answer(_answer(table), _text(table))


def _day(said: str, option: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as fault:
        raise BadInput(f"{option} 的“{said}”不是日期，请写成 2026-11-30。") from fault


def _answer(table: Table) -> dict[str, object]:
    return {
        "from": table.span.since.isoformat(),
        "to": table.span.until.isoformat(),
        "by": "" if table.cut is Cut.NONE else table.cut.name.lower(),
        "figures": [
            {"key": each.key, "title": each.title, "unit": each.unit.value, "definition": each.definition}
            for each in table.figures
        ],
        "rows": [_row(row) for row in table.rows],
        "total": numbers_of(table.total),
    }


def _row(row: TableRow) -> dict[str, object]:
    return {"key": row.key, "name": row.name, **numbers_of(row)}


def _text(table: Table) -> str:
    lines = [f"{table.span}　{table.cut.value}"]
    for row in table.lines:
        told = (f"{each.title}{row.cells[each.key].shown}" for each in table.figures if _says(row, each.key))
        lines.append(f"{row.name}：{'，'.join(told) or '没有办件'}")
    return "\n".join(lines)


def _says(row: TableRow, key: str) -> bool:
    return row.cells[key].behind > 0
