"""The papers of a case as a list of buttons: title and state, number and day."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.clock import short_date
from app.register.models import Document, DocumentState
from ui import theme
from ui.parts.chips import chip_width, paint_chip
from ui.parts.emptying import empty_out
from ui.tables.dressing import hairline

_ROW, _GAP = 56, 10
STATE_ROLES = {DocumentState.ISSUED: "accent", DocumentState.SERVED: "on_time", DocumentState.VOID: "late"}


def state_of(paper: Document) -> tuple[str, str]:
    """Return the word for where a paper stands, a destroyed one too, and the role of its colour."""
    if paper.destroyed_at is not None:
        return "已销毁", "secondary"
    return paper.state.value, STATE_ROLES[paper.state]


class PapersList(QScrollArea):
    """Papers, the newest first; ``opened`` tells which was chosen."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        holder = QWidget()
        holder.setObjectName("canvas")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(self._list)
        inner.addStretch()
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_papers(self, papers: tuple[Document, ...]) -> None:
        """Show papers in place of those before."""
        empty_out(self._list)
        for paper in reversed(papers):
            button = PaperButton(paper)
            button.chosen.connect(self.opened)
            self._list.addWidget(button)


class PaperButton(QPushButton):
    """One paper: its title and state, its number and day."""

    chosen = Signal(int)

    def __init__(self, paper: Document) -> None:
        super().__init__()
        self._paper = paper
        self.setObjectName("paper")
        self.setFlat(True)
        self.setFixedHeight(_ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{paper.title}，{paper.number}，{state_of(paper)[0]}")
        self.setToolTip("打开文书（Enter）")
        self.clicked.connect(self._choose)
        self.setAutoDefault(True)

    def sizeHint(self) -> QSize:
        """Return its one height."""
        return QSize(200, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the two lines."""
        colours = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ground = colours.hover if self.underMouse() else colours.surface
        painter.fillRect(box, QColor(ground))
        painter.setPen(QColor(theme.mix(colours.border, colours.surface, 0.7)))
        hairline(painter, box)
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(box.adjusted(3.5, 3.5, -3.5, -3.5), theme.RADIUS, theme.RADIUS)
        self._draw_words(painter, box.adjusted(16, 8, -16, -8), ground)

    def _draw_words(self, painter: QPainter, box: QRectF, ground: str) -> None:
        colours, paper = theme.tokens(), self._paper
        word, role = state_of(paper)
        wide = chip_width(word)
        chip = QRectF(box.right() - wide, box.top() - 2, wide, 22)  # the number has the whole line below
        paint_chip(painter, chip, word, getattr(colours, role), ground)
        upper = QRectF(box.left(), box.top(), box.width() - wide - 8, 20)
        lower = QRectF(box.left(), box.top() + 21, box.width(), 18)
        _draw(painter, upper, paper.title, theme.BODY_PX, colours.text)
        day = short_date(paper.issued_on)
        measure = QFontMetrics(theme.face(theme.SMALL_PX))
        number = measure.horizontalAdvance(str(paper.number)) + 1
        number = min(number, int(lower.width()) - measure.horizontalAdvance(day) - _GAP)  # the day is never cut
        before = QRectF(lower.left(), lower.top(), number, lower.height())
        _draw(painter, before, str(paper.number), theme.SMALL_PX, colours.secondary)
        _draw(painter, lower.adjusted(number + _GAP - 1, 0, 0, 0), day, theme.SMALL_PX, colours.secondary)

    def _choose(self) -> None:
        self.chosen.emit(int(self._paper.id))


def _draw(painter: QPainter, box: QRectF, text: str, pixels: int, ink: str) -> None:
    font = theme.face(pixels)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
