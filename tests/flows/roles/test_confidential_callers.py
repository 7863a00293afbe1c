"""By plain SQL and his own role nobody learns who called in a confidential order but whom the program tells."""

from __future__ import annotations

import pytest

from app.errors import NotAllowed
from app.forms.masking import WITHHELD
from app.hotline.queue import QueueView
from db.search.words import words_of
from tests.app.contacts.at_the_door import PETITION, made_order
from tests.app.contacts.at_the_door import registered as contacted
from tests.app.hotline.order_life import did, registered, view
from tests.app.hotline.order_tables import a_row, brought_in, order_of
from tests.flows.roles.test_what_sql_refuses import is_refused

CALLER, TELEPHONE, ADDRESS, GRID = "欧阳翡翠", "13911112222", "海沧大道九号", "翡翠网格"
PAIR = ord("翡") << 21 | ord("翠")
CONFIDENTIAL = "诉求人信息保密"
NAMED = {"caller": CALLER, "telephone": TELEPHONE, "address": ADDRESS}
SIGNED = (
    "UPDATE orders SET state = '办理中', signed_at = rules.moment(), handler_id = {me}, handler_name = '{name}'"
    " WHERE id = {order}"
)
READ = "SELECT name FROM order_callers WHERE order_id = {order}"
ROW = {"诉求人": CALLER, "联系电话": TELEPHONE, "联系地址": ADDRESS, "网格": GRID}


@pytest.fixture(scope="module")
def orders(office):
    """Return confidential orders of every origin, all dispatched, by what they are."""
    typed = registered(office, number="S-1", secrecy=CONFIDENTIAL, **NAMED)
    whole = registered(office, number="S-2", secrecy="效能投诉保密", **NAMED)
    brought_in(office, a_row("S-3", 是否保密="是", **ROW), a_row("S-4", 诉求人="甲某", 网格="一"))
    brought_in(office, a_row("S-4", **ROW))
    later = order_of(office, "S-4")
    did(office, later, "change", type="投诉", secrecy=CONFIDENTIAL)
    made = {"typed": typed, "whole": whole, "table": order_of(office, "S-3"), "later": later}
    return {name: did(office, order, "dispatch") for name, order in made.items()}


