"""The pages one below the other, with the focused field marked and a way from the page to the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from ui import theme
from ui.preview.rendering import MM_PER_INCH, POINTS_PER_INCH

_GAP = 16
_FRAME = 1.2  # mm around a marked field
_NEAR = 0.5  # mm around a field that a click still hits
_STEP = 60
_SCREEN_DPI = 96
_PER_MM = POINTS_PER_INCH / MM_PER_INCH


class Mark(Protocol):
    """Where a field stands on paper, in mm from the upper left of its page."""

    @property
    def field(self) -> str:
        """The field's key."""

    @property
    def page(self) -> int:
        """The page, counted from 1."""

    @property
    def x(self) -> float:
        """From the left."""

    @property
    def y(self) -> float:
        """From the top."""

    @property
    def width(self) -> float:
        """Across."""

    @property
    def height(self) -> float:
        """Down."""


class Zoom(Enum):
    """How large the page is shown; a number is a part of its real size."""

    WIDTH = "适合宽度"
    WHOLE = "整页"
    REAL = "100%"
    DOUBLE = "200%"


class PagesView(QAbstractScrollArea):
    """Shows the pages; ``wanted`` asks for a page's picture at a scale (pixels per point)."""

    wanted = Signal(int, float)
    field_clicked = Signal(str)
    page_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._sizes: tuple[QSizeF, ...] = ()
        self._pictures: dict[int, tuple[QImage, float]] = {}
        self._asked: dict[int, float] = {}
        self._marks: tuple[Mark, ...] = ()
        self._field = ""
        self._zoom = Zoom.WIDTH
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("文书页面")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """Return the page in view, from 0."""
        return self._page

    def show_sizes(self, sizes: tuple[QSizeF, ...]) -> None:
        """Show pages of these sizes; the old pictures stay until the new ones come."""
        self._sizes = sizes
        self._asked.clear()
        self._pictures = {number: kept for number, kept in self._pictures.items() if number < len(sizes)}
        self._lay_out()

    def show_picture(self, number: int, image: QImage, scale: float) -> None:
        """Show the picture of a page."""
        self._pictures[number] = (image, scale)
        self.viewport().update()

    def show_marks(self, marks: Iterable[Mark], field: str) -> None:
        """Take where the fields stand, and frame one of them ("" none)."""
        self._marks = tuple(marks)
        self.mark_field(field)

    def mark_field(self, field: str) -> None:
        """Frame a field softly and bring it into view."""
        self._field = field
        first = next((mark for mark in self._marks if belongs(mark.field, field)), None)
        if first is not None:
            self._bring_into_view(first)
        self.viewport().update()

    def set_zoom(self, zoom: Zoom) -> None:
        """Show the pages larger or smaller."""
        self._zoom = zoom
        self._asked.clear()
        self._lay_out()

    def turn(self, step: int) -> None:
        """Go so many pages on."""
        if self._sizes:
            page = max(0, min(self._page + step, len(self._sizes) - 1))
            self.verticalScrollBar().setValue(int(self._top_of(page) - _GAP))

    def scale(self) -> float:
        """Return how many logical pixels a point takes."""
        real = _SCREEN_DPI / POINTS_PER_INCH
        if self._zoom is Zoom.REAL or not self._sizes:
            return real
        if self._zoom is Zoom.DOUBLE:
            return 2 * real
        wide = (self.viewport().width() - 2 * _GAP) / max(size.width() for size in self._sizes)
        if self._zoom is Zoom.WIDTH:
            return max(0.2, wide)
        return max(0.2, min(wide, (self.viewport().height() - 2 * _GAP) / self._sizes[0].height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and turn pages."""
        bar = self.verticalScrollBar()
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self._read(1),
            Qt.Key.Key_PageUp: lambda: self._read(-1),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + _STEP),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - _STEP),
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
        }
        move = moves.get(event.key())
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages into the new width."""
        super().resizeEvent(event)
        self._asked.clear()
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go from the page to the field under the pointer."""
        mark = self._mark_at(event.position())
        if mark is not None:
            self.field_clicked.emit(mark.field)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer where a field can be reached."""
        over = self._mark_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in view, asking for those not yet drawn at this scale."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme.tokens()
        painter.fillRect(self.viewport().rect(), QColor(colours.ground))
        seen = QRectF(self.viewport().rect())
        for number in range(len(self._sizes)):
            box = self._box_of(number)
            if box.intersects(seen):
                painter.fillRect(box, QColor("#FFFFFF"))
                self._draw_picture(painter, number, box)
                painter.setPen(QColor(colours.border))
                painter.drawRect(box)
                self._draw_mark(painter, number, box)

    def _read(self, step: int) -> None:
        """Go a view on or back, no further than the page's end; from there to the page beside it."""
        bar, high, page = self.verticalScrollBar(), self.viewport().height(), self._box_of(self._page)
        rest = round(page.bottom() + _GAP - high if step > 0 else _GAP - page.top())
        if rest > 1:
            bar.setValue(bar.value() + step * min(high - _STEP, rest))
        elif step > 0:
            self.turn(1)
        else:
            bar.setValue(int(self._top_of(self._page)) - high)

    def _draw_picture(self, painter: QPainter, number: int, box: QRectF) -> None:
        wanted = self.scale() * self.devicePixelRatioF()
        kept = self._pictures.get(number)
        if kept is not None:
            painter.drawImage(box, kept[0])
        if self._asked.get(number) != wanted:
            self._asked[number] = wanted
            self.wanted.emit(number, wanted)

    def _draw_mark(self, painter: QPainter, number: int, page: QRectF) -> None:
        if not self._field:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(theme.LIGHT.accent)
        wash = QColor(ink)
        wash.setAlpha(22)
        ink.setAlpha(170)
        around = QRectF()
        for mark in self._marks:
            if mark.page == number + 1 and belongs(mark.field, self._field):
                around = around.united(self._on_screen(mark, page, _FRAME))
        if not around.isNull():
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(wash)
            painter.drawRoundedRect(around, 3, 3)

    def _on_screen(self, mark: Mark, page: QRectF, around: float = 0.0) -> QRectF:
        unit = self.scale() * _PER_MM
        box = QRectF(mark.x * unit, mark.y * unit, mark.width * unit, mark.height * unit)
        box.translate(page.topLeft())
        return box.adjusted(-around * unit, -around * unit, around * unit, around * unit)

    def _mark_at(self, place: QPointF) -> Mark | None:
        found = [
            mark
            for mark in self._marks
            if self._on_screen(mark, self._box_of(mark.page - 1), 0.5).contains(place)
        ]
        return min(found, key=_area) if found else None

    def _screen_box(self, mark: Mark) -> QRectF:
        return self._on_screen(mark, self._box_of(mark.page - 1), _NEAR)

    def _bring_into_view(self, mark: Mark) -> None:
        box = self._on_screen(mark, self._box_of(mark.page - 1), 8)
        bar = self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(int(bar.value() + box.top()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(int(bar.value() + min(box.top(), box.bottom() - self.viewport().height())))

    def _box_of(self, number: int) -> QRectF:
        if not 0 <= number < len(self._sizes):
            return QRectF()
        size = self._sizes[number] * self.scale()
        left = max(float(_GAP), (self.viewport().width() - size.width()) / 2)
        place = QPointF(left - self.horizontalScrollBar().value(), self._top_of(number))
        return QRectF(place - QPointF(0, self.verticalScrollBar().value()), size)

    def _top_of(self, number: int) -> float:
        scale = self.scale()
        return _GAP + sum(size.height() * scale + _GAP for size in self._sizes[:number])

    def _lay_out(self) -> None:
        scale = self.scale()
        high = self._top_of(len(self._sizes))
        wide = max((size.width() * scale for size in self._sizes), default=0.0) + 2 * _GAP
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(_STEP)
        self.verticalScrollBar().setRange(0, max(0, int(high) - self.viewport().height()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.horizontalScrollBar().setRange(0, max(0, int(wide) - self.viewport().width()))
        self.viewport().update()

    def _tell_page(self) -> None:
        middle = self.viewport().height() / 2
        page = next(
            (number for number in range(len(self._sizes)) if self._box_of(number).bottom() >= middle), 0
        )
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()


def belongs(key: str, field: str) -> bool:
    """Say whether a mark's key is the field or lies in it (materials.0.name in materials)."""
    return bool(field) and (key == field or key.startswith(f"{field}."))


def _area(mark: Mark) -> float:
    return mark.width * mark.height
