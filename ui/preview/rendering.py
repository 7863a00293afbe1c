"""Pages of a PDF as pictures, drawn in the press's thread."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class PagePicture:
    """One page: its number from 0, its picture, and the scale it was drawn at (pixels per point)."""

    number: int
    image: QImage
    scale: float


def page_sizes(pdf: bytes) -> tuple[QSizeF, ...]:
    """Return each page's size in points."""
    with _Opened(pdf) as document:
        return tuple(QSizeF(*document[number].get_size()) for number in range(len(document)))


def draw_page(pdf: bytes, number: int, scale: float) -> PagePicture:
    """Draw one page at so many pixels per point."""
    with _Opened(pdf) as document:
        return PagePicture(number, _picture(document[number], scale), scale)


def draw_pages(pdf: bytes, scale: float) -> tuple[QImage, ...]:
    """Draw every page, for the printer."""
    with _Opened(pdf) as document:
        return tuple(_picture(document[number], scale) for number in range(len(document)))


def _picture(page: Any, scale: float) -> QImage:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    kind = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888  # noqa: PLR2004
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
    bitmap.close()
    return image


class _Opened:
    """A PDF that is closed after use; the reader is loaded when the first one is opened."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._document: Any = None

    def __enter__(self) -> Any:
        self._document = import_module("pypdfium2").PdfDocument(self._pdf)
        return self._document

    def __exit__(self, *_error: object) -> None:
        self._document.close()
