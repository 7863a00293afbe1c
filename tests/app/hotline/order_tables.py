"""Tables of the city platform for tests: a plain row, and a workbook as unpleasant as real ones are."""

from __future__ import annotations

from datetime import datetime

from xlsxwriter import Workbook

from app.hotline.importing_models import ReadTable

HEADINGS = ("工单编号", "诉求类型", "标题", "诉求内容", "诉求人", "联系电话", "来电时间")


def a_row(number="XM2026110100001", **changed):
    usual = ("投诉", "夜间施工噪声", "示例路工地夜间施工。", "陈嘉禾", "13800005678", "2026-11-01 09:30")
    return {**dict(zip(HEADINGS, (number, *usual), strict=True)), **changed}


def pasted(*rows):
    """Return rows as a spreadsheet puts them on the clipboard."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    lines = [headings, *([row.get(name, "") for name in headings] for row in rows)]
    return "\n".join("\t".join(line) for line in lines)


def rehearsed(office, *rows, who="suhaiyun", **more):
    text = rows[0] if rows and isinstance(rows[0], str) else pasted(*rows)
    return office.desk.hotline.importing.read(office.actor(who), ReadTable(text=text, **more))


def brought_in(office, *rows, who="suhaiyun", **more):
    rehearsal = rehearsed(office, *rows, who=who, **more)
    return office.desk.hotline.importing.apply(office.actor(who), rehearsal)


def order_of(office, number):
    with office.store.read() as unit:
        return unit.orders.find_by_number(number)


def unpleasant(path):
    """Write a workbook with merged titles, headings in two rows that come again, remarks and totals."""
    book = Workbook(str(path))
    sheet = book.add_worksheet("明细")
    moment = book.add_format({"num_format": "yyyy/m/d h:mm"})
    sheet.merge_range("A1:J1", "厦门市12345热线工单交办明细表")
    sheet.write_row(1, 0, ["导出单位：示例中心", "", "", "", "", "", "", "", "第1页"])
    _head(sheet, 2)
    sheet.write_row(4, 0, [1, 2026110200001, "陈　嘉禾 ", 13800005678, "噪声", "夜间施工", "投诉类"])
    sheet.write_datetime(4, 7, datetime.fromisoformat("2026-11-01 09:30:15"), moment)
    sheet.write_row(4, 8, [46327.5, "甲"])
    plain = ["怎样办理登记", "咨询", "2026年11月1日 9时30分", "20261101103000"]
    sheet.write_row(5, 0, [2, "XM-2", "", "", "登记", *plain])
    _head(sheet, 7)
    sheet.write_row(9, 0, [3, 2026110200000001, "林某", "无", "坏号", "编号坏了", "投诉"])
    sheet.write_row(10, 0, [4, "XM-4", "林某", "无", "坏时间", "时间看不出", "投诉", "11/2/26"])
    sheet.write_row(11, 0, [5, "XM-5", "林某", "无", "没有的类型", "表扬", "表扬"])
    sheet.write_row(12, 0, ["合计", "", 5])
    sheet.write_row(13, 0, ["制表人：某某"])
    book.close()
    return path


def _head(sheet, row):
    for place, title in ((0, "序号"), (1, "工单号"), (6, "类型"), (9, "网格")):
        sheet.merge_range(row, place, row + 1, place, title)
    for place, title in ((2, "诉求人"), (4, "事件"), (7, "时间")):
        sheet.merge_range(row, place, row, place + 1, title)
    lower = {2: "姓名", 3: "联系电话", 4: "标题", 5: "描述", 7: "来电时间", 8: "派单时间"}
    for place, title in lower.items():
        sheet.write_string(row + 1, place, title)
