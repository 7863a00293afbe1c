"""The chain as three stations: who stood or is waited for at each, with which opinion, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import short_moment
from app.denials.models import CHECKING, Check, Denial, DenialState, Opinion, Station
from app.denials.stations import round_of
from ui import icons, theme
from ui.parts.chips import Chip
from ui.parts.emptying import empty_out
from ui.parts.labels import label
from ui.screens.denials.words import OPINION_ROLES

_MARK = 22
_GUTTER = 34
_LEAST_HIGH = 36
_DONE, _HERE, _AHEAD, _DOWN = "done", "here", "ahead", "down"
_INKS = {_DONE: "on_time", _HERE: "accent", _AHEAD: "edge", _DOWN: "late"}
_ICONS = {_DONE: "done", _DOWN: "close"}
_WAITS = {
    DenialState.DRAFT: Station.DRAFT,
    DenialState.HEAD: Station.HEAD,
    DenialState.LEADER: Station.LEADER,
}


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A station as it is shown: its mark, who, when, the opinion given and its text, or what is waited for."""

    station: Station
    mark: str
    who: str = ""
    when: str = ""
    opinion: Opinion | None = None
    text: str = ""
    waits: str = ""


def stops_of(denial: Denial, names: Mapping[int, str], holder: str = "") -> tuple[Stop, ...]:
    """Return the three stations; ``names`` are those of head and leader, ``holder`` who has it now."""
    here = _WAITS.get(denial.state)
    given = {check.station: check for check in round_of(denial) if here is not Station.DRAFT}
    found = [_drafted(denial, here)]
    for station, meant in ((Station.HEAD, denial.head), (Station.LEADER, denial.leader)):
        name = names.get(meant or 0, "")
        if station in given:
            found.append(_given(given[station]))
        elif station is here:
            found.append(Stop(station=station, mark=_HERE, waits=f"等待{holder or name or '核查'}"))
        else:
            found.append(Stop(station=station, mark=_AHEAD, who=name))
    return tuple(found)


def earlier_of(denial: Denial) -> tuple[Check, ...]:
    """Return the checks that sent the draft back, the latest first."""
    return tuple(check for check in reversed(denial.checks) if check.opinion is Opinion.BACK)


def _drafted(denial: Denial, here: Station | None) -> Stop:
    who = denial.handler_name or denial.prepared_by_name
    if here is Station.DRAFT:
        back = "退回修改，" if earlier_of(denial) else ""
        waits = f"等待{who}提交" if denial.handler_name else f"{who}已起草，等待经办人提交"
        return Stop(station=Station.DRAFT, mark=_HERE, waits=f"{back}{waits}")
    given_up = denial.state is DenialState.GIVEN_UP
    at = denial.submitted_at or denial.opened_at
    when = f"{'首次提交 ' if earlier_of(denial) else ''}{short_moment(at)}"
    return Stop(station=Station.DRAFT, mark=_AHEAD if given_up else _DONE, who=who, when=when)


def _given(check: Check) -> Stop:
    mark = _DOWN if check.opinion is Opinion.DOWN else _DONE
    when = short_moment(check.at)
    return Stop(
        station=check.station,
        mark=mark,
        who=check.staff_name,
        when=when,
        opinion=check.opinion,
        text=check.text,
    )


class StationsView(QWidget):
    """The stations one below the other, joined by a line; what was sent back before is told below."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.said: tuple[str, ...] = ()

    def show_chain(self, denial: Denial, names: Mapping[int, str], holder: str = "") -> None:
        """Show where the denial stands."""
        empty_out(self._column)
        stops = stops_of(denial, names, holder)
        for number, stop in enumerate(stops):
            self._column.addWidget(_StopRow(stop, last=number == len(stops) - 1))
        earlier = earlier_of(denial)
        for check in earlier:
            self._column.addWidget(_sent_back(check))
        self.said = tuple(_said(stop) for stop in stops)
        waits = "" if denial.state in CHECKING else denial.state.value
        self.setAccessibleName("；".join(filter(None, (*self.said, waits))))


def _said(stop: Stop) -> str:
    opinion = stop.opinion.value if stop.opinion is not None else ""
    parts = (stop.station.value, stop.who, stop.when, opinion, stop.text, stop.waits)
    return " ".join(part for part in parts if part)


def _sent_back(check: Check) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(_GUTTER, 2, 0, 4)
    text = f"此前{check.opinion.value}：{check.text}（{check.staff_name}，{short_moment(check.at)}）"
    column.addWidget(label(text, "small", wrap=True))
    return holder


class _StopRow(QWidget):
    """One station: its mark and the line to the next at the left, its words at the right."""

    def __init__(self, stop: Stop, *, last: bool) -> None:
        super().__init__()
        self._stop = stop
        self._last = last
        self.setMinimumHeight(_LEAST_HIGH)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(stop.station.value, "secondary" if stop.mark == _AHEAD else "strong"))
        if stop.opinion is not None:
            head.addWidget(Chip(stop.opinion.value, OPINION_ROLES[stop.opinion]))
        head.addStretch()
        head.addWidget(label(stop.when, "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(_GUTTER, 0, 0, 2 if last else 14)
        column.setSpacing(2)
        column.addLayout(head)
        if stop.waits:
            column.addWidget(label(stop.waits, wrap=True))
        elif stop.who:
            column.addWidget(label(stop.who, "secondary"))
        if stop.text:
            column.addWidget(label(stop.text, wrap=True))
        column.addStretch()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark and the line."""
        colours = theme.tokens()
        ink = getattr(colours, _INKS[self._stop.mark])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, 1, _MARK - 2, _MARK - 2)
        if not self._last:
            painter.setPen(QPen(QColor(colours.border), 2))
            painter.drawLine(int(box.center().x()), _MARK + 2, int(box.center().x()), self.height())
        icon = _ICONS.get(self._stop.mark)
        if icon is not None:
            icons.paint(painter, box, icon, ink)
            return
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(2, 2, -2, -2))
        if self._stop.mark == _HERE:
            painter.setBrush(QColor(ink))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(box.adjusted(6, 6, -6, -6))
