from __future__ import annotations

from datetime import date

import pytest

from app.forms.wording import starting_wording, wording_in_force
from app.hotline.scope import grounds_of, opinion_of

WORDING = wording_in_force(starting_wording(), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("反映法院判决不公，要求重新审理", "法院"),
        ("反映邻居被刑事拘留一事", "公安机关"),
        ("对行政复议决定不服，要求撤销", "行政复议"),
        ("已就此事向信访局上访多次", "信访"),
    ],
)
def test_an_item_of_the_list_is_suggested_with_the_words_that_hint_at_it(text, item):
    grounds = grounds_of(text, WORDING)
    assert any(item in ground.item for ground in grounds)
    assert all(word in text for ground in grounds for word in ground.words)
    assert all("由人判断" in ground.said for ground in grounds)


@pytest.mark.parametrize(
    "text",
    [
        "咨询法院查封的房屋怎样办理转移登记",
        "部队附近空地堆放渣土",
        "请问产权证丢了怎么补办",
        "法院拍卖取得的房子，凭判决书办理登记要带什么",
        "",
    ],
)
def test_what_does_not_mean_it_is_passed_over(text):
    assert grounds_of(text, WORDING) == ()


def test_the_form_of_sending_back_begins_with_opinion_and_basis():
    values = opinion_of(grounds_of("要求法院重审", WORDING))
    assert "不纳入受理范围" in values["opinion"]
    assert "四（一）" in values["basis"]
    assert opinion_of(()) == {}


def test_the_office_may_word_the_list_anew():
    own = {**WORDING, "intake_scope.organs_words": "税务局"}
    assert grounds_of("反映法院的事", own) == ()
    assert grounds_of("反映税务局的事", own)[0].words == ("税务局",)
