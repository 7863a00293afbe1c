from __future__ import annotations

from app.hotline.pasting import read_pasted


def test_lines_of_name_and_value_are_read_by_the_form_s_names_and_by_others():
    text = "工单编号： XM1 \n【标题】：路灯\n来电内容:灯不亮\n已有三天\n联系电话：13800138000\n类型：求助"
    assert read_pasted(text) == {
        "number": "XM1",
        "title": "路灯",
        "content": "灯不亮\n已有三天",
        "telephone": "13800138000",
        "type": "求助",
    }


def test_a_row_under_its_headings_is_read():
    text = "工单编号\t诉求类型\t诉求内容\t没有的列\nXM2\t投诉\t噪声\t甲\n"
    assert read_pasted(text) == {"number": "XM2", "type": "投诉", "content": "噪声"}


def test_days_and_moments_are_read_in_their_usual_shapes():
    text = "来电时间：2026/11/2 9:05\n市中心要求时限：2026年11月9日\n派单时间：2026-11-02 10:00:30"
    assert read_pasted(text) == {
        "called_at": "2026-11-02T09:05",
        "city_due": "2026-11-09",
        "city_dispatched_at": "2026-11-02T10:00",
    }


def test_ticks_are_read_from_words():
    assert read_pasted("匿名：是\n紧急：否") == {"anonymous": True, "urgent": False}


def test_what_a_field_cannot_take_is_left_to_be_filled_in():
    assert read_pasted("类型：不知道\n来电时间：昨天\n标题：路灯") == {"title": "路灯"}


def test_text_that_names_nothing_gives_nothing():
    assert read_pasted("你好") == {}
    assert read_pasted("") == {}
    assert read_pasted("甲\t乙") == {}


def test_a_colon_inside_the_contents_does_not_end_them():
    assert read_pasted("诉求内容：他说：明天来\n时间是：晚上") == {"content": "他说：明天来\n时间是：晚上"}
