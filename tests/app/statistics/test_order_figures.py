from __future__ import annotations

import io
import re
from datetime import date

import pypdfium2
import pytest
from docx import Document

from app.errors import BadInput, NotAllowed
from app.forms.masking import WITHHELD
from app.forms.orders import HIDDEN_TITLE
from app.forms.sheet import Grid
from app.office.hours import are_hours
from app.press import press_docx, press_pdf
from app.statistics.definitions_orders import ORDER_FIGURES
from app.statistics.events import Domain
from app.statistics.models import Cut, FigureAt, Span
from app.statistics.month_page import page_of_month
from app.statistics.month_report import write_report
from app.statistics.sheet import write_cases, write_sheet
from tests.app.hotline.order_life import LICENSING, REGISTRY, did, registered, went
from tests.office import copied
from tests.spreadsheets import sheets_of

DECEMBER = Span(date(2026, 12, 1), date(2026, 12, 31))
EVIL = "=1+1"


class Hotline:
    """Two months of a hotline: solved, unsolved, returned, supervised, secret, merged."""

    def __init__(self, office):
        self.office = office
        office.wall.put(date(2026, 11, 12))
        went(office, "dispatch", "sign", "call", "reply", "approve", number="A1", place="示例路18号")
        office.wall.put(date(2026, 12, 2))
        done = ("dispatch", "sign", "call", "reply", "approve")
        self.good = went(office, *done, "call_back", number="B1", topic="规划", place=EVIL)
        self.bad = went(office, *done, number="B2", topic="规划")
        did(office, self.bad, "call_back", satisfaction="不满意", solved=False, opinion="还在响")
        self.returned = went(office, "dispatch", "return", "redispatch", number="B3", place="示例路18号")
        self.whole = went(office, "dispatch", number="B4", secrecy="效能投诉保密", title="窗口刁难群众")
        self.caller = went(office, "dispatch", "supervise", number="B5", secrecy="诉求人信息保密")
        again = registered(office, number="B6")
        did(office, again, "merge", main="B5", reason="重复")
        office.wall.put(date(2026, 12, 21))

    def table(self, cut=Cut.NONE, login="suhaiyun", span=DECEMBER):
        return self.office.desk.statistics.figures(self.office.actor(login), span, cut, Domain.ORDERS)

    def behind(self, key, login="suhaiyun"):
        at = FigureAt(span=DECEMBER, cut=Cut.NONE, row="", column=key, domain=Domain.ORDERS)
        return self.office.desk.statistics.behind(self.office.actor(login), at, offset=0, limit=99)


@pytest.fixture(scope="module")
def hotline(furnished, tmp_path_factory):
    office = copied(furnished, tmp_path_factory.mktemp("hotline"))
    yield Hotline(office)
    office.close()


@pytest.fixture(scope="module")
def report(hotline):
    return hotline.office.desk.statistics.month_report(hotline.office.actor("suhaiyun"), "2026-12")


def shown(row, *keys):
    return [row.cells[key].shown for key in keys]


def test_the_month_is_counted_and_compared_with_the_one_before(hotline):
    total = hotline.table().total
    assert shown(total, "orders_received", "orders_before", "orders_change") == ["6", "1", "+5"]
    assert shown(total, "orders_merged", "orders_taken", "orders_closed") == ["1", "5", "1"]
    assert shown(total, "orders_dispatched", "orders_returned", "orders_returned_rate") == ["6", "1", "16.7%"]
    assert shown(total, "orders_done", "orders_reworked", "orders_reworked_rate") == ["2", "1", "50.0%"]
    assert shown(total, "orders_supervised", "orders_talks") == ["1", "0"]
    assert shown(total, "orders_rated", "orders_content_rate", "orders_solved_rate") == ["2", "50.0%", "50.0%"]


def test_a_month_to_come_is_compared_with_none(hotline):
    table = hotline.table(Cut.MONTH, span=Span(date(2026, 12, 1), date(2027, 1, 31)))
    december, january = table.rows
    assert shown(december, "orders_received", "orders_change") == ["6", "+5"]
    assert shown(january, "orders_received", "orders_change") == ["0", "—"]
    assert january.cells["orders_change"].behind == 0


def test_basically_satisfied_counts_in_one_rate_and_not_in_the_other(furnished, tmp_path):
    office = copied(furnished, tmp_path)
    office.wall.put(date(2026, 12, 2))
    order = went(office, "dispatch", "sign", "call", "reply", "approve")
    did(office, order, "call_back", satisfaction="基本满意")
    total = office.desk.statistics.figures(office.actor("suhaiyun"), DECEMBER, Cut.NONE, Domain.ORDERS).total
    assert shown(total, "orders_content_rate", "orders_pleased_rate") == ["100.0%", "0.0%"]
    office.close()


def test_a_rate_of_nothing_is_a_dash(hotline):
    empty = hotline.table(span=Span(date(2026, 3, 1), date(2026, 3, 31))).total
    rates = [key for key, figure in ORDER_FIGURES.items() if figure.over is not None]
    assert set(shown(empty, *rates)) == {"—"}


def test_every_figure_opens_as_many_orders_as_it_says(hotline):
    total = hotline.table().total
    for key in ORDER_FIGURES:
        assert len(hotline.behind(key)) == total.cells[key].behind, key
    assert all(row.subject.startswith("order:") for row in hotline.behind("orders_received"))


def test_divisions_stand_in_classes_and_types_in_theirs_and_nothing_is_ranked(hotline):
    rows = hotline.table(Cut.DIVISION).rows
    assert rows[0].is_class
    assert rows[0].name == "月均派单不足30件"
    assert [row.name for row in rows[1:]] == ["办公室", REGISTRY, LICENSING, "未分派"]
    types = hotline.table(Cut.TYPE).rows
    assert [(row.name, row.is_class) for row in types] == [("投诉举报类", True), ("投诉", False)]
    for figure in ORDER_FIGURES.values():
        assert "排名" not in figure.title + figure.definition


