"""The draw of call-backs over the queue: by which rule, which orders and why, repeated before one's eyes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from app.errors import Refusal, Unavailable
from app.forms.fields import Field, Kind
from app.hotline.draws import Draw
from app.hotline.draws_page import HEADINGS, TITLE, page_of_draw, rows_of_draw
from app.hotline.sampling import Lot
from app.press import press_docx, press_pdf
from app.sheets.writing import write_table
from app.statistics.models import Span, last_month, this_month, this_quarter, this_year
from ui.context import Context
from ui.dialogs.frame import DialogFrame
from ui.forms.date_inputs import DateInput
from ui.jobs import PRESS
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import label
from ui.parts.segments import Segments
from ui.preview.printing import write
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane

DRAWS_KEY = "Alt+R"
SPANS = {"本月": this_month, "上月": last_month, "本季": this_quarter, "本年": this_year}
_ALL, _DRAWN = "全部", "抽中"
_WIDE, _HIGH, _DATE_WIDE = 1000, 300, 164
_KINDS = "PDF (*.pdf);;Word 文档 (*.docx);;Excel 工作簿 (*.xlsx)"
ABOUT = "办结时按类型的比例抽签，督办过、重办过的全部回访。名单由种子和编号算出，谁来算都一样。"
EMPTY = ("期间内没有办结的工单", "换一段期间再看；审核通过并办结的工单才抽签。", "hotline")


def _drawn(lot: Lot) -> tuple[str, str]:
    return ("抽中", "accent") if lot.drawn else ("未抽中", "secondary")


def _again(lot: Lot) -> tuple[str, str]:
    return ("一致", "on_time") if lot.holds else ("不一致", "late")


COLUMNS = (
    Column(title="工单编号", text=lambda lot: lot.number, width=160, bold=True),
    Column(title="类型", text=lambda lot: lot.type.value, width=64),
    Column(title="主办单位", text=lambda lot: lot.division_name),
    Column(title="种子", text=lambda lot: lot.terms.seed, width=110, ends=True),
    Column(title="签号", text=lambda lot: str(lot.lot), width=64),
    Column(title="比例", text=lambda lot: f"{lot.rate}%", width=72),
    Column(title="回访", text=lambda lot: _drawn(lot)[0], width=88, chip=_drawn),
    Column(title="理由", text=lambda lot: lot.why or "—", width=180),
    Column(title="重抽", text=lambda lot: _again(lot)[0], width=88, chip=_again),
)


class DrawsDialog(DialogFrame):
    """Shows the draw of a period; Enter opens an order, Ctrl+E saves the list."""

    def __init__(self, over: QWidget, context: Context, show_number: Callable[[str], None]) -> None:
        super().__init__(over, "回访抽样", ABOUT, "完成")
        self.setMinimumWidth(_WIDE)
        self._context = context
        self._show_number = show_number
        self.draw: Draw | None = None
        self.spans = Segments(tuple(SPANS))
        self.which = Segments((_ALL, _DRAWN))
        self.since = DateInput(Field(key="since", label="自", kind=Kind.DATE), context.today)
        self.until = DateInput(Field(key="until", label="至", kind=Kind.DATE), context.today)
        self._rule = label("", "secondary", wrap=True)
        self._found = label("", "strong", wrap=True)
        self._shares = label("", "secondary", wrap=True)
        self.model = RowsModel(COLUMNS, lambda lot: lot.number, self)
        self.list = TablePane(self.model, "回访抽样", Empty(*EMPTY), "件")
        self._save = Button("保存名单", key="Ctrl+E", icon="down")
        self._connect()
        self._assemble_parts()
        self.choose_span("本月")
        self.spans.setFocus()

    def choose_span(self, name: str) -> None:
        """Show the draw of a span by its name."""
        span = SPANS[name](self._context.today())
        self.spans.set_value(name)
        self.since.set_value(span.since.isoformat())
        self.until.set_value(span.until.isoformat())
        self.look()

    def look(self) -> None:
        """Draw again for the days that stand there."""
        since, until = self.since.day(), self.until.day()
        if since is None or until is None:
            self.say("请填写起止日期，如 2026-11-01。")
            return
        read = partial(self._context.desk.hotline.draws.of_period, self._context.actor, since, until)
        self._context.jobs.run(read).then(self._show).otherwise(self._tell).start()

    def save(self, path: Path) -> None:
        """Write the list: a page to sign as PDF or Word, or a spreadsheet."""
        if self.draw is None:
            return
        job = self._context.jobs.run(partial(_write, path, self.draw), PRESS)
        job.then(lambda _done: self.say(f"名单存为“{path.name}”。", "done")).otherwise(self._tell).start()

    def _show(self, draw: Draw) -> None:
        self.draw = draw
        self.problem.hide()
        self._rule.setText(draw.rule)
        shares = (f"{each.type.value} {each.completed} 件抽中 {each.drawn} 件" for each in draw.shares)
        self._shares.setText("，".join(shares))
        self._shares.setVisible(bool(draw.shares))
        self._found.setText(draw.found)
        self._save.setEnabled(bool(draw.lots))
        self._list_lots()

    def _list_lots(self, *_: object) -> None:
        lots = self.draw.lots if self.draw is not None else ()
        drawn_alone = self.which.value() == _DRAWN
        self.model.show_rows(tuple(lot for lot in lots if lot.drawn or not drawn_alone))
        self.list.table.choose_first()

    def _turn_which(self) -> None:
        self.which.set_value(_ALL if self.which.value() == _DRAWN else _DRAWN)
        self._list_lots()

    def _typed(self) -> None:
        self.spans.set_value("")
        self.look()

    def _open(self, lot: Lot) -> None:
        self.accept()
        self._show_number(lot.number)

    def _ask_where(self) -> None:
        if self.draw is None or not self._save.isEnabled():
            return
        span = Span(self.draw.since, self.draw.until)
        path, _kind = QFileDialog.getSaveFileName(self, "保存名单", f"{TITLE}_{span}.pdf", _KINDS)
        if path:
            self.save(Path(path))

    def _tell(self, trouble: Refusal | Unavailable) -> None:
        self.say(str(trouble))

    def _connect(self) -> None:
        self.spans.chosen.connect(self.choose_span)
        self.which.chosen.connect(self._list_lots)
        self.since.changed.connect(self._typed)
        self.until.changed.connect(self._typed)
        self.list.table.opened.connect(self._open)
        self._save.clicked.connect(self._ask_where)
        QShortcut(QKeySequence("Alt+D"), self, self._turn_which)
        QShortcut(QKeySequence("F5"), self, self.look)

    def _assemble_parts(self) -> None:
        self.which.set_value(_ALL)
        self.which.setToolTip("全部或只看抽中的（Alt+D）")
        self.spans.setToolTip("期间：← → 或数字键选择")
        self.cancel.hide()
        self.confirm.setDefault(False)  # Enter opens an order
        self.confirm.show_key("Esc")
        self.list.setMinimumHeight(_HIGH)
        for entry in (self.since, self.until):
            entry.line.setFixedWidth(_DATE_WIDE)
            entry.setFixedWidth(_DATE_WIDE)
            entry.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.spans, self.since, label("至", "secondary"), self.until):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.which)
        row.addWidget(self._save)
        self.content.addLayout(row)
        for told in (self._rule, self._found, self._shares, self.list):
            self.content.addWidget(told)


def _write(path: Path, draw: Draw) -> None:
    if path.suffix.lower() == ".xlsx":
        write_table(path, "回访抽样", HEADINGS, rows_of_draw(draw))
    elif path.suffix.lower() == ".docx":
        write(path, press_docx(page_of_draw(draw)))
    else:
        write(path, press_pdf(page_of_draw(draw)).pdf)


def open_draws(over: QWidget, context: Context, again: Callable[[], None]) -> None:
    """Open the draw over the queue; the order that is chosen there is shown in it."""
    del again
    shows = getattr(getattr(over, "presenter", None), "open_number", lambda _number: None)
    DrawsDialog(over, context, shows).open()
