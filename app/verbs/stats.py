"""``stats``: the office's figures of a span, each with its definition, and one person's year."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.press import press_docx, press_pdf
from app.statistics.models import CASE_CUTS, Cut, Span, Table, TableRow
from app.statistics.person import Part, PersonYear
from app.statistics.person_page import TITLE, page_of
from app.statistics.sheet import numbers_of, write_person, write_sheet
from app.verbs.document import ready_folder
from app.verbs.terminal import Terminal, day_of, write_file

CUTS = {cut.name.lower(): cut for cut in CASE_CUTS if cut is not Cut.NONE}


def office(terminal: Terminal, options: Namespace) -> None:
    """Tell the figures of the span within one's reach; write them to a spreadsheet where one is named."""
    span = Span(day_of(options.since, "--from"), day_of(options.until, "--to"))
    cut = CUTS.get(options.by, Cut.NONE)
    table = terminal.desk.statistics.figures(terminal.actor, span, cut)
    if options.xlsx:
        write_sheet(Path(options.xlsx), table)
    terminal.answer(answer_of(table), text_of(table))


def person(terminal: Terminal, options: Namespace) -> None:
    """Tell one person's year; write it to a spreadsheet, and as a page to a folder, where they are named."""
    folder = ready_folder(options.out) if options.out else None
    year = terminal.desk.statistics.person_year(terminal.actor, options.login, options.year)
    files = []
    if options.xlsx:
        write_person(Path(options.xlsx), year)
        files.append(str(options.xlsx))
    if folder is not None:
        files += _pressed(folder, year)
    terminal.answer({**_told(year), "files": files}, _read(year, files))


def _pressed(folder: Path, year: PersonYear) -> list[str]:
    sheet, stem = page_of(year), f"{TITLE}_{year.year}_{year.name}"
    pdf, docx = folder / f"{stem}.pdf", folder / f"{stem}.docx"
    write_file(pdf, press_pdf(sheet).pdf)
    write_file(docx, press_docx(sheet))
    return [str(pdf), str(docx)]


def _told(year: PersonYear) -> dict[str, object]:
    return {
        "name": year.name,
        "division": year.division,
        "year": year.year,
        "until": year.until.isoformat(),
        "figures": [
            {"title": each.title, "value": each.shown, "definition": each.definition} for each in year.sums
        ],
        "lists": {
            part.title: [dict(zip(part.columns, row, strict=True)) for row in part.rows] for part in year.parts
        },
    }


def _rows(part: Part) -> list[dict[str, str]]:
    return [dict(zip(part.columns, row, strict=True)) for row in part.rows]


def _read(year: PersonYear, files: list[str]) -> str:
    lines = [f"{year.name}　{year.division}　{year.year}年度（至{year.until}）"]
    lines.append("，".join(f"{each.title}{each.shown}" for each in year.sums))
    for part in year.parts:
        if part.printed and part.rows:
            lines.append(f"{part.title}：")
            lines += ["　　" + "　".join(filter(None, row)) for row in part.rows]
    return "\n".join([*lines, *(f"已存：{each}" for each in files)])


def answer_of(table: Table) -> dict[str, object]:
    """Return a table as the command line answers it: figures with their definitions, rows and total."""
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


def text_of(table: Table) -> str:
    """Return a table as text, a line a row; figures of which nothing happened are left out."""
    lines = [f"{table.span}　{table.cut.value}"]
    for row in table.lines:
        told = (f"{each.title}{row.cells[each.key].shown}" for each in table.figures if _says(row, each.key))
        lines.append(f"{row.name}：{'，'.join(told) or '没有'}")
    return "\n".join(lines)


def _says(row: TableRow, key: str) -> bool:
    return row.cells[key].behind > 0
