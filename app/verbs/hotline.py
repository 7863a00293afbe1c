"""``hotline``: register a work order, list, show, and take any way of its life."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from app.clock import local
from app.hotline.commands import DoOrder, RegisterOrder
from app.hotline.models import Record, WorkOrder
from app.hotline.queue import QueueView
from app.hotline.showing import OrderView
from app.verbs.terminal import Terminal, read_fields

PAGE = 500


def register(terminal: Terminal, options: Namespace) -> None:
    """Register a work order from a file of its fields."""
    made = terminal.desk.orders.register(terminal.actor, RegisterOrder(fields=read_fields(options.fields)))
    terminal.answer(_row(made), f"已登记工单{made.number}，现为“{made.state.value}”。")


def listed(terminal: Terminal, options: Namespace) -> None:
    """List a view of the queue, one order a line, callers masked."""
    desk, actor = terminal.desk.orders, terminal.actor
    query = desk.query(actor, QueueView[options.view.upper()], options.words)
    found, offset = desk.find(actor, query, limit=PAGE), 0
    while found:
        for each in found:
            part = each.part.holding.due if each.part else None
            told = f"　协办，{part}前反馈" if part else ""
            terminal.answer(
                {**_row(each.order), "part_due": part and part.isoformat()}, _line(each.order) + told
            )
        offset += len(found)
        found = desk.find(actor, query, offset=offset, limit=PAGE)
    if not offset and not terminal.as_json:
        terminal.write("没有工单。")


def show(terminal: Terminal, options: Namespace) -> None:
    """Show an order, its course, and what may be done with it."""
    view = terminal.desk.orders.by_number(terminal.actor, options.number)
    terminal.answer(_whole(view), "\n".join(_lines(view)))


def do(terminal: Terminal, options: Namespace) -> None:
    """Take a way of an order's life, with its fields from a file."""
    order = terminal.desk.orders.by_number(terminal.actor, options.number).order
    fields = read_fields(options.fields) if options.fields else {}
    command = DoOrder(order=order.id, act=options.action, fields=fields, version=order.version)
    done = terminal.desk.orders.do(terminal.actor, command)
    terminal.answer(_row(done), f"已办理：工单{done.number}现为“{done.state.value}”。")


def _row(order: WorkOrder) -> dict[str, object]:
    return {
        "number": order.number,
        "type": order.type.value,
        "state": order.state.value,
        "title": order.title,
        "division": order.lead_name or None,
        "handler": order.handler_name or None,
        "dispatched": _moment(order.dispatched_at),
        "due": order.due.isoformat() if order.due else None,
        "completed": _moment(order.completed_at),
        "returns": order.returns,
        "reworks": order.reworks,
        "supervisions": order.supervisions,
        "version": order.version,
    }


def _whole(view: OrderView) -> dict[str, object]:
    order = view.order
    return {
        **_row(order),
        "caller": order.caller.name,
        "telephone": order.caller.telephone,
        "place": order.place,
        "content": order.content,
        "holder": view.segment and (view.segment.staff_name or view.segment.division_name),
        "reply": order.reply.content,
        "shares": [
            {
                "division": each.division_name,
                "task": each.task,
                "due": each.due.isoformat(),
                "reply": each.reply,
            }
            for each in view.shares
        ],
        "records": [
            {"kind": each.kind.value, "at": _moment(each.at), "by": each.staff_name, **dict(each.fields)}
            for each in view.records
        ],
        "ways": [{"key": each.way.key, "title": each.way.title, "closed": each.closed} for each in view.offers],
    }


def _line(order: WorkOrder) -> str:
    parts = (order.number, order.type.value, order.state.value, order.lead_name or "未分派", order.title)
    return "　".join(parts) + (f"　限{order.due}" if order.due else "")


def _lines(view: OrderView) -> list[str]:
    order = view.order
    lines = [_line(order), f"{order.caller.name}　{order.caller.telephone}　{order.place}", order.content]
    lines += [_course_line(each) for each in view.records]
    return lines + [f"　{each.way.key}　{each.way.title}" for each in view.offers if not each.closed]


def _course_line(record: Record) -> str:
    return f"{_moment(record.at)}　{record.title}　{record.division_name}　{record.staff_name}"


def _moment(at: datetime | None) -> str | None:
    return local(at).strftime("%Y-%m-%dT%H:%M") if at else None
