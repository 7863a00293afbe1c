from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.cases.models import (
    CaseQuery,
    CaseState,
    DeferredAnswer,
    Extension,
    ExtensionState,
    MaterialStatus,
    Pause,
    SecondNotice,
)
from app.errors import Conflict, Refusal
from tests.db.things import NOON, a_case, issue_within, later


def kept(store, case, words=()):
    with store.begin() as unit:
        return replace(case, id=unit.cases.add(case, words))


def test_a_case_comes_back_as_it_was_kept(store, office):
    case = kept(store, a_case(office))
    with store.read() as unit:
        assert unit.cases.get(case.id) == case
        assert unit.cases.find_by_number(case.number) == case
        assert unit.cases.find_by_number("没有") is None


def test_a_change_adds_one_to_the_version(store, office):
    case = kept(store, a_case(office))
    materials = tuple(replace(each, status=MaterialStatus.PRESENT) for each in case.materials)
    changed = replace(case, state=CaseState.ACCEPTED, accepted_on=date(2026, 11, 10), materials=materials)
    with store.begin() as unit:
        unit.cases.save(changed, ())
        assert unit.cases.get(case.id) == replace(changed, version=2)


def test_what_acceptance_and_completion_add_comes_back(store, office):
    extension = Extension(
        state=ExtensionState.ASKED, days=10, reason="情况复杂", asked_by=office.clerk, asked_by_name="林晓",
        asked_on=date(2026, 11, 12),
    )  # fmt: skip
    approved = replace(
        extension, state=ExtensionState.APPROVED, decided_by=office.clerk, decided_by_name="分管领导",
        decided_on=date(2026, 11, 13), opinion="同意",
    )  # fmt: skip
    case = kept(
        store,
        a_case(
            office, state=CaseState.SUSPENDED, accepted_on=date(2026, 11, 9), reference="厦府办〔2026〕12号",
            committed=5, statutory=20, extension=extension,
            pauses=(
                Pause(since=date(2026, 11, 10), until=date(2026, 11, 12), step="现场勘验", days=3),
                Pause(since=date(2026, 11, 16), until=None, step="专家评审", days=10),
            ),
        ),
    )  # fmt: skip
    done = replace(
        case, state=CaseState.SERVED, extension=approved, pauses=case.pauses[:1], result="准予许可",
        completed_on=date(2026, 11, 20), due_on=date(2026, 11, 23), served_on=date(2026, 11, 24),
    )  # fmt: skip
    with store.begin() as unit:
        assert unit.cases.get(case.id) == case
        unit.cases.save(done, None)
        assert unit.cases.get(case.id) == replace(done, version=2)


def test_the_second_of_two_changes_is_shown_what_stands(store, office):
    case = kept(store, a_case(office))
    with store.begin() as unit:
        unit.cases.save(replace(case, counter="5号窗口"), ())
    with pytest.raises(Conflict) as conflict, store.begin() as unit:
        unit.cases.save(replace(case, counter="6号窗口"), ())

    assert conflict.value.theirs["counter"] == "5号窗口"


def test_cases_are_found_by_what_they_say_now(store, office):
    case = kept(store, a_case(office), ["宗地图缺少坐标"])
    with store.begin() as unit:
        unit.cases.save(replace(case, applicant=replace(case.applicant, name="重阳科技公司")), ["承诺书"])

    def found(words):
        with store.read() as unit:
            query = CaseQuery(words=words)
            page = unit.cases.find(query, offset=0, limit=10)
            assert unit.cases.count(query) == len(page)
        return len(page)

    assert [found(words) for words in ("承诺", "重阳", "cykj", "zykj", "1234", case.number, "3456")] == [1] * 7
    assert [found(words) for words in ("坐标", "单雄", "1380", "8000")] == [0] * 4


def test_cases_are_narrowed_by_state_and_division(store, office):
    first = kept(store, a_case(office))
    second = kept(store, a_case(office, state=CaseState.CLOSED))

    def found(**parts):
        with store.read() as unit:
            return [case.id for case in unit.cases.find(CaseQuery(**parts), offset=0, limit=10)]

    assert found() == [second.id, first.id]
    assert found(state=CaseState.CLOSED) == [second.id]
    assert found(divisions=frozenset({office.division + 1})) == []
    assert found(words="首次登记", state=CaseState.RECEIVED) == [first.id]


def a_question(office):
    return DeferredAnswer(
        id=0,
        division=office.division,
        clerk=office.clerk,
        clerk_name="林晓",
        party="单雄",
        telephone="13800001234",
        matter_name="首次登记",
        case=None,
        question="共有人在境外如何办理？",
        asked_at=NOON,
        promised_at=later(days=2),
    )


def test_a_deferred_answer_is_given_once(store, office):
    question = a_question(office)
    with store.begin() as unit:
        key = unit.cases.add_deferred(question)
        earlier = unit.cases.add_deferred(replace(question, promised_at=later(days=1)))
        assert [each.id for each in unit.cases.open_deferred()] == [earlier, key]
        unit.cases.answer_deferred(key, 1, "可委托公证。", later(days=1), "林晓")
    with store.read() as unit:
        answered = unit.cases.get_deferred(key)
        assert [each.id for each in unit.cases.open_deferred()] == [earlier]

    assert answered == replace(
        question, id=key, answer="可委托公证。", answered_at=later(days=1), answered_by="林晓", version=2
    )
    for version in (1, 2):
        with pytest.raises(Conflict), store.begin() as unit:
            unit.cases.answer_deferred(key, version, "另一个答复", NOON, "别人")
    with pytest.raises(Refusal), store.read() as unit:
        unit.cases.get_deferred(99)


def test_second_notices_are_counted(store, office):
    case = kept(store, a_case(office))
    with store.begin() as unit:
        document = issue_within(unit, office, case=case.id)
        notice = SecondNotice(
            case=case.id, document=document.id, clerk=office.clerk, clerk_name="林晓", matter_name="首次登记",
            head=office.clerk, head_name="陈处", reason="首次遗漏", added=("宗地图", "承诺书"), at=NOON,
        )  # fmt: skip
        unit.cases.add_second_notice(notice)
        assert unit.cases.second_notices() == (notice,)
        division = unit.documents.get(notice.document).division
        assert unit.cases.second_notices(frozenset({division})) == (notice,)
        assert unit.cases.second_notices(frozenset({division + 1})) == ()
        assert [each.id for each in unit.documents.of_case(case.id)] == [document.id]
