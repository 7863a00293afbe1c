from __future__ import annotations

from dataclasses import replace

import pytest

from app.contacts.commands import ContactClosed, LeaderFirst
from app.contacts.life import MAKE_ORDER
from app.contacts.models import ContactQuery, ContactState
from app.errors import BadInput, Conflict, NotAllowed
from app.forms.masking import WITHHELD
from app.hotline.commands import DoOrder, OrderClosed
from app.hotline.models import OrderState, OrderType, RecordKind, Secrecy
from app.hotline.queue import QueueView
from app.hotline.steps import order_subject
from app.people.staffing import ChangeStaff
from tests.app.contacts.at_the_door import (
    OTHER,
    OWN,
    PETITION,
    did,
    entries,
    made_order,
    record,
    registered,
    segment,
    signed,
    view,
)

S = ContactState
COMPLAINT = {"contact_kind": "投诉", "content": "示例路工地夜间施工，影响休息。"}


def centre(office):
    return office.actor("suhaiyun")


def complained(office, **fields):
    return registered(office, outcome=PETITION, **COMPLAINT, **fields)


def dispatched(office, order, lead="行政审批处"):
    fields = {"type": order.type.value, "lead": lead}
    office.desk.orders.do(centre(office), DoOrder(order=order.id, act="dispatch", fields=fields))


def test_one_key_makes_an_order_of_the_petition_centre_with_everything_that_was_said(office):
    contact = complained(office, address="示例区海沧大道9号", contact_channel="来电")
    order = made_order(office, contact)
    seen = office.desk.orders.uncover(centre(office), order.id).order

    assert (seen.number, seen.type, seen.state) == (contact.number, OrderType.COMPLAINT, OrderState.ARRIVED)
    assert (seen.title, seen.content) == (COMPLAINT["content"], COMPLAINT["content"])
    assert (seen.caller.name, seen.caller.telephone) == ("陈嘉禾", "13800005678")
    assert (seen.caller.address, seen.channel) == ("示例区海沧大道9号", "电话")
    assert seen.division == centre(office).division
    assert seen.called_at == contact.registered_at.replace(second=0, microsecond=0)
    query = office.desk.orders.query(centre(office), QueueView.ARRIVED)
    assert [row.order.id for row in office.desk.orders.find(centre(office), query)] == [order.id]


def test_an_order_and_its_first_contact_lead_to_each_other(office):
    contact = complained(office)
    before = entries(office)
    order = made_order(office, contact)
    shown = view(office, contact).contact

    assert (shown.state, shown.order, shown.order_number) == (S.LED, order.id, order.number)
    assert entries(office) == before + 2, "one for the order, one for the contact"
    (linked,) = office.desk.contacts.of_order(centre(office), order.id)
    assert (linked.number, linked.visitor) == (contact.number, "陈**")
    assert office.desk.contacts.get(centre(office), contact.id).order.number == order.number
    (row,) = office.desk.contacts.find(centre(office), ContactQuery())
    assert row.contact.number == contact.number
    assert view(office, contact).order is None, "a clerk may not see what the centre has not dispatched to him"
    (arrival,) = office.desk.orders.get(centre(office), order.id).records
    assert (arrival.kind, arrival.fields) == (RecordKind.ARRIVAL, {"origin": f"首问登记{contact.number}"})
    assert office.desk.contacts.find(office.clerk, ContactQuery(words=order.number))


@pytest.mark.parametrize("outcome", [OTHER, OWN])
def test_an_open_contact_ends_with_its_order(office, outcome):
    contact = registered(office, outcome=outcome)
    order = made_order(office, contact)

    assert view(office, contact).contact.state is S.IN_ORDER
    assert segment(office, contact) is None
    assert order.type is OrderType.HELP
    with office.store.read() as unit:
        held = unit.custody.open_of(order_subject(order.id)).holding
    assert held.why == f"首问登记{contact.number}转来"
    with pytest.raises(ContactClosed):
        made_order(office, contact)


def test_what_the_form_begins_with_can_be_changed(office):
    contact = registered(office, outcome=OWN, answer="已说明")
    given = {"number": "XM2026110300009", "type": "建议", "title": "建议延长窗口时间"}
    order = made_order(office, contact, secrecy="诉求人信息保密", **given)

    assert {"number": order.number, "type": order.type.value, "title": order.title} == given
    assert order.secrecy is Secrecy.CALLER
    assert view(office, contact).contact.state is S.ANSWERED
    with pytest.raises(BadInput, match="诉求类型"):
        made_order(office, registered(office, outcome=OWN), type="别的")


