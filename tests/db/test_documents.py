from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.errors import Conflict, Refusal
from app.register.models import DocumentNumber, DocumentState, Draft, PrintRecord, Query
from tests.db.things import NOON, TYPE, a_document, issue, later


def test_a_document_comes_back_as_it_was_issued(store, office):
    issued = issue(store, office)
    with store.read() as unit:
        assert unit.documents.get(issued.id) == issued
        assert unit.documents.find_by_number("示资登告〔2026〕1号") == issued
        assert unit.documents.find_by_request(issued.request_key) == issued
        assert unit.documents.find_by_number("示资登告〔2026〕2号") is None


def test_one_number_is_never_borne_twice(store, office):
    issue(store, office)
    with pytest.raises(Refusal, match="已经用过"), store.begin() as unit:
        unit.documents.add(a_document(office, 1), ())


def test_one_act_issues_once(store, office):
    issue(store, office, request_key="once")
    with pytest.raises(Conflict, match="没有重复签发"):
        issue(store, office, request_key="once")
    with store.read() as unit:
        assert unit.numbers.last(TYPE, office.division, 2026) == 1


def test_a_document_is_voided_with_its_reason_and_keeps_its_number(store, office):
    issued = issue(store, office)
    with store.begin() as unit:
        unit.documents.void(issued.id, 1, "写错姓名", later(hours=1), "陈处")
    with store.read() as unit:
        found = unit.documents.get(issued.id)

    assert found == replace(
        issued, state=DocumentState.VOID, void_reason="写错姓名", voided_at=later(hours=1),
        voided_by_name="陈处", version=2,
    )  # fmt: skip


def test_the_second_of_two_changes_is_shown_what_stands(store, office):
    issued = issue(store, office)
    with store.begin() as unit:
        unit.documents.set_served(issued.id, 1, date(2026, 11, 10))
    with pytest.raises(Conflict) as conflict, store.begin() as unit:
        unit.documents.void(issued.id, 1, "写错", NOON, "林晓")

    assert conflict.value.theirs["state"] is DocumentState.SERVED
    assert conflict.value.theirs["served_on"] == date(2026, 11, 10)


def test_a_document_that_is_not_there_is_refused(store):
    with pytest.raises(Refusal), store.begin() as unit:
        unit.documents.set_served(1, 1, date(2026, 11, 10))


def test_the_list_is_narrowed_by_each_part_of_the_query(store, office):
    first = issue(store, office, issued_on=date(2026, 11, 2))
    second = issue(store, office, issued_on=date(2026, 11, 9))
    with store.begin() as unit:
        unit.documents.void(second.id, 1, "错", NOON, "林晓")

    def found(**parts):
        with store.read() as unit:
            query = Query(**parts)
            page = unit.documents.find(query, offset=0, limit=10)
            assert unit.documents.count(query) == len(page)
        return [each.id for each in page]

    assert found() == [second.id, first.id]
    assert found(type_key=TYPE, divisions=frozenset({office.division})) == [second.id, first.id]
    assert found(divisions=frozenset()) == []
    assert found(type_key="other") == []
    assert found(state=DocumentState.VOID) == [second.id]
    assert found(since=date(2026, 11, 3)) == [second.id]
    assert found(until=date(2026, 11, 2)) == [first.id]
    assert found(case=5) == []


def test_pages_follow_each_other_newest_first_and_count_prints(store, office):
    issued = [issue(store, office) for _ in range(5)]
    with store.begin() as unit:
        for reprint in (False, True):
            unit.documents.add_print(a_print(office, issued[3].id, reprint))
    with store.read() as unit:
        pages = [unit.documents.find(Query(), offset=offset, limit=2) for offset in (0, 2, 4, 6)]
        prints = unit.documents.prints(issued[3].id)

    assert [[each.id for each in page] for page in pages] == [
        [issued[4].id, issued[3].id],
        [issued[2].id, issued[1].id],
        [issued[0].id],
        [],
    ]
    assert [each.prints for each in pages[0]] == [0, 2]
    assert prints == (a_print(office, issued[3].id, False), a_print(office, issued[3].id, True))


def a_print(office, document, reprint):
    return PrintRecord(
        document=document,
        at=NOON,
        staff=office.clerk,
        staff_name="林晓",
        copies=2,
        printer="窗口打印机",
        reprint=reprint,
    )


def test_numbers_given_are_listed_for_the_gap_report(store, office):
    for _ in range(3):
        issue(store, office)
    with store.begin() as unit:
        number = DocumentNumber(mark="示资登告", year=2026, sequence=9)
        unit.documents.add(a_document(office, 9, number=number), ())
    with store.read() as unit:
        assert unit.documents.sequences(TYPE, office.division, 2026) == (1, 2, 3, 9)
        assert unit.documents.sequences(TYPE, office.division, 2025) == ()


def test_a_draft_takes_the_place_of_the_one_before(store, office):
    drafts = [
        Draft(staff=office.clerk, type_key=TYPE, case=0, fields={"note": note}, saved_at=later(minutes=minute))
        for minute, note in enumerate(["一", "二\u3000三𠮷"])
    ]
    with store.begin() as unit:
        for draft in drafts:
            unit.documents.save_draft(draft)
    with store.read() as unit:
        assert unit.documents.find_draft(office.clerk, TYPE, 0) == drafts[1]
        assert unit.documents.drafts(office.clerk) == (drafts[1],)
    with store.begin() as unit:
        unit.documents.drop_draft(office.clerk, TYPE, 0)
        unit.documents.drop_draft(office.clerk, TYPE, 0)
        assert unit.documents.find_draft(office.clerk, TYPE, 0) is None


def test_a_document_of_nobody_is_refused_by_the_archive(store, office):
    with pytest.raises(IntegrityError), store.begin() as unit:
        unit.documents.add(a_document(office, issued_by=12345), ())
