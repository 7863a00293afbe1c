from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.register.models import Query
from db.feed import Feed
from db.rooms import rooms
from db.store import open_store
from tests.db.things import TYPE, a_clerk, a_division, furnish, issue


def test_one_store_serves_every_room(store):
    assert set(rooms(store)) == {store}


def test_a_unit_of_work_is_kept_as_a_whole_or_not_at_all(store, office):
    with pytest.raises(ZeroDivisionError), store.begin() as unit:
        unit.people.add_division(a_division(code="02")) / 0
    with store.read() as unit:
        assert [division.code for division in unit.people.divisions()] == ["01"]


def test_a_unit_of_work_inside_another_is_a_bug(store):
    with store.begin(), pytest.raises(RuntimeError), store.begin():
        pass
    with store.read(), pytest.raises(RuntimeError), store.begin():
        pass
    with store.begin(), pytest.raises(RuntimeError), store.read():
        pass
    with store.begin() as unit:
        assert unit.people.staff() == ()


def test_what_is_read_is_of_one_moment(store, office):
    def write():
        issue(store, office)

    with store.read() as unit:
        before = unit.documents.count(Query())
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert unit.documents.count(Query()) == before
    with store.read() as unit:
        assert unit.documents.count(Query()) == before + 1


def test_what_is_read_in_several_steps_can_be_of_one_moment_too(store, office):
    def count() -> int:
        with store.read() as unit:
            return unit.documents.count(Query())

    def write():
        issue(store, office)

    with store.at_one_moment():
        before = count()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert count() == before
        with pytest.raises(RuntimeError), store.begin():
            pass
    assert count() == before + 1
    with pytest.raises(ZeroDivisionError), store.at_one_moment():
        count() / 0
    with store.begin() as unit:
        assert unit.documents.count(Query()) == 1


def test_who_is_taken_out_of_use_while_one_reads_may_read_on(store, office):
    with store.read() as unit:
        stood = unit.people.standing(office.clerk)
        out = threading.Thread(target=_lock_out, args=(store, office.clerk))
        out.start()
        out.join()
        assert unit.people.standing(office.clerk) == stood is not None
    with store.read() as unit:
        assert unit.people.standing(office.clerk) is None


def _lock_out(store, staff):
    with store.begin() as unit:
        unit.people.save_staff(replace(unit.people.get_staff(staff), active=False))


def test_nothing_is_written_while_reading(store, office):
    if store.engine.dialect.name == "postgresql":
        with pytest.raises(Exception, match="只读"), store.read() as unit:
            unit.people.add_division(a_division(code="02"))
    else:
        with store.read() as unit:
            unit.people.add_division(a_division(code="02"))
    with store.read() as unit:
        assert len(unit.people.divisions()) == 1


def test_many_threads_share_one_store(store, office):
    with ThreadPoolExecutor(4) as pool:
        issued = list(pool.map(lambda _: issue(store, office), range(40)))

    assert sorted(document.number.sequence for document in issued) == list(range(1, 41))


def test_foreign_keys_are_kept(store):
    with pytest.raises(IntegrityError), store.begin() as unit:
        unit.people.add_staff(a_clerk(999, grants=()))


def test_a_bug_stays_a_bug(store):
    with pytest.raises(DBAPIError), store.begin() as unit:
        unit._connection.exec_driver_sql("SELECT nonsense FROM nowhere")


def changed(feed, store):
    with store.engine.connect() as connection:
        return feed.changed(connection)


def test_two_windows_on_one_office_see_each_other(url, office, store):
    other = open_store(url)
    feed = Feed(store)
    assert not changed(feed, store)
    issue(other, office)
    with store.read() as unit:
        assert unit.numbers.last(TYPE, office.division, 2026) == 1

    assert changed(feed, store)
    assert not changed(feed, store)
    other.close()


def test_a_store_opened_only_to_read_refuses_to_write(url, office):
    reader = open_store(url, read_only=True)
    with reader.read() as unit:
        assert unit.people.find_by_login("lin").id == office.clerk
    with pytest.raises(Exception, match="只读"):
        issue(reader, office)
    reader.close()


def test_an_office_may_be_furnished_again_after_it_was_closed(store):
    furnish(store)
    store.close()
    with store.read() as unit:
        assert len(unit.people.staff()) == 1


def test_what_one_entered_is_told_once_by_the_kinds_of_things_it_is_about(store, office):
    store.own_touched()
    issue(store, office)
    touched = store.own_touched()
    assert touched is not None
    assert touched.kinds == {"document"}
    assert touched.hands is None
    assert store.own_touched() is None
