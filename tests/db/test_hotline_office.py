from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.errors import Conflict, Refusal, Unavailable
from app.hotline.directory import DirectoryEntry
from app.hotline.knowledge import Answer, AnswerQuery, AnswerState
from app.hotline.models import Caller, OrderState, OrderType, Record, RecordKind, WorkOrder
from db.engine import writing
from tests.db.things import NOON

DAY = date(2026, 11, 9)


@pytest.fixture
def added(store, office):
    """Register an order."""

    def add(number, words, **changes):
        caller = Caller(name=changes.pop("caller", "陈嘉禾"), telephone=changes.pop("telephone", ""))
        order = WorkOrder(
            id=0,
            number=number,
            type=OrderType.COMPLAINT,
            state=OrderState.ARRIVED,
            title=words[:12],
            content=words,
            division=office.division,
            division_name="信访中心",
            arrived_at=NOON,
            caller=caller,
        )
        order = replace(order, **changes)
        with store.begin() as unit:
            return replace(order, id=unit.orders.add(order))

    return add


def a_line(office, **changes):
    line = DirectoryEntry(
        id=0,
        topic="土地",
        keywords=("违法用地", "占用耕地"),
        lead=office.division,
        lead_name="不动产登记窗口",
        co_handling="请测绘处协办",
        basis="三定规定",
        effective_from=DAY,
        effective_until=DAY + timedelta(days=30),
        fallback=True,
    )
    return replace(line, **changes)


def an_answer(office, **changes):
    answer = Answer(
        id=0,
        question="产权证遗失怎样补办",
        content="持身份证明到登记窗口申请补证。",
        basis="《不动产登记暂行条例实施细则》第二十二条",
        topic="登记",
        dated=DAY,
        valid_until=DAY + timedelta(days=365),
        division=office.division,
        division_name="不动产登记窗口",
        order="XM01",
        proposed_by=office.clerk,
        proposed_by_name="林晓",
        proposed_at=NOON,
    )
    return replace(answer, **changes)


def alike(store, words, limit=60):
    with store.read() as unit:
        return [each.number for each in unit.likes.alike(words, limit=limit)]


def answers(store, words="", **query):
    with store.read() as unit:
        return [each.id for each in unit.answers.find(AnswerQuery(words=words, **query), limit=9)]


def test_a_line_of_the_directory_comes_back_as_it_was_and_knows_its_division_by_name(store, office):
    line = a_line(office)
    with store.begin() as unit:
        line = replace(line, id=unit.directory.add(line))
    with store.read() as unit:
        assert unit.directory.all() == (line,)
        assert unit.directory.get(line.id) == line


def test_a_line_that_was_changed_elsewhere_is_not_overwritten(store, office):
    with store.begin() as unit:
        key = unit.directory.add(a_line(office))
        line = unit.directory.get(key)
        unit.directory.save(replace(line, topic="矿产", fallback=False, effective_until=None))
        with pytest.raises(Conflict):
            unit.directory.save(replace(line, topic="海洋"))
        kept = unit.directory.get(key)
    assert (kept.topic, kept.fallback, kept.effective_until, kept.version) == ("矿产", False, None, 2)


def test_what_is_not_there_is_refused(store):
    with store.read() as unit:
        for book in (unit.directory, unit.answers):
            with pytest.raises(Refusal, match="没有找到"):
                book.get(99)


@pytest.mark.parametrize("table", ["directory", "answers"])
def test_neither_lines_nor_answers_are_deleted(store, office, table):
    with store.begin() as unit:
        unit.directory.add(a_line(office))
        unit.answers.add(an_answer(office))
    with (
        pytest.raises((Refusal, Unavailable, Exception), match="不得删除"),
        writing(store.engine) as connection,
    ):
        connection.execute(text(f"DELETE FROM {table}"))


def test_an_answer_comes_back_as_it_was_and_is_found_by_its_words_from_one_character_up(store, office):
    answer = an_answer(office)
    with store.begin() as unit:
        answer = replace(answer, id=unit.answers.add(answer))
    with store.read() as unit:
        assert unit.answers.get(answer.id) == answer
        assert unit.answers.of_order("XM01") == (answer,)
    for words in ("遗", "补证", "产权证 登记窗口", "第二十二条", "XM01", ""):
        assert answers(store, words) == [answer.id], words
    assert answers(store, "规划") == []


def test_only_what_may_be_cited_is_found_for_a_reply(store, office):
    with store.begin() as unit:
        proposed = unit.answers.add(an_answer(office))
        approved = an_answer(office, state=AnswerState.APPROVED, approved_by_name="某负责人", approved_at=NOON)
        good = unit.answers.add(approved)
        unit.answers.add(replace(approved, valid_until=DAY - timedelta(days=1)))
        unit.answers.add(replace(approved, state=AnswerState.RETIRED))
    assert answers(store, "补证", citable_on=DAY) == [good]
    assert answers(store, states=(AnswerState.PROPOSED,)) == [proposed]


def test_a_changed_answer_is_found_by_its_new_words(store, office):
    with store.begin() as unit:
        key = unit.answers.add(an_answer(office))
        answer = unit.answers.get(key)
        unit.answers.save(replace(answer, content="到自助机办理。"))
        with pytest.raises(Conflict):
            unit.answers.save(answer)
    assert answers(store, "自助机") == [key]
    assert answers(store, "身份证明") == []


def test_answers_like_an_order_come_the_most_alike_first(store, office):
    with store.begin() as unit:
        far = unit.answers.add(an_answer(office, question="产权证", content="过户须知。"))
        near = unit.answers.add(an_answer(office))
        unit.answers.add(an_answer(office, question="采光", content="楼间距。", basis="技术规定", order="XM9"))
    with store.read() as unit:
        found = unit.answers.alike("房屋产权证遗失了，怎样补办", limit=5)
    assert [each.id for each in found] == [near, far]


def test_orders_that_say_the_same_come_first_and_others_not_at_all(store, added):
    added("XM1", "怎样办理公积金提取")
    added("XM2", "示例路在建工地夜间施工")
    added("XM3", "示例路在建工地夜间施工，影响休息，请依法查处")
    assert alike(store, "示例路工地夜间施工影响休息") == ["XM3", "XM2"]
    assert alike(store, "示例路工地夜间施工影响休息", limit=1) == ["XM3"]
    assert alike(store, "") == alike(store, "，。") == []


def test_only_open_orders_of_the_very_name_are_found_by_it(store, added):
    added("XM1", "窗口排队", caller="欧阳晓")
    added("XM2", "窗口排队", caller="欧阳晓晓")
    added("XM3", "欧阳晓的房子", caller="王一")
    added("XM4", "窗口排队", caller="欧阳晓", state=OrderState.COMPLETED)
    with store.read() as unit:
        found = unit.likes.open_of_name("欧阳晓", limit=9)
    assert [each.number for each in found] == ["XM1"]


def test_who_asked_to_return_which_order_is_known(store, office, added):
    first, second = added("XM1", "夜间施工"), added("XM2", "夜间施工")
    with store.begin() as unit:
        for kind in (RecordKind.RETURN, RecordKind.RETURN, RecordKind.DISPATCH):
            unit.course.record(
                Record(
                    order=first.id,
                    kind=kind,
                    at=NOON,
                    division=office.division,
                    division_name="登记窗口",
                    staff=office.clerk,
                    staff_name="林晓",
                )
            )
    with store.read() as unit:
        assert unit.likes.returned([first.id, second.id]) == {first.id: {office.division}}
        assert unit.likes.returned([]) == {}
