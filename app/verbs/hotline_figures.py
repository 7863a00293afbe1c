"""``hotline stats`` and ``hotline report``: the hotline's figures, and a month as papers and a spreadsheet."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.press import press_docx, press_pdf
from app.statistics.events import Domain
from app.statistics.models import ORDER_CUTS, Cut, Span
from app.statistics.month_page import TITLE, page_of_month
from app.statistics.month_report import write_report
from app.statistics.sheet import numbers_of, write_sheet
from app.verbs.document import ready_folder
from app.verbs.stats import answer_of, text_of
from app.verbs.terminal import Terminal, day_of, write_file

CUTS = {cut.name.lower(): cut for cut in ORDER_CUTS if cut is not Cut.NONE}


def stats(terminal: Terminal, options: Namespace) -> None:
    """Tell the figures of the span within one's reach; write them to a spreadsheet where one is named."""
    span = Span(day_of(options.since, "--from"), day_of(options.until, "--to"))
    cut = CUTS.get(options.by, Cut.NONE)
    table = terminal.desk.statistics.figures(terminal.actor, span, cut, Domain.ORDERS)
    if options.xlsx:
        write_sheet(Path(options.xlsx), table)
    terminal.answer(answer_of(table), text_of(table))


def report(terminal: Terminal, options: Namespace) -> None:
    """Write a month's report as PDF, DOCX and spreadsheet into a folder."""
    folder = ready_folder(options.out)
    found = terminal.desk.statistics.month_report(terminal.actor, options.month)
    sheet, stem = page_of_month(found), f"{TITLE}_{options.month.strip()}"
    pdf, docx, xlsx = (folder / f"{stem}.{kind}" for kind in ("pdf", "docx", "xlsx"))
    write_file(pdf, press_pdf(sheet).pdf)
    write_file(docx, press_docx(sheet))
    write_report(xlsx, found)
    files = [str(each) for each in (pdf, docx, xlsx)]
    answer = {"month": options.month.strip(), "figures": numbers_of(found.total), "files": files}
    terminal.answer(answer, "\n".join(f"已存：{each}" for each in files))
