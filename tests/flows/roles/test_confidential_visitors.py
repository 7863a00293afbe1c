"""Whose first contact or open order became a confidential work order is told by no table to anybody else."""

from __future__ import annotations

import pytest

from app.contacts.commands import IssueRecord
from app.contacts.models import ContactQuery
from app.errors import NotAllowed
from app.forms.masking import WITHHELD
from tests.app.contacts.at_the_door import PETITION, made_order
from tests.app.contacts.at_the_door import registered as contacted
from tests.app.hotline.order_life import ARRIVED, did, registered
from tests.app.hotline.order_papers import paper

CONFIDENTIAL = "诉求人信息保密"
VISITOR, TELEPHONE, PLACE = "端木琥珀", "13922223333", "琥珀路一号"
CALLER = {"caller": "轩辕玛瑙", "telephone": "13944445555", "address": "玛瑙路一号"}
MINE = ("linxiaoyan", "suhaiyun", "luguoqiang")


@pytest.fixture(scope="module")
def contact(office):
    """Return a contact of a clerk whose record was printed, and which became a confidential order later."""
    given = {"visitor_name": VISITOR, "telephone": TELEPHONE, "address": PLACE}
    made = contacted(office, outcome=PETITION, contact_kind="投诉", content="示例路夜间施工", **given)
    order = made_order(office, made, secrecy="不保密")
    office.desk.contacts.issue(office.clerk, IssueRecord(contact=made.id))
    did(office, order, "change", type="投诉", secrecy=CONFIDENTIAL)
    return made


def became(office, number):
    """Return an order of which a paper was issued while it was open."""
    caller = CALLER if number == "V-1" else {}
    made = did(office, registered(office, number=number, **caller), "dispatch")
    paper(office, "suhaiyun", made, "work_order")
    return did(office, made, "change", type="投诉", secrecy=CONFIDENTIAL)


@pytest.fixture(scope="module")
def order(office):
    """Return such an order that nobody signed for."""
    return became(office, "V-1")


def told(seen, login, *said):
    """Return the tables of which somebody reads one of the words."""
    tables = seen(login, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    match = " OR ".join(f"t::text LIKE '%%{each}%%'" for each in said)
    found = {
        table for table in (*tables, "rules.contacts") if seen(login, f"SELECT 1 FROM {table} t WHERE {match}")
    }
    pair = ord(said[0][-2]) << 21 | ord(said[0][-1])
    return found | {"search_pairs" for _ in seen(login, f"SELECT 1 FROM search_pairs WHERE pair = {pair}")}


@pytest.mark.parametrize("login", ["chenjiaming", "wuzhihong", "xujianguo", "yangzhenhua", "jianglihua"])
def test_no_table_tells_a_colleague_who_came(office, contact, seen, login):
    assert told(seen, login, VISITOR, TELEPHONE, PLACE, "dmhp") == set()


@pytest.mark.parametrize("login", MINE)
def test_who_stood_at_the_door_and_who_may_know_callers_read_it(office, contact, seen, login):
    assert "contacts" in told(seen, login, VISITOR, TELEPHONE)


def test_lists_and_views_show_the_contact_and_not_who_came(office, contact):
    desk = office.desk.contacts
    for who in ("chenjiaming", "xujianguo"):
        actor = office.actor(who)
        (row,) = (each for each in desk.find(actor, ContactQuery()) if each.contact.id == contact.id)
        shown = desk.get(actor, contact.id)
        assert {row.contact.visitor, shown.contact.visitor} == {WITHHELD}
        assert (shown.contact.telephone, shown.record) == ("", None)
        with pytest.raises(NotAllowed, match="保密"):
            desk.uncover(actor, contact.id)
        assert desk.count(actor, ContactQuery(words="琥珀")) == 0
    assert desk.get(office.clerk, contact.id).contact.visitor == VISITOR
    assert desk.uncover(office.actor("luguoqiang"), contact.id).contact.visitor == VISITOR


@pytest.mark.parametrize("login", ["linxiaoyan", "wuzhihong", "xujianguo", "yangzhenhua", "jianglihua"])
def test_a_paper_of_an_order_that_became_confidential_is_read_by_who_may_know_its_caller(
    office, order, seen, login
):
    assert told(seen, login, CALLER["caller"], CALLER["telephone"]) == set()


def test_the_program_shows_such_a_paper_to_nobody_else(office):
    order, papers = became(office, "V-2"), office.desk.hotline.papers
    (kept,) = papers.of_order(office.actor("suhaiyun"), order.id)
    assert kept.fields["caller"] == ARRIVED["caller"]
    assert papers.of_order(office.actor("xujianguo"), order.id) == ()
    did(office, order, "sign")
    assert papers.of_order(office.actor("wuzhihong"), order.id) == (kept,)
