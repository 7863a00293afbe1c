from __future__ import annotations

from app.cases.commands import OpenCase
from app.cases.models import Party
from app.contacts.commands import DoContact, IssueRecord, MakeCase, MakeOrder, RegisterContact
from app.contacts.steps import contact_subject

VISITOR = {
    "visitor_name": "陈嘉禾",
    "telephone": "13800005678",
    "contact_kind": "办事",
    "contact_channel": "来人",
    "content": "询问自有宅基地旁临时用地如何办理。",
}
OWN, OTHER, OUTSIDE, PETITION = "本人职责", "本局其他岗位", "不属于本局", "投诉举报引导信访接待"
GIVEN = {
    "hand": {"responsible": "zhengmeiling", "reason": "对口业务"},
    "give_back": {"reason": "不属于本岗位"},
    "report": {"leader": "yangzhenhua", "reason": "涉及多个片区"},
    "opinion": {"leader_opinion": "请会同用地处当日答复"},
    "answer": {"answer": "已说明办理条件和材料"},
    "guide": {"outside_organ": "示例市住建局"},
}


def registered(office, who=None, outcome=OTHER, **fields):
    given = {**VISITOR, "outcome": outcome, **fields}
    return office.desk.contacts.register(who or office.clerk, RegisterContact(fields=given))


def handed(office, to="wuzhihong", **fields):
    return registered(office, responsible=to, **fields)


def did(office, contact, act, who, version=0, **fields):
    given = {**GIVEN.get(act, {}), **fields}
    command = DoContact(contact=contact.id, act=act, fields=given, version=version)
    return office.desk.contacts.do(office.actor(who) if isinstance(who, str) else who, command)


def signed(office, **fields):
    return did(office, handed(office, **fields), "take", "wuzhihong")


def called(office, **fields):
    contact = signed(office, **fields)
    return did(office, contact, "called", "wuzhihong")


def view(office, contact, who=None):
    return office.desk.contacts.get(who or office.clerk, contact.id)


def segment(office, contact):
    with office.store.read() as unit:
        return unit.custody.open_of(contact_subject(contact.id))


def entries(office):
    with office.store.read() as unit:
        return unit.ledger.head().count


def record(office, contact, who=None):
    return office.desk.contacts.issue(who or office.clerk, IssueRecord(contact=contact.id))


def made_case(office, contact, opening, who=None):
    return office.desk.contacts.make_case(who or office.clerk, MakeCase(contact=contact.id, opening=opening))


def made_order(office, contact, who=None, version=0, **fields):
    command = MakeOrder(contact=contact.id, fields=fields, version=version)
    return office.desk.contacts.make_order(who or office.clerk, command)


def opening(office, words="工程规划"):
    party = Party(name="陈嘉禾", telephone="13800005678")
    return OpenCase(matter=office.matter(words).id, applicant=party, application=False)
