from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from ui.tables.wrapping import small_lines
from ui.theme import SMALL_PX, face


@pytest.mark.parametrize("text", ["办理答复12345工单", "一个工作日内补报否定报备", "送达通知书并归档"])
def test_words_without_room_on_their_line_are_read_whole_on_small_ones(theme, text):
    small = QFontMetrics(face(SMALL_PX))
    for width in (72, 108, 148):
        lines = small_lines(text, width)
        assert "".join(lines) == text
        assert max(map(small.horizontalAdvance, lines)) <= width
        assert len(lines) == 1 or not (lines[0][-1].isdigit() and lines[1][0].isdigit())  # no number is torn
        assert len(lines) == (1 if small.horizontalAdvance(text) <= width else 2)


def test_words_too_long_for_two_lines_say_that_there_is_more(theme):
    upper, lower = small_lines("示例市云山房地产开发经营管理有限公司", 68)
    assert upper == "示例市云山"
    assert lower.endswith("…")
