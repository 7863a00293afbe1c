from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from app.documents.return_sheet.fields import DONE
from ui import theme as looks
from ui.forms.list_widths import least_width, shared_widths


def test_a_name_of_three_characters_is_read_in_the_narrowest_list(theme):
    measure = QFontMetrics(looks.face())
    narrow = shared_widths(DONE.columns, measure, least_width(DONE.columns, measure))
    by_name = next(place for place, each in enumerate(DONE.columns) if each.key == "by_name")
    assert narrow[by_name] >= measure.horizontalAdvance("欧阳静") + 20
