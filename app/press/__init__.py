"""The press: a Sheet to PDF and to DOCX, with faces by role, a preflight, and codes that can be verified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.forms.sheet import Sheet
from app.press.faces import FaceLine, Faces, NoFace, face_report, machine_faces
from app.press.ink import FieldMark, Ink
from app.press.pages import pages_of
from app.press.pdf import Printing
from app.press.preflight import CannotPrint, preflight, stop_if_unprintable

__all__ = [
    "CannotPrint", "FaceLine", "Faces", "FieldMark", "Pressed", "face_report", "preflight", "press_docx",
    "press_many", "press_pdf",
]  # fmt: skip


@dataclass(frozen=True)
class Pressed:
    """A printed PDF: its bytes, its number of pages, and where each field stands (mm from the upper left)."""

    pdf: bytes
    pages: int
    marks: tuple[FieldMark, ...]


def press_pdf(sheet: Sheet, faces: Faces | None = None, offset: tuple[float, float] = (0.0, 0.0)) -> Pressed:
    """Print a Sheet; ``offset`` (mm right, mm down) is the printer's; raises CannotPrint."""
    return press_many((sheet,), faces, offset)


def press_many(
    sheets: Iterable[Sheet], faces: Faces | None = None, offset: tuple[float, float] = (0.0, 0.0)
) -> Pressed:
    """Print many Sheets as one PDF, named for the first; raises CannotPrint."""
    faces = faces or machine_faces()
    printing = Printing(faces, offset)
    marks: list[FieldMark] = []
    first: Sheet | None = None
    for sheet in sheets:
        first = first or sheet
        inks = _set(sheet, faces)
        marks += (mark._replace(page=mark.page + printing.pages) for ink in inks for mark in ink.marks)
        printing.add(sheet, inks)
    pdf = printing.save(first.title if first else "", first.author if first else "")
    return Pressed(pdf, printing.pages, tuple(marks))


def _set(sheet: Sheet, faces: Faces) -> list[Ink]:
    try:
        return pages_of(sheet, faces)
    except NoFace as fault:
        raise CannotPrint(preflight(sheet, faces)) from fault


def press_docx(sheet: Sheet, faces: Faces | None = None) -> bytes:
    """Write a Sheet as a Word document with the same words in the same order; raises CannotPrint."""
    from app.press.docx import write_docx  # noqa: PLC0415  (python-docx is loaded when it is wanted)

    faces = faces or machine_faces()
    stop_if_unprintable(sheet, faces)
    return write_docx(sheet, faces)
