"""Chooses the span and by what the figures are cut."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import BadInput
from app.forms.fields import Field, Kind
from app.statistics.definitions import GROUPS_OF, cuts_in
from app.statistics.models import Cut, Span, last_month, this_month, this_quarter, this_year
from ui.forms.date_inputs import DateInput
from ui.parts.labels import label
from ui.parts.segments import Segments

SPANS = {"本月": this_month, "上月": last_month, "本季": this_quarter, "本年": this_year}
FREE = "自定"
_DATE_WIDE = 164
_PAUSE_MS = 300


class Choosing(QWidget):
    """Says by ``changed`` which span and which cut are wanted."""

    changed = Signal(object, object)

    def __init__(self, today: date, span: Span, cut: Cut, cuts: tuple[Cut, ...]) -> None:
        super().__init__()
        self._today = today
        self._offered = cuts
        self.spans = Segments((*SPANS, FREE))
        every = {cuts_in(domain, group): None for domain, groups in GROUPS_OF.items() for group in groups}
        self._cuts = {each: Segments(tuple(one.value for one in each)) for each in every}
        self.since = DateInput(Field(key="since", label="自", kind=Kind.DATE), self._office_day)
        self.until = DateInput(Field(key="until", label="至", kind=Kind.DATE), self._office_day)
        self._problem = label("", "problem", wrap=True)
        self._pause = QTimer(self)

        self.spans.chosen.connect(self._take_span)
        for segments in self._cuts.values():
            segments.chosen.connect(self._tell)
        self.since.changed.connect(self._later)
        self.until.changed.connect(self._later)
        self._pause.timeout.connect(self._tell)

        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._assemble()
        self.spans.set_value("本月")
        self.show_cuts(cuts, cut)
        self._fill_in(span)

    @property
    def problem(self) -> str:
        """Return why the span cannot be reckoned."""
        return self._problem.text()

    @property
    def cuts(self) -> Segments:
        """Return the cuts of what is looked at."""
        return self._cuts[self._offered]

    def show_cuts(self, offered: tuple[Cut, ...], cut: Cut) -> None:
        """Offer the cuts of what is looked at, one of them chosen."""
        self._offered = offered
        for each, segments in self._cuts.items():
            segments.setVisible(each == offered)
        self.cuts.set_value(cut.value)

    def choose_span(self, name: str) -> None:
        """Choose a span by its name."""
        self.spans.set_value(name)
        self._take_span(name)

    def choose_cut(self, cut: Cut) -> None:
        """Choose a cut."""
        self.cuts.set_value(cut.value)
        self._tell()

    def show_problem(self, text: str) -> None:
        """Say below the days why they are no span."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        for entry in (self.since, self.until):
            entry.show_wrong(bool(text))

    def _take_span(self, name: str) -> None:
        if name == FREE:
            self.since.setFocus()
            self.since.line.selectAll()
            return
        self._fill_in(SPANS[name](self._today))
        self._tell()

    def _fill_in(self, span: Span) -> None:
        self.since.set_value(span.since.isoformat())
        self.until.set_value(span.until.isoformat())

    def _later(self) -> None:
        self.spans.set_value(FREE)
        self._pause.start()

    def _tell(self, *_: object) -> None:
        self._pause.stop()
        since, until = self.since.day(), self.until.day()
        if since is None or until is None:
            self.show_problem("请填写统计期间的起止日期，如 2026-11-01。")
            return
        try:
            span = Span(since, until)
        except BadInput as trouble:
            self.show_problem(str(trouble))
            return
        self.show_problem("")
        self.changed.emit(span, Cut(self.cuts.value()))

    def _assemble(self) -> None:
        for part, name in ((self.spans, "统计期间"), *((cuts, "分组") for cuts in self._cuts.values())):
            part.setAccessibleName(name)
            part.setToolTip(f"{name}：← → 或数字键选择")
        for entry in (self.since, self.until):
            entry.line.setFixedWidth(_DATE_WIDE)
            entry.setFixedWidth(_DATE_WIDE)
            entry.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.spans, self.since, label("至", "secondary"), self.until):
            row.addWidget(widget)
        row.addStretch(1)
        for cuts in self._cuts.values():
            row.addWidget(cuts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._problem)
        self._problem.hide()
        self.setFocusProxy(self.spans)

    def _office_day(self) -> date:
        return self._today
