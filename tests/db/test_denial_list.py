from __future__ import annotations

from datetime import UTC, date, datetime

from app.denials.models import (
    DenialQuery,
    DenialState,
)
from tests.db.denial_things import a_complaint
from tests.db.things import NOON, a_division, a_holding, later


def test_denials_are_found_by_words_as_in_the_register(store, case, keep):
    keep(["宗地图缺少坐标"], party="重阳科技公司", matter_name="首次登记")

    def found(words):
        with store.read() as unit:
            page = unit.denials.find(DenialQuery(words=words), offset=0, limit=9)
            assert unit.denials.count(DenialQuery(words=words)) == len(page)
        return len(page)

    assert [found(words) for words in (case.number, "重阳", "cykj", "zykj", "scdj", "坐标")] == [1] * 6
    assert found("注销") == 0


def test_denials_are_listed_newest_first_page_by_page(store, keep):
    keys = [keep().id for _ in range(5)]
    with store.read() as unit:
        pages = [unit.denials.find(DenialQuery(), offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [[each.id for each in page] for page in pages] == [keys[:2:-1], keys[2:0:-1], keys[:1], []]


def test_reports_made_afterwards_come_by_the_day_they_are_due(store, keep):
    days = (date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 10))
    first, last, second = (keep(after=True, report_by=day).id for day in days)
    keep()
    with store.read() as unit:
        pages = [unit.denials.find(DenialQuery(after=True), offset=offset, limit=2) for offset in (0, 2)]
    assert [[each.id for each in page] for page in pages] == [[first, second], [last]]


def test_denials_are_found_by_who_has_them_or_a_complaint_about_them_to_do(store, office, keep):
    held, complained_of, ended = keep(), keep(state=DenialState.TOLD), keep(state=DenialState.DOWN)
    keep()
    with store.begin() as unit:
        complaint = unit.denials.add_complaint(a_complaint(office, complained_of))
        for about in (f"denial:{held.id}", f"denial:{ended.id}", f"complaint:{complaint}"):
            unit.custody.start(a_holding(office, about), NOON)
        unit.custody.close(f"denial:{ended.id}", later(days=1))
    with store.read() as unit:
        found = unit.denials.find(DenialQuery(held_by=office.clerk), offset=0, limit=9)
        assert unit.denials.count(DenialQuery(held_by=office.clerk)) == 2
        assert unit.denials.count(DenialQuery(held_by=99)) == 0
    assert found == (complained_of, held)


def test_denials_are_narrowed(store, office, case, keep):
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="用地处"))
    # 23:59 and 0:00 of the office's own days
    old = keep(opened_at=datetime(2026, 11, 9, 15, 59, tzinfo=UTC), state=DenialState.FILED)
    new = keep(opened_at=datetime(2026, 11, 9, 16, 0, tzinfo=UTC), after=True, division=other)

    def found(**parts):
        query = DenialQuery(**parts)
        with store.read() as unit:
            page = unit.denials.find(query, offset=0, limit=9)
            assert unit.denials.count(query) == len(page)
        return [each.id for each in page]

    assert found() == [new.id, old.id]
    assert found(since=date(2026, 11, 10)) == [new.id]
    assert found(until=date(2026, 11, 9)) == [old.id]
    assert found(since=date(2026, 11, 9), until=date(2026, 11, 10)) == [new.id, old.id]
    assert found(states=(DenialState.FILED, DenialState.TOLD)) == [old.id]
    assert found(after=True) == [new.id]
    assert found(after=False) == [old.id]
    assert found(case=case.id + 1) == []
    assert found(divisions=frozenset({other})) == [new.id]
    assert found(divisions=frozenset()) == []
