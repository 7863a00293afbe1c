"""Printing through the system's printer, shifted by the machine's offset, and saving as PDF or DOCX."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app import places
from app.errors import BadInput, Unavailable
from app.settings import read_settings
from ui.preview.rendering import MM_PER_INCH, POINTS_PER_INCH, draw_pages

MOST_DPI = 600
NO_PRINTER = (
    "这台电脑没有可用的打印机。请在系统设置中添加打印机后再打印，或者先“另存 PDF”，拿到有打印机的电脑上打印。"
)
PRINT_FAILED = "打印机没有接收页面，什么也没有印出。请检查打印机的电源、纸张和连接，再打印一次。"
Offset = tuple[float, float]


class NoPrinter(Unavailable):
    """There is no printer on this machine."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What was printed: on which printer, how many copies."""

    printer: str
    copies: int


def offset_of(printer: str) -> Offset:
    """Return this machine's offset for a printer, in mm to the right and down."""
    try:
        return read_settings(places.settings()).printer_offsets.get(printer, (0.0, 0.0))
    except BadInput:
        return (0.0, 0.0)


def choose_printer(parent: QWidget, title: str, copies: int) -> QPrinter | None:
    """Ask for the printer; None when the clerk left it. Raises ``NoPrinter``."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter(NO_PRINTER)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCopyCount(copies)
    set_paper(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印 {title}")
    return printer if dialog.exec() == int(QDialog.DialogCode.Accepted) else None


def set_paper(printer: QPrinter) -> None:
    """Take whole A4 sheets: the page brings its own margins."""
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), MOST_DPI))


def pictures_for(printer: QPrinter, pdf: bytes) -> tuple[QImage, ...]:
    """Draw the pages at the printer's resolution (slow: in the press's thread)."""
    return draw_pages(pdf, printer.resolution() / POINTS_PER_INCH)


def send(printer: QPrinter, pictures: tuple[QImage, ...]) -> Printed:
    """Send the pages, shifted by this machine's offset for the printer; raises ``Unavailable``."""
    return print_pictures(printer, pictures, offset_of(printer.printerName()))


def print_pictures(printer: QPrinter, pictures: tuple[QImage, ...], offset: Offset) -> Printed:
    """Send the pages, shifted by the offset (mm right, mm down); raises ``Unavailable``."""
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(PRINT_FAILED)
    try:
        _send(printer, painter, pictures, offset)
    finally:
        painter.end()
    return Printed(printer=printer.printerName(), copies=printer.copyCount())


def _send(printer: QPrinter, painter: QPainter, pictures: tuple[QImage, ...], offset: Offset) -> None:
    unit = printer.resolution() / MM_PER_INCH
    shift = QPointF(offset[0] * unit, offset[1] * unit)
    for number, picture in enumerate(pictures):
        if number and not printer.newPage():
            raise Unavailable(PRINT_FAILED)
        painter.drawImage(QRectF(shift, picture.size().toSizeF()), picture)


def ask_where(parent: QWidget, name: str, kind: str) -> Path | None:
    """Ask where a file goes; ``kind`` is PDF or DOCX. None when the clerk left it."""
    ending = f".{kind.lower()}"
    filters = {"PDF": "PDF 文件 (*.pdf)", "DOCX": "Word 文档 (*.docx)"}
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, f"另存为 {kind}", file_name(name) + ending, filters[kind]
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def write(path: Path, content: bytes) -> Path:
    """Write a file; raises ``Unavailable`` where the disk does not take it."""
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"不能写入“{path}”：{reason}。请换一个文件夹，或检查磁盘空间后再保存。") from error
    return path


def file_name(title: str) -> str:
    """Return a title as a file's name: without signs that file systems refuse."""
    return "".join("_" if sign in '\\/:*?"<>|' or ord(sign) < 32 else sign for sign in title).strip(" .")  # noqa: PLR2004
