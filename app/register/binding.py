"""Binds papers and files into one PDF behind a cover list; what has no pages, or is broken, is embedded."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import DictionaryObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.forms.sheet import MM, Sheet
from app.press import press_pdf
from app.register.cover import EMBEDDED, Entry, printable
from app.register.models import Document
from app.register.paper import sheet_of

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said on the cover

MOST_PAGES = 2_000  # of one attached PDF
MOST_PIXELS = 80_000_000  # of one picture
_ORIENTATION = 0x0112  # of EXIF
_A4 = (210 * MM, 297 * MM)
_MARGIN = 15 * MM
_PICTURES = ("jpg", "jpeg", "png")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing in the bundle: a paper of ours as ``pdf``, or an attached ``file`` named ``title``."""

    title: str
    number: str
    day: date | None
    pdf: bytes = b""
    file: bytes = b""


@dataclass(frozen=True)
class Leaves:
    """A part ready to be bound: its pages as a PDF (b"" for one that is embedded) and how many they are."""

    part: Part
    pdf: bytes
    pages: int


Cover = Callable[[Iterable[Entry]], Sheet]


def paper_part(document: Document) -> Part:
    """Return an issued paper as a part."""
    pdf = press_pdf(sheet_of(document)).pdf
    return Part(title=document.title, number=str(document.number), day=document.issued_on, pdf=pdf)


def bound(cover_of: Cover, parts: Sequence[Part]) -> bytes:
    """Return one PDF: the cover list, then every part in order."""
    leaves = [leaves_of(part) for part in parts]
    cover = press_pdf(cover_of(_entries(leaves)))
    writer = PdfWriter()
    writer.append(io.BytesIO(cover.pdf), import_outline=False)
    for each in leaves:
        if each.pages:
            writer.append(io.BytesIO(each.pdf), outline_item=each.part.title, import_outline=False)
        else:
            writer.add_attachment(each.part.title, each.part.file)
    writer.set_page_label(0, cover.pages - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(cover.pages, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)
    return _written(writer)


def _entries(leaves: Sequence[Leaves]) -> list[Entry]:
    entries, page = [], 1
    for each in leaves:
        last = page + each.pages - 1
        pages = EMBEDDED if not each.pages else str(page) if last == page else f"{page}-{last}"
        entries.append(
            Entry(title=printable(each.part.title), number=each.part.number, day=each.part.day, pages=pages)
        )
        page += each.pages
    return entries


def leaves_of(part: Part) -> Leaves:
    """Return a part's pages; a file that is broken in whatever way has none, and is embedded as it is."""
    if part.pdf:
        return Leaves(part, part.pdf, len(PdfReader(io.BytesIO(part.pdf)).pages))
    kind = part.title.rpartition(".")[2].lower()
    try:
        if kind == "pdf":
            return _of_pdf(part)
        if kind in _PICTURES:
            return Leaves(part, _picture(part.file), 1)
    except Exception:  # noqa: BLE001 - a damaged or malicious file may fail in any way
        return Leaves(part, b"", 0)
    return Leaves(part, b"", 0)


def _of_pdf(part: Part) -> Leaves:
    """Write the pages anew and read them back, so that nothing broken reaches the bundle."""
    reader = PdfReader(io.BytesIO(part.file))
    if reader.is_encrypted or not 0 < len(reader.pages) <= MOST_PAGES:
        return Leaves(part, b"", 0)
    writer = PdfWriter()
    for page in reader.pages:
        _without_actions(page)
        writer.add_page(page)
    pdf = _written(writer)
    return Leaves(part, pdf, len(PdfReader(io.BytesIO(pdf)).pages))


def _without_actions(page: PageObject) -> None:
    """Keep what stands on a page, stamps and signatures too, but nothing that runs when it is opened."""
    page.pop("/AA", None)
    for reference in page.annotations or ():
        annotation = reference.get_object()
        if isinstance(annotation, DictionaryObject):
            annotation.pop("/A", None)
            annotation.pop("/AA", None)


def _picture(content: bytes) -> bytes:
    """Set a picture on an A4 page, as large as its margins let it, never larger than 72 dots to the inch."""
    image: Image.Image = Image.open(io.BytesIO(content))
    if not 0 < image.width * image.height <= MOST_PIXELS:
        raise ValueError
    if image.getexif().get(_ORIENTATION, 1) != 1:
        image = ImageOps.exif_transpose(image)  # a telephone's picture stands upright
    picture = ImageReader(image)
    width, height = picture.getSize()
    room_width, room_height = _A4[0] - 2 * _MARGIN, _A4[1] - 2 * _MARGIN
    scale = min(room_width / width, room_height / height, 1.0)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=_A4, invariant=1)
    left, bottom = (_A4[0] - width * scale) / 2, (_A4[1] - height * scale) / 2
    canvas.drawImage(picture, left, bottom, width * scale, height * scale, mask="auto")
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
