from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.register.models import Query
from db.founding.upgrade import create
from db.search.initials import initials_of
from db.search.words import END, _normalised, keys_of, neighbours, normalise, pair_key, runs_of, words_of
from db.store import open_store
from tests.db.things import a_document, furnish

# Few characters, so that words meet texts; some that SQL or folding would trip over.
LETTERS = "登记不动产权王伟单曾𠮷aB1９０ｗ%_/\\'号〔"
TEXTS = st.text(LETTERS, max_size=12)
WORDS = st.text(LETTERS, min_size=1, max_size=4)
PARTY = st.text("王伟单曾重庆a1", min_size=1, max_size=4)
TELEPHONE = st.sampled_from(["13800001234", "13900001234", "0592-7703456", "", "13800001111/7703456"])


@pytest.fixture(scope="module")
def stores(server, tmp_path_factory):
    """The same documents in both databases."""
    path = tmp_path_factory.mktemp("search") / "office.db"
    create(f"sqlite:///{path}")
    with server.fresh(create) as url:
        pair = [open_store(f"sqlite:///{path}"), open_store(url)]
        offices = [furnish(store) for store in pair]
        yield list(zip(pair, offices, strict=True))
        for store in pair:
            store.close()


def file(store, office, party, telephone, texts):
    with store.begin() as unit:
        sequence = unit.numbers.take("one_time_notice", office.division, 2026)
        document = a_document(office, sequence, party=party, telephone=telephone, matter_name="不动产首次登记")
        return unit.documents.add(document, texts)


def found(store, words):
    query = Query(words=words)
    with store.read() as unit:
        ids = [each.id for each in unit.documents.find(query, offset=0, limit=1000)]
        assert unit.documents.count(query) == len(ids)
    assert ids == sorted(ids, reverse=True)
    return set(ids)


def plainly(store, words):
    """Search as anybody would: every text of every document, one after the other."""
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, words, tails, initials FROM search_texts WHERE kind = 1"
        ).all()
    return {row.id for row in rows if all(holds(row, word) for word in words_of(words))}


def holds(row, word):
    inside = word.text in row.words
    letters = word.text.isascii() and word.text.isalnum() and word.text in row.initials
    ends = bool(word.tail) and any(each.endswith(word.tail) for each in row.tails.split("\n") if each)
    return inside or letters or ends


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(st.tuples(PARTY, TELEPHONE, st.lists(TEXTS, max_size=3)), max_size=3),
    searches=st.lists(st.lists(WORDS, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=6),
)
def test_both_databases_find_what_a_plain_search_finds(stores, documents, searches):
    keys = [[file(*place, *document) for document in documents] for place in stores]
    assert keys[0] == keys[1]
    for words in searches:
        answers = [found(store, words) for store, _ in stores]
        assert answers[0] == answers[1] == plainly(stores[0][0], words)


@pytest.fixture
def search(store, office):
    def find(words):
        return len(found(store, words))

    file(store, office, "单雄", "13800001234", ["国有建设用地使用权首次登记", "Geo报告 v2.1", "100%通过"])
    file(store, office, "曾小雨", "0592-7703456", ["林权类登记", "电话：13711112222。"])
    return find


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("", 2),
        ("登记", 2),
        ("单雄", 1),
        ("雨", 1),
        ("登", 2),
        ("GEO报告", 1),
        ("ｇｅｏ", 1),
        ("示资登告〔2026〕1号", 1),
        ("[2026]1号", 1),
        ("首次登记 sx", 1),
        ("sx", 1),
        ("dx", 1),
        ("cxy", 1),
        ("zxy", 1),
        ("yx", 0),
        ("bdcscdj", 2),
        ("1234", 1),
        ("3456", 1),
        ("7703456", 1),
        ("0592-7703456", 1),
        ("05927703456", 1),
        ("13800001234", 1),
        ("1380", 0),
        ("0001", 0),
        ("1371111", 1),
        ("100%", 1),
        ("1_0%", 0),
        ("'; DROP TABLE documents; --", 0),
        ("首次登记 林权类", 1),
        ("记首", 0),
    ],
)
def test_a_document_is_found_by(search, words, times):
    assert search(words) == times


def test_a_text_does_not_run_into_the_next(store, office):
    file(store, office, "甲", "", ["一二", "三四"])

    assert found(store, "二三") == set()


def test_control_characters_and_broken_ones_find_nothing_and_break_nothing(store, office):
    file(store, office, "甲", "", ["一二"])

    assert found(store, "\0一二\ud800") == {1}
    assert found(store, "\u202e") == set()


def test_an_endless_word_is_refused(store):
    with pytest.raises(BadInput, match="太长"):
        found(store, "长" * 10_000)
    with pytest.raises(BadInput, match="太长"):
        found(store, " ".join(string.printable))


def test_a_surname_with_many_readings_is_found_by_each():
    assert initials_of("单雄") == {"dx", "cx", "sx"}
    assert initials_of("曾小雨") == {"cxy", "zxy"}
    assert "cqrm" in initials_of("重庆人民")
    assert initials_of("abc-12") == frozenset()


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(
    st.lists(st.text(st.characters() | st.sampled_from("\x1e\u0301\u3099ㅏ각ß〔Ａ"), max_size=5), max_size=6)
)
def test_texts_folded_in_one_go_are_folded_as_each_alone(texts):
    assert _normalised(texts) == list(map(normalise, texts))


@given(text=st.text(LETTERS + "0123456789\n", max_size=30))
def test_every_pair_is_filed_under_the_key_it_is_looked_for(text):
    two_digits = {first + second for first in string.digits for second in string.digits}
    pairs = [first + second for first, second in pairwise(text)]
    filed = [pair_key(pair) for pair in pairs if pair not in two_digits and not pair.startswith(END)]
    runs = [text[at : at + 3] for at in range(len(text) - 2) if text[at : at + 2] in two_digits]

    assert [key for _number, key in keys_of(neighbours(text))] == filed
    assert runs_of(text) == runs
