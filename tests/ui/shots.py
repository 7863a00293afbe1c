"""Draw forms, tables, papers and traces into PNG files to be looked at: ``shots.py DIR [light|dark] [WxH]``."""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import gallery
from PySide6.QtWidgets import QHBoxLayout

import resources
from app.calendar.builtin import builtin_arrangements
from app.calendar.engine import WorkCalendar
from app.documents.one_time_notice import TYPE
from app.errors import Problem
from app.forms.document_type import Imprint
from app.forms.wording import starting_wording, wording_in_force
from app.press import press_pdf
from ui import start
from ui.context import Screen, ScreenEntry
from ui.dates.due import DueView
from ui.dates.picker import MonthPicker
from ui.dates.trace import Proof, TracePopover
from ui.dialogs.password import PasswordDialog
from ui.dialogs.reason import ReasonDialog, ReasonQuestion
from ui.forms.form import FormView
from ui.forms.making import FormDays
from ui.jobs import AtOnce
from ui.main_window import MainWindow, Office
from ui.parts.banner import Notice
from ui.parts.buttons import Button
from ui.parts.empty import Empty
from ui.parts.labels import card
from ui.parts.segments import Segments
from ui.preview.view import Paper, PreviewPane
from ui.screens.lock.view import LockView
from ui.tables.columns import Column
from ui.tables.models import RowsModel
from ui.tables.view import TablePane
from ui.theme import Scheme, Theme

CALENDAR = WorkCalendar(tuple(builtin_arrangements()))
TODAY = date(2026, 11, 22)
SAMPLE = json.loads(
    (Path(resources.ROOT).parent / "app/documents/one_time_notice/samples/plain.json").read_text()
)


def paper(values):
    wording = wording_in_force(starting_wording(), TODAY)
    imprint = Imprint(
        bureau="示例市自然资源和规划局",
        division="思明分局",
        handler="林晓岚",
        counter="3号窗口",
        counter_telephone="0592-5550101",
        supervision_telephone="0592-5550199",
        wording=wording,
        issued_on=TODAY,
        watermark="草稿",
    )
    pressed = press_pdf(TYPE.page(values, imprint))
    return Paper(pressed.pdf, pressed.marks)


class FormScreen(Screen):
    def __init__(self, context):
        super().__init__()
        frame = card()
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        self.form = FormView(TYPE.sections, FormDays(today=lambda: TODAY, describe=CALENDAR.describe))
        self.preview = PreviewPane(context.jobs)
        inside.addWidget(self.form)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(frame, 6)
        row.addWidget(self.preview, 5)
        context.page.set_title("一次性告知书", "草稿 · 一式两份")
        context.page.put_actions(
            Button("保存草稿", key="Ctrl+S"),
            Button("打印", key="Ctrl+P", icon="print"),
            Button("签发", "primary", key="Ctrl+Return"),
        )
        self.form.put_values(SAMPLE.get("fields", SAMPLE))
        self.form.focused_field.connect(self.preview.mark_field)
        self.preview.set_at_once(partial(paper, self.form.values()))


ROWS = (
    ("建设用地规划许可证核发", "厦门示例置业有限公司", "补正后审查", "林晓岚", date(2026, 11, 19), -2, False),
    ("国有建设用地使用权首次登记", "王*", "受理", "林晓岚", date(2026, 11, 23), 1, False),
    ("建设工程规划许可证核发", "厦门样例建设开发集团有限公司", "等待补正", "陈立", date(2026, 12, 1), 7, False),
    ("不动产抵押权登记", "李**", "答复疑难问题", "林晓岚", date(2026, 12, 22), 22, False),
    ("临时建设用地规划许可", "欧阳*", "审核", "黄敏", date(2027, 1, 8), 34, True),
)


class ListScreen(Screen):
    def __init__(self, context):
        super().__init__()
        columns = (
            Column(title="截止日", text=lambda row: str(row[4]), width=236, due=due_of),
            Column(title="事项", text=lambda row: row[0], bold=True),
            Column(title="申请人", text=lambda row: row[1], width=200, masked=True),
            Column(title="当前环节", text=lambda row: row[2], width=120, role=lambda row: "secondary"),
            Column(title="经办", text=lambda row: row[3], width=88),
        )
        model = RowsModel(columns, key=lambda row: row[0], parent=self)
        pane = TablePane(model, "待办", Empty("没有待办", "收件后，办件会按截止日排在这里。"))
        model.show_rows(ROWS)
        pane.table.selectRow(1)
        frame = card()
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(pane)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(frame)
        views = Segments(("我的", "本处室", "今日到期", "已逾期", "等待他人"))
        views.set_value("我的")
        context.page.put_filters(views)
        context.page.put_actions(Button("新建办件", "primary", key="Ctrl+N", icon="plus"))


def due_of(row):
    return DueView(due=row[4], remaining=row[5], provisional=row[6])


ENTRIES = (
    ScreenEntry(key="work_list", title="待办", icon="work_list", make=ListScreen, help_page="work_list"),
    ScreenEntry(key="form", title="窗口办件", icon="counter", make=FormScreen, help_page="document_form"),
    *gallery.ENTRIES[2:],
)


def main(folder, scheme="light", size="1366x768"):
    application = start.make_application()
    theme = Theme(application, Scheme(scheme))
    office = Office(
        desk=None,
        actor=gallery.ACTOR,
        database="本机数据库",
        entries=ENTRIES,
        theme=theme,
        today=lambda: TODAY,
        day_word=lambda day: ("休", "on_time"),
    )
    window = MainWindow(office, AtOnce())
    window.resize(*map(int, size.split("x")))
    window.show()
    window.open_first()
    shot = partial(save, folder, f"{scheme}_{size}")
    window.set_count("work_list", 12)
    shot(window, "list")
    window.toggle_help()
    shot(window, "help")
    window.toggle_help()
    window.go_to("form", {})
    screen = window.current().screen
    screen.form.focus_field("telephone")
    shot(window, "form")
    problems = (
        Problem("telephone", "“联系电话”不像电话号码：位数不对，请填写 11 位手机号码，或区号加号码。"),
        Problem("procedure", "“办理程序”必须填写，现在是空的。"),
        Problem("materials.1.name", "“申请材料”第 2 行“材料名称”必须填写。"),
    )
    window.current().page.show_notice(Notice(text="还有 3 处要改正，改好后再签发。"))
    screen.form.show_problems(problems)
    shot(window, "problems")
    screen.form.focus_field("materials")
    shot(window, "materials")
    due = CALENDAR.due(date(2026, 9, 24), 12)
    rule = "承诺时限 12 个工作日，自受理之日起计算，起始日不计入（厦资源规划〔2025〕673号 限时办结制二）。"
    popover = TracePopover(Proof(due=due, days=CALENDAR.trace(due), rule=rule), window)
    popover.show_at(window)
    shot(popover, "trace")
    popover.close()
    shot(MonthPicker(date(2026, 10, 9), TODAY, CALENDAR.describe), "picker")
    question = ReasonQuestion(
        title="作废 厦资规告〔2026〕13号",
        text="作废后编号保留在登记簿中，不再使用。",
        confirm="作废",
        hint="请写明作废的原因，如：申请人名称有误",
    )
    shot(ReasonDialog(window, question), "reason")
    shot(PasswordDialog(window), "password")
    lock = LockView(window, "林晓岚")
    lock.lock()
    shot(window, "lock")


def save(folder, name, widget, what):
    gallery.save(widget, folder, f"{what}_{name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
