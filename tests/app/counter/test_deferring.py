from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.cases.commands import AnswerDeferred, DeferAnswer
from app.cases.deferring import AnsweredBefore
from app.custody.worklist import View
from app.errors import BadInput


def defer(office, promised):
    return office.desk.deferring.record(
        office.clerk,
        DeferAnswer(
            party="陈大文", telephone="13800001234", question="门牌不一致怎么办？", promised_at=promised
        ),
    )


def test_a_hard_question_is_on_the_work_list_until_it_is_answered_once(office):
    made = defer(office, datetime(2026, 11, 4, 9, tzinfo=UTC))
    (item,) = office.desk.work_list.items(office.clerk, View.MINE)
    assert (item.step, item.due) == ("答复疑难问题", date(2026, 11, 4))
    answer = AnswerDeferred(answer=made, version=1, text="由派出所出具门牌变更证明。")
    office.desk.deferring.answer(office.clerk, answer)
    assert office.desk.work_list.items(office.clerk, View.MINE) == ()
    with pytest.raises(AnsweredBefore):
        office.desk.deferring.answer(office.clerk, answer)


def test_an_answer_cannot_be_promised_for_yesterday(office):
    with pytest.raises(BadInput, match="晚于现在"):
        defer(office, datetime(2026, 11, 1, tzinfo=UTC))
