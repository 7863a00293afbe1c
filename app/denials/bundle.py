"""Binds the papers and files of a denial into one PDF behind a cover list."""

from __future__ import annotations

from functools import partial

from app.denials.cover import MATERIALS, Papers, cover_sheet, materials_sheet
from app.press import press_pdf
from app.register.binding import Part, bound, paper_part


def bind(papers: Papers) -> bytes:
    """Return one PDF: the cover list, the form, the materials list, what follows the form, then the files."""
    form, *after = map(paper_part, papers.documents)
    case = papers.case
    materials = press_pdf(materials_sheet(case)).pdf
    listed = Part(title=MATERIALS, number=case.number, day=case.received_on, pdf=materials)
    files = [Part(title=name, number="", day=None, file=content) for name, content in papers.files]
    return bound(partial(cover_sheet, papers.denial, papers.bureau), [form, listed, *after, *files])
