"""An older office's confidential callers are laid apart from their orders, and go back into them."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from app.forms.masking import WITHHELD
from app.hotline.models import OrderId
from app.hotline.queue import OrderQuery, QueueView
from db.engine import writing
from db.founding.upgrade import head
from db.search.words import findable
from db.store import open_store
from tests.db.filed_things import pairs_of
from tests.db.order_things import TODAY
from tests.db.things import take

KINDS = {1: "不保密", 2: "诉求人信息保密", 3: "效能投诉保密", 4: "诉求人信息保密"}
NAME, TELEPHONE, HANDLER, TITLE = "欧阳翡翠", "(0592)7654321", "吴志宏", "夜间施工"
EXTRA = '{"网格":"甲"}'
TEXTS = [TITLE, "示例路工地"]
ORDER = text(
    "INSERT INTO orders (id, order_number, order_type, state, title, content, division_id, arrived_at, caller,"
    " telephone, certificate, address, anonymous, secrecy, urgent, handler_name, limit_days, provisional,"
    " returns, reworks, supervisions, batch, extra, version) VALUES (:id, :number, '咨询', '待分派', :title,"
    " '示例路工地', 1, '2026-11-02 01:00:00.000000', :caller, :telephone, '', '海沧大道', false, :secrecy,"
    " false, :handler, 0, false, 0, 0, 0, 0, :extra, 1)"
)
RECORD = text(
    "INSERT INTO order_records (id, order_id, kind, recorded_at, staff_id, staff_name, fields) VALUES"
    " (5, 1, '更正', '2026-11-02 02:00:00.000000', 1, '林', :fields)"
)
ADD_TEXT = text(
    "INSERT INTO search_texts (kind, id, words, tails, initials) VALUES (:kind, :id, :words, :tails, :initials)"
)
CHANGES = [
    {"field": "诉求人", "before": "甲", "after": NAME},
    {"field": "标题", "before": "旧", "after": TITLE},
    {"field": "网格", "before": "", "after": "甲"},
]


def old_text(key, kind):
    """Return what an order was found by: all of it, and of a confidential one what anybody might know."""
    if kind == 6:
        whole = KINDS[key] == "效能投诉保密"
        return findable(texts=[f"R{key}"] if whole else [f"R{key}", *TEXTS], names=[] if whole else [HANDLER])
    return findable(texts=[f"R{key}", *TEXTS], names=[NAME, HANDLER], telephones=[TELEPHONE])


def file(connection, kind, key):
    found = old_text(key, kind)
    row = {"kind": kind, "id": key, "words": found.words, "tails": found.tails, "initials": found.initials}
    connection.execute(ADD_TEXT, row)
    return found.pairs() if kind == 5 else set()


@pytest.fixture
def older(bare):
    """An office of the form before, with confidential orders that came alone, and two that came together."""
    take(bare, "0024")
    with writing(bare) as connection:
        connection.exec_driver_sql(
            "INSERT INTO divisions (id, code, name, kind, active) VALUES (1, 'X', '信访', 'office', true)"
        )
        connection.exec_driver_sql(
            "INSERT INTO staff (id, login, name, division_id, failures, active, version)"
            " VALUES (1, 'lin', '林', 1, 0, true, 1)"
        )
        for key, secrecy in KINDS.items():
            row = {"id": key, "number": f"R{key}", "title": TITLE, "caller": NAME, "telephone": TELEPHONE}
            connection.execute(ORDER, {**row, "secrecy": secrecy, "handler": HANDLER, "extra": EXTRA})
            pairs = file(connection, 5, key)
            if secrecy != "不保密":
                file(connection, 6, key)
            for pair in pairs if key < 3 else ():
                connection.exec_driver_sql(f"INSERT INTO search_pairs VALUES (5, {pair}, {key})")
            for pair in pairs if key == 3 else ():
                both = pair in old_text(4, 5).pairs()
                places, many = (",0,1,", 2) if both else (",0,", 1)
                connection.exec_driver_sql(f"INSERT INTO search_lots VALUES (5, {pair}, 3, {many}, '{places}')")
            for pair in pairs - old_text(3, 5).pairs() if key == 4 else ():
                connection.exec_driver_sql(f"INSERT INTO search_lots VALUES (5, {pair}, 3, 1, ',1,')")
        connection.execute(RECORD, {"fields": json.dumps({"file": "a", "changes": CHANGES})})
    return bare


def contents_of(engine):
    """Everything that is kept of the orders, as it reads."""
    with engine.connect() as connection:
        orders = connection.exec_driver_sql("SELECT * FROM orders ORDER BY id").mappings().all()
        texts = connection.exec_driver_sql("SELECT * FROM search_texts ORDER BY kind, id").mappings().all()
        (fields,) = connection.exec_driver_sql("SELECT fields FROM order_records").scalars()
        return [dict(each) for each in (*orders, *texts)], pairs_of(connection), json.loads(fields)


def test_confidential_callers_are_laid_apart_and_go_back(older):
    before = contents_of(older)
    take(older, head())
    with older.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, caller, telephone, address, extra FROM orders").all()
        kept = connection.exec_driver_sql("SELECT order_id, name, telephone, address FROM order_callers").all()
        filed = connection.exec_driver_sql("SELECT id, pair FROM search_pairs WHERE kind = 8").all()
        alone = pairs_of(connection)
        (fields,) = connection.exec_driver_sql("SELECT fields FROM order_records").scalars()
    caller = findable(texts=(), names=[NAME], telephones=[TELEPHONE])
    open_part = findable(texts=[f"R{2}", *TEXTS], names=[HANDLER])

    assert [tuple(row) for row in rows if row.id == 1] == [(1, NAME, TELEPHONE, "海沧大道", EXTRA)]
    assert all(tuple(row)[1:] == ("", "", "", None) for row in rows if row.id > 1)
    assert sorted(map(tuple, kept)) == [(key, NAME, TELEPHONE, "海沧大道") for key in (2, 3, 4)]
    assert {pair for key, pair in filed if key == 2} == caller.pairs()
    assert {pair for pair, key in alone if key == 2} == open_part.pairs()
    assert {key for pair, key in alone if pair in caller.pairs() - open_part.pairs()} == {1}
    assert [each["after"] for each in json.loads(fields)["changes"]] == [WITHHELD, TITLE, WITHHELD]

    take(older, "0024")
    rows, pairs, fields = contents_of(older)
    assert rows[:4] == before[0][:4]
    assert (pairs, fields) == before[1:]


def test_what_was_laid_apart_is_read_found_and_saved_as_before(bare_url, older):
    take(older, head())
    older.dispose()
    store = open_store(bare_url)
    with store.begin() as unit:
        order = unit.orders.get(OrderId(2))
        unit.orders.save(order)
        (record,) = unit.course.records(OrderId(1))
        named = OrderQuery(view=QueueView.ALL, staff=1, today=TODAY, divisions=None, secret=True, words="翡翠")
        found = [each.id for each in unit.orders.find(named, offset=0, limit=9)]
        of_telephone = [each.id for each in unit.orders.of_telephone(TELEPHONE)]
        unit.orders.save(unit.orders.get(OrderId(3)))
    store.close()

    assert (order.caller.name, order.caller.address, order.extra) == (NAME, "海沧大道", {"网格": "甲"})
    assert record.fields["changes"] == CHANGES
    assert sorted(found) == [1, 2, 3, 4]
    assert of_telephone == [4, 3, 2, 1]


VISIT = (
    "INSERT INTO contacts (id, contact_number, division_id, first_id, registered_at, channel, kind, visitor,"
    " materials, outcome, state, major, order_id, version) VALUES (7, 'S7', 1, 1, '2026-11-02 01:00:00.000000',"
    f" '来访', '投诉', '{NAME}', '[]', '投诉举报引导信访接待', '已转为工单', false, {{order}}, 1)"
)
HELD = (
    "INSERT INTO segments (subject, division_id, party, provisional, unit_count, since_at, outer_count,"
    f" reassigned) VALUES ('contact:7', 1, '{NAME}', false, 0, '2026-11-02 01:00:00.000000', 0, false)"
)


@pytest.mark.parametrize(("order", "party"), [(1, NAME), (2, WITHHELD)])
def test_lists_of_work_name_no_visitor_of_a_confidential_order(older, order, party):
    take(older, "0027")
    with writing(older) as connection:
        connection.exec_driver_sql(VISIT.format(order=order))
        connection.exec_driver_sql(HELD)

    for revision, named in ((head(), party), ("0027", NAME)):
        take(older, revision)
        with older.connect() as connection:
            assert connection.exec_driver_sql("SELECT party FROM segments").scalars().all() == [named]


def test_an_older_efficiency_complaint_is_found_by_its_handler(older):
    take(older, head())
    found = findable(texts=[f"R{3}", *TEXTS], names=[HANDLER])
    with older.connect() as connection:
        filed = pairs_of(connection)
        (said,) = connection.exec_driver_sql(
            "SELECT initials FROM search_texts WHERE kind = 5 AND id = 3"
        ).scalars()

    assert said == found.initials
    assert {pair for pair, key in filed if key == 3} == found.pairs()
