"""The pages that a bundle adds: its cover list (案卷目录) and the list of the materials handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.cases.models import Case
from app.clock import chinese_date
from app.denials.models import Denial
from app.forms.layout import FORM_PAGE, continued
from app.forms.sheet import FORM_PT, SMALL_PT, TITLE_PT, Align, Cell, Face, Grid, Note, Paragraph, Row, Sheet
from app.press.preflight import preflight
from app.register.models import Document

COVER = "案卷目录"
MATERIALS = "申报材料清单"
_COVER_WIDTHS = (12.0, 36.5, 54.0, 33.5, 20.0)
_MATERIAL_WIDTHS = (12.0, 66.0, 30.0, 16.0, 32.0)
_ROW = 9.0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the cover list; ``pages`` is "3" or "3-5", or what else becomes of a file without pages."""

    title: str
    number: str
    day: date | None
    pages: str


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What goes into a bundle: the papers in order, the form first, and the files by name."""

    denial: Denial
    case: Case
    bureau: str
    documents: tuple[Document, ...]
    files: tuple[tuple[str, bytes], ...]


def cover_sheet(denial: Denial, bureau: str, entries: Iterable[Entry]) -> Sheet:
    """Return the cover list; pages are counted from the first page after it."""
    rows = [
        (str(place), each.title, each.number, chinese_date(each.day) if each.day else "", each.pages)
        for place, each in enumerate(entries, 1)
    ]
    about = (
        f"办件受理编号：{denial.case_number}　承办处室（分局）：{denial.division_name}\n"
        f"申请办理事项：{denial.matter_name}"
    )
    return Sheet(
        title=COVER,
        blocks=(
            _title(COVER),
            Paragraph(text=about, size=FORM_PT, after=2.0),
            _table(_COVER_WIDTHS, ("序号", "题名", "文号", "日期", "页次"), rows),
            Note(text="页次自目录后第一页起计。列为“电子附件”的，随本文件保存，可在阅读器的附件栏中打开。"),
        ),
        page=FORM_PAGE,
        continuation=continued(COVER),
        numbered_from=2,
        author=bureau,
    )


def materials_sheet(case: Case) -> Sheet:
    """Return the list of what the applicant handed in, and what was found of it."""
    rows = [
        (
            str(place),
            each.name,
            f"{each.form}{each.copies}份",
            each.medium,
            _found(each.status.value, each.fault),
        )
        for place, each in enumerate(case.materials, 1)
    ]
    received_on = chinese_date(case.received_on)
    about = f"办件受理编号：{case.number}　收件日期：{received_on}\n申请人：{case.applicant.name}"
    return Sheet(
        title=MATERIALS,
        blocks=(
            _title(MATERIALS),
            Paragraph(text=about, size=FORM_PT, after=2.0),
            _table(_MATERIAL_WIDTHS, ("序号", "材料名称", "形式和份数", "介质", "收件情况"), rows),
        ),
        page=FORM_PAGE,
        continuation=continued(MATERIALS),
        numbered_from=2,
    )


def printable(name: str) -> str:
    """Return a file's name as our faces can print it: a character they lack is a 〓."""
    if not preflight(_line(name)):
        return name
    return "".join("〓" if preflight(_line(character)) else character for character in name)


def _line(text: str) -> Sheet:
    return Sheet(title=COVER, blocks=(Paragraph(text=text),))


def _found(status: str, fault: str) -> str:
    return f"{status}：{fault}" if fault else status


def _title(text: str) -> Paragraph:
    return Paragraph(text=text, face=Face.TITLE, size=TITLE_PT, align=Align.CENTRE, after=4.0)


def _table(widths: tuple[float, ...], labels: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Grid:
    heading = Row(cells=tuple(Cell(text=label, label=True) for label in labels), height=_ROW)
    lines = tuple(Row(cells=tuple(Cell(text=text) for text in row), height=_ROW) for row in rows)
    return Grid(widths=widths, rows=(heading, *lines), heading=1, size=SMALL_PT)