def told(seen, login):
    """Return the tables of which somebody reads what tells of the caller."""
    tables = seen(login, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    said = " OR ".join(f"t::text LIKE '%%{each}%%'" for each in (CALLER, TELEPHONE, ADDRESS, "翡翠", "oyfc"))
    found = {table for table in tables if seen(login, f"SELECT 1 FROM {table} t WHERE {said} LIMIT 1")}
    for table in ("search_pairs", "rules.filed"):
        if seen(login, f"SELECT 1 FROM {table} WHERE pair IN ({PAIR}, {-1 - 2222})"):
            found.add(table)
    return found


@pytest.mark.parametrize("login", ["linxiaoyan", "wuzhihong", "xujianguo", "zhengmeiling", "yangzhenhua"])
def test_no_table_tells_anybody_else_who_called(office, orders, seen, login):
    assert told(seen, login) == set()


@pytest.mark.parametrize("login", ["suhaiyun", "luguoqiang"])
def test_named_roles_read_them_apart_from_the_orders(office, orders, seen, login):
    assert told(seen, login) == {"order_callers", "order_changes", "search_pairs", "search_texts"}
    assert seen(login, READ.format(order=orders["later"].id)) == [CALLER]


def test_the_program_tells_each_what_it_told_him_before(office, orders):
    for who, name in (("suhaiyun", CALLER), ("luguoqiang", CALLER), ("xujianguo", None)):
        for each in orders.values():
            actor = office.actor(who)
            if name is None:
                with pytest.raises(NotAllowed, match="保密"):
                    office.desk.orders.uncover(actor, each.id)
                assert view(office, each, who).order.caller.name == WITHHELD
            else:
                assert office.desk.orders.uncover(actor, each.id).order.caller.name == name
    known = office.desk.orders.uncover(office.actor("suhaiyun"), orders["later"].id)
    assert TELEPHONE in str(known.records)
    assert known.order.extra["网格"] == GRID
    assert TELEPHONE not in str(view(office, orders["later"], "xujianguo").records)


@pytest.mark.parametrize("words", ["翡翠", "欧阳翡翠", "翡", "2222", "oyfc", "翡翠 S-3"])
def test_the_search_finds_a_confidential_caller_for_who_may_know_him(office, orders, words):
    desk = office.desk.orders
    found = {"S-3"} if " " in words else {"S-1", "S-2", "S-3", "S-4"}
    for who, numbers in (("suhaiyun", found), ("luguoqiang", found), ("xujianguo", set())):
        actor = office.actor(who)
        query = desk.query(actor, QueueView.ALL, words)
        assert {each.order.number for each in desk.find(actor, query)} == numbers, who
        assert desk.count(actor, query) == len(numbers)


def test_nobody_makes_himself_one_who_may_know(office, orders, tried, seen):
    order = orders["typed"].id
    for login in ("linxiaoyan", "wuzhihong", "xujianguo"):
        me = office.actor(login)
        here = {"me": me.id, "name": me.name, "order": order}
        assert is_refused(tried(login, SIGNED.format(**here))), login
        opened = f"UPDATE orders SET secrecy = '不保密' WHERE id = {order}"
        assert is_refused(tried(login, opened))
        ours = f"UPDATE orders SET lead_id = {office.actor('huangyating').division} WHERE id = {order}"
        assert is_refused(tried(login, ours))
        assert tried(login, f"UPDATE order_callers SET order_id = 0 WHERE order_id = {order}") == 0
        assert tried(login, f"DELETE FROM order_callers WHERE order_id = {order}") == 0


def test_nobody_looks_and_takes_it_back(office, orders, sql):
    here = {"me": office.actor("wuzhihong").id, "name": "吴志宏", "order": orders["typed"].id}
    with sql("wuzhihong") as connection:
        for savepoint in (False, True):
            if savepoint:
                connection.execute("SAVEPOINT before")
            connection.execute(SIGNED.format(**here))
            assert connection.execute(READ.format(**here)).fetchall() == []
            connection.execute("ROLLBACK TO before" if savepoint else "SELECT 1")
        connection.rollback()


def test_nobody_learns_of_a_caller_by_what_is_filed_already(office, orders, tried):
    pair = f"INSERT INTO search_pairs (kind, pair, id) VALUES (8, {PAIR}, {orders['typed'].id})"
    assert tried("wuzhihong", pair).startswith("42501")
    lot = f"INSERT INTO search_lots (kind, pair, first, many, places) VALUES (5, {PAIR}, {{}}, 1, ',0,')"
    for kind in range(1, 9):
        theirs = f"INSERT INTO search_pairs (kind, pair, id) VALUES ({kind}, {PAIR}, 1)"
        assert tried("huangyating", theirs).startswith("42501"), kind
        filed = f"SELECT rules.file_pairs({kind}, ARRAY[{PAIR}]::bigint[], 1)"
        assert tried("huangyating", filed).startswith("EW001"), kind
    for order in orders.values():
        words = f"INSERT INTO search_texts (kind, id, words) VALUES (5, {order.id}, 'x')"
        assert tried("huangyating", words).startswith("42501")
        assert tried("huangyating", lot.format(order.id)).startswith("42501")
    again = f"INSERT INTO order_callers (order_id, anonymous) VALUES ({orders['typed'].id}, false)"
    assert tried("wuzhihong", again).startswith("42501")


def another(office, number):
    """Return another confidential order, from a table, dispatched."""
    row = a_row(number, 诉求人="司徒玛瑙", 联系电话="13733334444", 网格="玛瑙网格", 是否保密="是")
    brought_in(office, row)
    return did(office, order_of(office, number), "dispatch")


def test_a_confidential_order_is_worked_by_who_knows_and_by_who_does_not(office, seen):
    order = did(office, another(office, "T-1"), "sign")
    assert seen("wuzhihong", READ.format(order=order.id)) == ["司徒玛瑙"]
    assert office.desk.orders.uncover(office.actor("wuzhihong"), order.id).order.caller.name == "司徒玛瑙"
    for act in ("call", "reply", "approve", "call_back"):
        order = did(office, order, act)
    assert seen("xujianguo", READ.format(order=order.id)) == []
    kept = office.desk.orders.uncover(office.actor("suhaiyun"), order.id).order
    assert (kept.caller.name, kept.caller.telephone, kept.extra["网格"]) == (
        "司徒玛瑙",
        "13733334444",
        "玛瑙网格",
    )


@pytest.mark.parametrize("word", ["司徒玛瑙", "瑙", "stmn", "4444", "01373333-4444"])
def test_a_word_of_his_tells_a_caller_to_who_may_know_him(office, seen, word):
    order = did(office, another(office, f"T-3-{word}"), "sign")
    (sought,) = words_of(word)
    lows, highs = map(list, zip(*sought.keys(), strict=True))
    told = "SELECT * FROM rules.known_callers(%s, %s, %s, %s, %s)"
    asked = (lows, highs, sought.text, sought.latin, sought.tail)
    if word.startswith("0"):  # another number that ends alike
        assert seen("suhaiyun", told, *asked) == seen("wuzhihong", told, *asked) == []
        return
    assert order.id in seen("suhaiyun", told, *asked)
    assert order.id in seen("luguoqiang", told, *asked)
    assert order.id in seen("wuzhihong", told, *asked)
    for login in ("linxiaoyan", "xujianguo", "zhengmeiling", "yangzhenhua", "jianglihua", "guanliyuan"):
        assert seen(login, told, *asked) == []
    assert seen("suhaiyun", told, lows, highs, "无此词语", False, "") == []


def test_who_hands_an_order_on_knows_its_caller_no_more(office, seen):
    order = did(office, another(office, "T-2"), "sign")
    assert seen("wuzhihong", READ.format(order=order.id)) == ["司徒玛瑙"]
    did(office, order, "return")
    did(office, order, "redispatch")
    assert seen("wuzhihong", READ.format(order=order.id)) == []


@pytest.mark.parametrize("secrecy", [CONFIDENTIAL, "效能投诉保密"])
def test_a_window_makes_a_confidential_order_of_a_first_contact(office, seen, secrecy):
    contact = contacted(office, outcome=PETITION, contact_kind="投诉", content="示例路工地夜间施工")
    order = made_order(office, contact, secrecy=secrecy)
    assert seen("linxiaoyan", READ.format(order=order.id)) == []
    assert office.desk.orders.uncover(office.actor("suhaiyun"), order.id).order.caller.name == contact.visitor