def test_a_class_has_the_figures_of_its_rows_together(hotline):
    head, *rows = hotline.table(Cut.DIVISION).rows
    for key in ("orders_dispatched", "orders_returned", "orders_held", "orders_minutes"):
        assert head.cells[key].value == sum(row.cells[key].value for row in rows)


def test_hot_places_are_the_most_frequent_first_and_do_not_tell_of_secret_orders(hotline):
    names = [row.name for row in hotline.table(Cut.PLACE).rows]
    assert names == ["示例路18号", EVIL, "未写地点"]


def test_what_each_division_held_adds_up_to_the_whole_course(hotline):
    table = hotline.table(Cut.DIVISION)  # as all stands at one moment: what is open grows by the minute
    parts = [row.cells["orders_minutes"].value for row in table.rows if not row.is_class]
    assert sum(parts) == table.total.cells["orders_minutes"].value > 0


def test_a_head_sees_his_own_division_and_a_clerk_nothing(hotline):
    assert hotline.table(Cut.DIVISION, "caiwenjuan").where == REGISTRY
    assert {row.division for row in hotline.behind("orders_received", "caiwenjuan")} == {REGISTRY}
    with pytest.raises(NotAllowed):
        hotline.table(login="linxiaoyan")
    assert hotline.office.desk.statistics.domains(hotline.office.actor("suhaiyun")) == (Domain.ORDERS,)


def test_secret_orders_count_but_do_not_tell_who_called_or_what_about(hotline):
    seen = {row.number: row for row in hotline.behind("orders_received", "yangzhenhua")}
    assert (seen["B4"].matter_name, seen["B4"].party) == (HIDDEN_TITLE, WITHHELD)
    assert (seen["B5"].matter_name, seen["B5"].party) == ("夜间施工噪声", WITHHELD)
    assert seen["B1"].party == "陈**"
    known = {row.number: row for row in hotline.behind("orders_received", "luguoqiang")}
    assert known["B4"].matter_name == "窗口刁难群众"
    assert known["B4"].party == "陈**"


def test_another_domains_cut_and_figure_are_refused(hotline):
    with pytest.raises(BadInput, match="不能按事项"):
        hotline.table(Cut.MATTER)
    with pytest.raises(BadInput, match="没有"):
        hotline.behind("received")


def test_cells_that_begin_like_a_formula_stay_text(hotline, report, tmp_path):
    table, cases, month = (tmp_path / f"{name}.xlsx" for name in "abc")
    write_sheet(table, hotline.table(Cut.PLACE))
    write_cases(cases, "收到", hotline.behind("orders_received"))
    write_report(month, report)
    for path in (table, month):
        book = path.read_bytes()
        assert any(EVIL in row for rows in sheets_of(path).values() for row in rows)
        assert b"<f>" not in book
    assert set(sheets_of(month)) == {"总体", "逐月", "分单位", "分类型", "业务热点", "地点热点", "口径"}


def test_the_months_report_says_the_same_in_pdf_and_word_with_bars(report):
    sheet = page_of_month(report)
    document = Document(io.BytesIO(press_docx(sheet)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "".join([*(each.text for each in document.paragraphs), *cells])
    pdf = pypdfium2.PdfDocument(press_pdf(sheet).pdf)
    printed = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pdf))
    for said in (
        "收到12345热线工单6件（比上月增加5）",
        "投诉举报类",
        "月均派单不足30件",
        "示例路18号",
        "÷应签收",
    ):
        assert said in re.sub(r"\s", "", words)
        assert said in printed
    pictures = [part for part in document.part.package.iter_parts() if part.partname.endswith(".png")]
    assert len(pictures) == 2
    assert len(document.inline_shapes) + len(document.element.findall(".//{*}inline")) >= 10
    assert "排名" not in printed.replace("不作排名", "").replace("不是对单位的排名", "")


def test_the_report_tells_what_changed_in_counts_and_points(report):
    texts = [cell.text for block in page_of_month(report).blocks for cell in cells_of(block)]
    assert "+5" in texts
    assert any(text.endswith("个百分点") for text in texts)


def test_no_last_row_of_a_long_table_goes_to_the_next_page_alone(report):
    long = next(block for block in page_of_month(report).blocks if isinstance(block, Grid))
    assert [row.keep_with_next for row in long.rows[-5:]] == [False, True, True, True, False]


def test_every_column_of_the_report_is_headed(report):
    heads = [cell.text for block in page_of_month(report).blocks for cell in cells_of(block) if cell.label]
    assert "图示" in heads
    assert all(heads)


def cells_of(block):
    inside = getattr(block, "blocks", (block,))
    rows = [row for each in inside for row in getattr(each, "rows", ())]
    return [cell for row in rows for cell in row.cells]


@pytest.mark.parametrize("said", ["2026-13", "十二月", "2027-01", ""])
def test_what_is_no_month_or_has_not_begun_has_no_report(hotline, said):
    with pytest.raises(BadInput, match="月"):
        hotline.office.desk.statistics.month_report(hotline.office.actor("suhaiyun"), said)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (("08:00-12:00", "15:00-18:00"), True),
        (("09:00-17:00",), True),
        ((), False),
        (("08:00-12:00", "11:00-18:00"), False),
        (("12:00-08:00",), False),
        (("上午",), False),
    ],
)
def test_office_hours_follow_one_another(written, right):
    assert are_hours(written) is right
