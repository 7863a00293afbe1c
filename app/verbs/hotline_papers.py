"""``hotline``: the papers of a work order, the day's sheet of a division, the draw of call-backs."""

from __future__ import annotations

from argparse import Namespace

from app.clock import office_date
from app.errors import BadInput
from app.hotline.models import OrderId
from app.hotline.papers import PaperOffer
from app.hotline.papers_kinds import MakeDaySheet, MakePaper, kind_of
from app.hotline.sampling import Lot
from app.verbs.document import ready_folder, written
from app.verbs.post import division_named
from app.verbs.terminal import Terminal, day_of, read_fields


def paper(terminal: Terminal, options: Namespace) -> None:
    """Issue a paper of an order and write its PDF and DOCX."""
    kind_of(options.type)
    fields, folder = read_fields(options.fields) if options.fields else {}, ready_folder(options.out)
    desk, actor = terminal.desk, terminal.actor
    order = desk.orders.by_number(actor, options.number).order
    part = _part(terminal, order.id, options)
    command = MakePaper(order=order.id, type_key=options.type, part=part, fields=fields)
    made = desk.hotline.papers.issue(actor, command)
    terminal.answer(written(made, folder), f"已签发《{made.title}》{made.number}，存于{options.out}。")


def day_sheet(terminal: Terminal, options: Namespace) -> None:
    """Issue the sheet of a division's orders of a day and write its PDF and DOCX."""
    day = day_of(options.on, "--on") if options.on else office_date(terminal.clock())
    folder, actor = ready_folder(options.out), terminal.actor
    command = MakeDaySheet(division=division_named(terminal, options.division), day=day)
    made = terminal.desk.hotline.papers.day_sheet(actor, command)
    told = f"{options.division}{day}共{len(made.fields['orders'])}件"
    terminal.answer(
        written(made, folder), f"已签发《{made.title}》{made.number}（{told}），存于{options.out}。"
    )


def sample(terminal: Terminal, options: Namespace) -> None:
    """Tell the draw of a period: the rule, then one completed order a line."""
    since, until = day_of(options.since, "--from"), day_of(options.until, "--to")
    draw = terminal.desk.hotline.draws.of_period(terminal.actor, since, until)
    if terminal.as_json:
        for lot in draw.lots:
            terminal.answer(_row(lot), "")
        return
    terminal.write(draw.rule)
    for lot in draw.lots:
        terminal.write(_line(lot))
    terminal.write(f"共{len(draw.lots)}件，抽中{draw.drawn}件。")


def _part(terminal: Terminal, order: OrderId, options: Namespace) -> int:
    if not options.part:
        return 0
    offers: list[PaperOffer] = [
        each
        for each in terminal.desk.hotline.papers.offers(terminal.actor, order)
        if each.type_key == options.type
    ]
    place = int(options.part) if options.part.isdecimal() else 0
    if not 1 <= place <= len(offers):
        raise BadInput(f"--part 应写1到{len(offers)}之间的数：这种文书现有{len(offers)}份可以出具。")
    return offers[place - 1].part


def _row(lot: Lot) -> dict[str, object]:
    return {
        "number": lot.number,
        "type": lot.type.value,
        "division": lot.division_name,
        "lot": lot.lot,
        "rate": lot.rate,
        "drawn": lot.drawn,
        "why": lot.why,
    }


def _line(lot: Lot) -> str:
    word = f"抽中　{lot.why}" if lot.drawn else "未抽中"
    return f"{lot.number}　{lot.type.value}　{lot.division_name}　签号{lot.lot}　比例{lot.rate}%　{word}"
