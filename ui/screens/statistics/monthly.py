"""The hotline's month written to files: a Word document, and the same as PDF and spreadsheet beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.press import press_docx, press_pdf
from app.statistics.models import Span
from app.statistics.month_page import page_of_month
from app.statistics.month_report import MonthReport, write_report
from ui.preview.printing import write


def month_in(span: Span, today: date) -> str:
    """Return the last month of the span that has begun, as 2026-11; the span's first where none has."""
    return f"{max(span.since, min(span.until, today)):%Y-%m}"


def write_month(path: Path, report: MonthReport) -> None:
    """Write the report to the path and beside it; raises ``Unavailable``, ``CannotPrint``."""
    sheet = page_of_month(report)
    write(path, press_docx(sheet))
    write(path.with_suffix(".pdf"), press_pdf(sheet).pdf)
    write_report(path.with_suffix(".xlsx"), report)
