from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from app.documents.day_sheet.fields import ORDERS
from app.documents.return_sheet.fields import DONE
from ui import theme as looks
from ui.forms.list_rows import ListRows
from ui.forms.list_widths import least_width, shared_widths


def test_a_name_of_three_characters_is_read_in_the_narrowest_list(theme):
    measure = QFontMetrics(looks.face())
    narrow = shared_widths(DONE.columns, measure, least_width(DONE.columns, measure))
    by_name = next(place for place, each in enumerate(DONE.columns) if each.key == "by_name")
    assert narrow[by_name] >= measure.horizontalAdvance("欧阳静") + 20


def test_the_number_of_an_order_is_shown_whole_in_the_narrowest_list(theme):
    measure = QFontMetrics(looks.face())
    number, rows = "XM2026110200001234", ListRows(ORDERS.columns)
    rows.set_values([{"number": number, "title": "工地夜间施工扰民"}])
    narrow = shared_widths(
        ORDERS.columns, measure, least_width(ORDERS.columns, measure, rows.numbers()), rows.numbers()
    )
    assert rows.numbers() == {"number": number}
    assert narrow[0] >= measure.horizontalAdvance(number) + 20
