"""The list that stands before bound papers (案卷目录): a line for each, and where it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.clock import chinese_date
from app.forms.layout import FORM_PAGE, continued
from app.forms.sheet import FORM_PT, SMALL_PT, TITLE_PT, Align, Cell, Face, Grid, Note, Paragraph, Row, Sheet
from app.press.preflight import preflight

EMBEDDED = "电子附件"
_WIDTHS = (14.0, 37.0, 52.0, 33.5, 19.5)
_ROW = 9.0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the cover list; ``pages`` is "3" or "3-5", or what else becomes of a file without pages."""

    title: str
    number: str
    day: date | None
    pages: str


def cover_list(title: str, about: str, bureau: str, entries: Iterable[Entry]) -> Sheet:
    """Return the cover list; pages are counted from the first page after it."""
    rows = [
        (str(place), each.title, each.number, chinese_date(each.day) if each.day else "", each.pages)
        for place, each in enumerate(entries, 1)
    ]
    return Sheet(
        title=title,
        blocks=(
            title_of(title),
            Paragraph(text=about, size=FORM_PT, after=2.0),
            table_of(_WIDTHS, ("序号", "题名", "文号", "日期", "页次"), rows),
            Note(text="页次自目录后第一页起计。列为“电子附件”的，随本文件保存，可在阅读器的附件栏中打开。"),
        ),
        page=FORM_PAGE,
        continuation=continued(title),
        numbered_from=2,
        author=bureau,
    )


def printable(name: str) -> str:
    """Return a file's name as our faces can print it: a character they lack is a 〓."""
    if not preflight(_line(name)):
        return name
    return "".join("〓" if preflight(_line(character)) else character for character in name)


def _line(text: str) -> Sheet:
    return Sheet(title=EMBEDDED, blocks=(Paragraph(text=text),))


def title_of(text: str) -> Paragraph:
    """Return the heading of a list."""
    return Paragraph(text=text, face=Face.TITLE, size=TITLE_PT, align=Align.CENTRE, after=4.0)


def table_of(widths: tuple[float, ...], labels: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Grid:
    """Return a ruled list, its first column counted; ``widths`` in mm."""
    heading = Row(cells=tuple(Cell(text=label, label=True) for label in labels), height=_ROW)
    lines = tuple(
        Row(cells=(Cell(text=place, align=Align.CENTRE), *(Cell(text=text) for text in rest)), height=_ROW)
        for place, *rest in rows
    )
    return Grid(widths=widths, rows=(heading, *lines), heading=1, size=SMALL_PT)
