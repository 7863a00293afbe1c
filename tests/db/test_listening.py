from __future__ import annotations

import threading
from queue import Empty, SimpleQueue

import psycopg
import pytest

from app.errors import Unavailable
from app.office.news import News
from db.feed import Feed
from db.listening import follow
from db.store import open_store
from db.trouble import SERVER_GONE
from tests.db.things import issue
from tests.postgres import running_server
from tests.roles import login_url, set_up

ENTRY = (
    "INSERT INTO ledger_entries (seq, place, entered_at, act, subject, entry_hash)"
    " VALUES (0, 0, rules.moment(), 'test', 'test:1', '')"
)
END_ALL = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)
LONG = 20  # seconds within which anything must be told


class Ear:
    """What a window is told."""

    def __init__(self, store):
        self.told = SimpleQueue()
        self.stop = follow(store, Feed(store), self.told.put)

    def next(self):
        return self.told.get(timeout=LONG)

    def until(self, wanted):
        """Return the first news that is wanted, after whatever others."""
        while not wanted(news := self.next()):
            pass
        return news

    def nothing_more(self):
        with pytest.raises(Empty):
            self.told.get_nowait()


@pytest.fixture
def ear(store, office):
    made = Ear(store)
    yield made
    made.stop()


@pytest.fixture
def other(url):
    opened = open_store(url)
    yield opened
    opened.close()


def test_what_another_enters_is_told(ear, other, office):
    issue(other, office)
    assert ear.next().others_wrote
    issue(other, office)
    assert ear.next().others_wrote


def test_what_one_enters_oneself_is_no_news(ear, store, other, office):
    for _ in range(20):
        issue(store, office)
    issue(other, office)
    assert ear.next().others_wrote
    ear.stop()
    ear.nothing_more()


def test_what_happened_before_one_listened_is_told(store, other, office):
    feed, told = Feed(store), SimpleQueue()
    issue(other, office)
    stop = follow(store, feed, told.put)
    assert told.get(timeout=LONG).others_wrote
    stop()


def test_whoever_stopped_is_told_nothing_and_leaves_no_thread(ear, other, office):
    ear.stop()
    issue(other, office)
    ear.nothing_more()
    assert "listening" not in {thread.name for thread in threading.enumerate()}


def test_a_store_that_is_closed_is_listened_to_no_more(ear, store):
    store.close()
    assert "listening" not in {thread.name for thread in threading.enumerate()}
    assert store.before_closing == []


def test_two_that_write_at_once_are_each_told_of_the_other_only(store, other, office):
    mine, theirs = Ear(store), Ear(other)
    writers = [
        threading.Thread(target=lambda s=s: [issue(s, office) for _ in range(15)]) for s in (store, other)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert mine.next().others_wrote
    assert theirs.next().others_wrote
    for ear, seat in ((mine, store), (theirs, other)):
        ear.stop()
        assert Feed(seat)._seen == 15


@pytest.fixture(scope="module")
def own_server():
    """A server that may be stopped, if it is started again."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def people(own_server):
    """The address of an office whose staff have roles of their own."""
    with own_server.fresh() as url:
        set_up(url)
        yield url


def test_a_server_that_is_killed_and_comes_back_is_listened_to_again_and_nothing_is_missed(own_server, people):
    store = open_store(login_url(people, "linxiaoyan"))
    ear = Ear(store)
    own_server.kill()
    assert ear.next().trouble == SERVER_GONE
    with pytest.raises(Unavailable, match="连不上"), store.read():
        pass
    own_server.start()
    with psycopg.connect(people, autocommit=True) as owner:
        owner.execute(ENTRY)
    ear.until(lambda news: news == News())
    ear.until(lambda news: news.others_wrote)
    with store.read() as unit:
        assert unit.people.find_by_login("linxiaoyan") is not None
    with psycopg.connect(people, autocommit=True) as owner:
        owner.execute(ENTRY)
    assert ear.until(lambda news: news.others_wrote)
    ear.stop()
    store.close()


@pytest.mark.parametrize("way", ["stop", "kill"])
def test_a_thread_ends_at_once_though_the_server_is_gone(own_server, people, way):
    store = open_store(people)
    ear = Ear(store)
    getattr(own_server, way)()
    assert ear.next().trouble
    ear.stop()
    assert "listening" not in {thread.name for thread in threading.enumerate()}
    store.close()
    own_server.start()


def test_one_connection_that_is_ended_is_made_anew(own_server, people):
    store = open_store(people)
    ear = Ear(store)
    with psycopg.connect(people, autocommit=True) as owner:
        for _ in range(5):
            owner.execute(ENTRY)
            ear.until(lambda news: news.others_wrote)
            owner.execute(END_ALL)
            ear.until(lambda news: news == News())
    ear.stop()
    store.close()


def save_while_all_are_put_out(store, url):
    with psycopg.connect(url, autocommit=True) as owner, store.begin() as unit:
        unit.people.divisions()
        owner.execute(END_ALL)


def test_a_save_whose_end_is_not_heard_says_that_nobody_knows(own_server, people):
    store = open_store(people)
    with pytest.raises(Unavailable, match="还不知道这一步是否已经保存。连接恢复后照原样再提交一次即可"):
        save_while_all_are_put_out(store, people)
    with store.read() as unit:
        assert unit.people.divisions()
    store.close()