def test_an_order_that_never_came_from_the_city_is_not_sent_back_to_it(office):
    own = made_order(office, complained(office))
    sent = made_order(office, complained(office), number="RX202611020999")
    assert f"由首问登记{own.number}转来，不是市热线中心派的单" in way_back(office, own)
    assert way_back(office, sent) == "", "the city has a number for it"
    back = DoOrder(order=own.id, act="send_back", fields={"opinion": "不属于本局", "basis": "三定方案"})
    with pytest.raises(OrderClosed, match="不能退回"):
        office.desk.orders.do(centre(office), back)


def way_back(office, order):
    offers = office.desk.orders.get(centre(office), order.id).offers
    return next(each.closed for each in offers if each.way.key == "send_back")


def test_a_number_that_is_taken_is_refused_and_nothing_is_kept(office):
    order = made_order(office, complained(office))
    contact = complained(office)
    before = entries(office)
    with pytest.raises(Conflict):
        made_order(office, contact, number=order.number)
    assert entries(office) == before
    assert view(office, contact).contact.order == 0


def test_a_major_matter_becomes_an_order_once_its_leader_was_asked(office):
    contact = registered(office, outcome=OWN, major=True, leader="yangzhenhua")
    with pytest.raises((ContactClosed, LeaderFirst)):
        made_order(office, contact)
    contact = did(office, contact, "opinion", "yangzhenhua")

    assert made_order(office, contact).number == contact.number


def test_only_those_who_have_it_make_an_order_of_it(office):
    contact = signed(office)
    with pytest.raises(ContactClosed, match="待联系"):
        made_order(office, contact)
    contact = did(office, contact, "called", "wuzhihong")
    with pytest.raises(NotAllowed, match="首问责任人"):
        made_order(office, contact, office.head)
    offers = {each.way.key: each.closed for each in view(office, contact, office.actor("wuzhihong")).offers}
    assert offers[MAKE_ORDER] == ""


def test_one_who_looked_at_an_older_contact_is_told(office):
    contact = registered(office, outcome=OTHER)
    did(office, contact, "keep", office.clerk)
    with pytest.raises(Conflict):
        made_order(office, contact, version=contact.version)


def test_the_record_says_which_order_was_made(office):
    contact = registered(office, outcome=OWN)
    order = made_order(office, contact)

    assert record(office, contact).fields["result"] == f"已转为12345工单{order.number}"


def test_a_confidential_caller_is_not_found_through_his_first_contact(office):
    contact = complained(office)
    order = made_order(office, contact, secrecy="诉求人信息保密")
    dispatched(office, order)
    of_order = office.desk.contacts.of_order

    assert of_order(office.head, order.id) == ()
    with pytest.raises(NotAllowed, match="保密"):
        office.desk.contacts.uncover(office.head, contact.id)
    assert len(of_order(centre(office), order.id)) == len(of_order(office.clerk, order.id)) == 1
    assert office.desk.contacts.uncover(office.clerk, contact.id).contact.visitor == "陈嘉禾"
    plain = complained(office)
    dispatched(office, made_order(office, plain))
    assert office.desk.contacts.uncover(office.head, plain.id).contact.visitor == "陈嘉禾"


def test_an_office_without_a_petition_centre_says_who_must_mend_it(office):
    found = next(each for each in office.desk.staffing.staff(office.administrator) if each.login == "suhaiyun")
    change = ChangeStaff(
        staff=found.id, version=found.version, name=found.name, division=found.division, counter="", grants=(),
        active=False,
    )  # fmt: skip
    office.desk.staffing.change(office.administrator, replace(change, grants=found.grants))
    with pytest.raises(ContactClosed, match="信访中心"):
        made_order(office, complained(office))


def test_whose_order_became_confidential_is_named_in_no_list_and_found_by_no_word(office):
    contact = complained(office, visitor_name="端木琥珀")
    order = made_order(office, contact, secrecy=Secrecy.NONE.value)
    other = office.actor("chenjiaming")

    def listed(actor, words=""):
        return [each.contact.visitor for each in office.desk.contacts.find(actor, ContactQuery(words=words))]

    assert listed(other) == listed(other, "琥珀") == ["端木**"]
    fields = {"type": "投诉", "secrecy": Secrecy.CALLER.value, "reason": "诉求人要求保密"}
    office.desk.orders.do(centre(office), DoOrder(order=order.id, act="change", fields=fields))
    for colleague in (other, office.head):
        assert listed(colleague) == [WITHHELD]
        assert listed(colleague, "琥珀") == []
        assert office.desk.contacts.count(colleague, ContactQuery(words="琥珀")) == 0
    for told in (office.clerk, centre(office)):
        assert listed(told) == listed(told, "琥珀") == ["端木**"]
