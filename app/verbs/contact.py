"""``contact``: register a visitor or caller, list, show, sign for, call, answer, turn into a case, print."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from app.cases.commands import OpenCase
from app.clock import office_date
from app.contacts.commands import DoContact, IssueRecord, MakeCase, MakeOrder, RegisterContact
from app.contacts.models import ContactQuery, FirstContact, Outcome
from app.contacts.party import party_of
from app.contacts.showing import ContactRow, ContactView
from app.verbs.case import one_matter
from app.verbs.document import written
from app.verbs.terminal import Terminal, read_fields

MOST = 200


def register(terminal: Terminal, options: Namespace) -> None:
    """Register a visitor or caller with the outcome that is said; without one he is to be handed over today."""
    fields = {
        "visitor_name": options.visitor,
        "telephone": options.telephone,
        "contact_kind": options.kind,
        "contact_channel": options.channel,
        "content": options.content,
        "outcome": _outcome(options).value,
        "responsible": options.to,
        "outside_organ": options.outside,
        "guidance": options.guidance,
        "answer": options.answer,
        "promised_on": options.by,
        "major": bool(options.major),
        "leader": options.major,
    }
    made = terminal.desk.contacts.register(terminal.actor, RegisterContact(fields=fields))
    _tell(terminal, made, "已登记")


def _outcome(options: Namespace) -> Outcome:
    if options.own:
        return Outcome.OWN
    if options.petition:
        return Outcome.PETITION
    return Outcome.OUTSIDE if options.outside else Outcome.OTHER_POST


def listed(terminal: Terminal, options: Namespace) -> None:
    """List the newest first contacts that fit, visitors masked."""
    actor = terminal.actor
    query = ContactQuery(
        words=options.words,
        concerns=actor.holder if options.mine else None,
        late_on=office_date(terminal.clock()) if options.late else None,
    )
    found = terminal.desk.contacts.find(actor, query, limit=MOST)
    terminal.answer([_row(each) for each in found], "\n".join(map(_line, found)))


def show(terminal: Terminal, options: Namespace) -> None:
    """Show one, who has it until when, and what may be done with it."""
    view = _view(terminal, options)
    contact, segment = view.contact, view.segment
    answer = {
        **_row(ContactRow(contact=contact, segment=segment)),
        "telephone": contact.telephone,
        "content": contact.content,
        "first": contact.first_name,
        "responsible": contact.responsible_name,
        "answer": contact.answer,
        "leader_opinion": contact.leader_opinion,
        "record": str(view.record.number) if view.record else None,
        "ways": [{"key": each.way.key, "title": each.way.title, "closed": each.closed} for each in view.offers],
    }
    terminal.answer(answer, "\n".join(_lines(view)))


def take(terminal: Terminal, options: Namespace) -> None:
    """Sign for what was handed over."""
    _do(terminal, options, "take", {})


def called(terminal: Terminal, options: Namespace) -> None:
    """Say that the visitor was called, with the answer or the day it is promised for."""
    fields = {"call_words": options.words, "answer": options.answer, "promised_on": options.by}
    _do(terminal, options, "called", fields)


def answer(terminal: Terminal, options: Namespace) -> None:
    """Answer the visitor."""
    _do(terminal, options, "answer", {"answer": options.text, "result": options.result})


def do(terminal: Terminal, options: Namespace) -> None:
    """Take any other way, with its fields from a file."""
    _do(terminal, options, options.action, read_fields(options.fields) if options.fields else {})


def case(terminal: Terminal, options: Namespace) -> None:
    """Turn the record into a case."""
    view = _view(terminal, options)
    matter = one_matter(terminal.desk.catalogue.find(terminal.actor, options.matter), options.matter)
    opening = OpenCase(matter=matter.id, applicant=party_of(view.contact), application=options.received)
    command = MakeCase(contact=view.contact.id, opening=opening, version=view.contact.version)
    made = terminal.desk.contacts.make_case(terminal.actor, command)
    told = {"contact": view.contact.number, "case": made.number, "state": made.state.value}
    terminal.answer(told, f"首问登记{view.contact.number}已转为办件{made.number}。")


def order(terminal: Terminal, options: Namespace) -> None:
    """Turn the record into a 12345 work order."""
    view = _view(terminal, options)
    fields = read_fields(options.fields) if options.fields else {}
    command = MakeOrder(contact=view.contact.id, fields=fields, version=view.contact.version)
    made = terminal.desk.contacts.make_order(terminal.actor, command)
    told = {"contact": view.contact.number, "order": made.number, "state": made.state.value}
    text = f"首问登记{view.contact.number}已转为12345工单{made.number}，由{made.division_name}分派。"
    terminal.answer(told, text)


def record(terminal: Terminal, options: Namespace) -> None:
    """Issue the first contact record and write it as PDF and DOCX."""
    view = _view(terminal, options)
    paper = terminal.desk.contacts.issue(terminal.actor, IssueRecord(contact=view.contact.id))
    told = written(paper, Path(options.out))
    terminal.answer(told, f"已出具《{paper.title}》{paper.number}，存在{options.out}。")


def _do(terminal: Terminal, options: Namespace, act: str, fields: Mapping[str, object]) -> None:
    contact = _view(terminal, options).contact
    command = DoContact(contact=contact.id, act=act, fields=fields, version=contact.version)
    _tell(terminal, terminal.desk.contacts.do(terminal.actor, command), "已办理")


def _view(terminal: Terminal, options: Namespace) -> ContactView:
    return terminal.desk.contacts.by_number(terminal.actor, options.number)


def _row(row: ContactRow) -> dict[str, object]:
    contact, segment = row.contact, row.segment
    due = segment.holding.due if segment else None
    return {
        "number": contact.number,
        "state": contact.state.value,
        "visitor": contact.visitor,
        "kind": contact.kind.value,
        "outcome": contact.outcome.value,
        "holder": segment.staff_name if segment else None,
        "due": due.isoformat() if due else None,
        "case": contact.case_number or None,
        "order": contact.order_number or None,
        "version": contact.version,
    }


def _line(row: ContactRow) -> str:
    contact, segment = row.contact, row.segment
    parts = (contact.number, contact.state.value, contact.visitor, contact.kind.value, contact.outcome.value)
    held = f"　现由{segment.staff_name}，限{segment.holding.due}" if segment else ""
    return "　".join(parts) + held


def _lines(view: ContactView) -> list[str]:
    contact = view.contact
    lines = [_line(ContactRow(contact=contact, segment=view.segment)), contact.content]
    lines.append(f"首问：{contact.first_name}　承办：{contact.responsible_name or '未移交'}")
    lines += [f"　{each.way.key}　{each.way.title}" for each in view.offers if not each.closed]
    return lines


def _tell(terminal: Terminal, contact: FirstContact, done: str) -> None:
    answer = {"number": contact.number, "state": contact.state.value, "version": contact.version}
    terminal.answer(answer, f"{done}：首问登记{contact.number}现为“{contact.state.value}”。")
