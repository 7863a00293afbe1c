"""The papers of work orders in the window: which one is made out, and how its form begins and ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.documents.catalogue import get_type
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.forms.sheet import Sheet
from app.hotline.papers import PaperOffer
from app.hotline.papers_kinds import DAY_SHEET, MakeDaySheet, MakePaper
from app.people.models import Actor, Division
from app.register.models import Document
from ui.context import Context
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.making import FormDays
from ui.parts.banner import notice_of
from ui.screens.act_list import ActListDialog, ActsAsked
from ui.screens.acts import Act
from ui.screens.hotline.reading import Reading
from ui.screens.paper_rooms import Back, Kept
from ui.screens.saved import order_act

PAPERS_KEY, DAY_KEY = "O", "Shift+O"
NONE = "这一件现在没有您可以出具的文书。"
_ASKED = ActsAsked(
    title="出具文书",
    text="这一件现在可以出具的文书：内容已按办理记录填好，核对后签发；同样的内容只签发一次。",
    confirm="填写",
)


def back_to(order: int) -> Back:
    """Return the way from a paper back to its order, in the view one came from."""
    return Back("返回工单", "hotline", {"back": order})


@dataclass(frozen=True, kw_only=True)
class OrderPaper:
    """A paper of an order about one of its steps (``part``)."""

    order: int
    number: str
    type_key: str
    part: int = 0

    @property
    def about(self) -> str:
        """The order's number."""
        return f"工单 {self.number}"

    @property
    def kept(self) -> Kept | None:
        """Its draft is one of the order's."""
        return Kept(order_act(f"{self.type_key}.{self.part}"), self.order)

    @property
    def back(self) -> Back:
        """Back to the order, in the view one came from."""
        return back_to(self.order)

    def begin(self, desk: Desk, actor: Actor) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """Return what the course of the order says."""
        found = desk.hotline.papers.prefilled(actor, self._command({}))
        return found.fields, found.decided

    def draft_sheet(self, desk: Desk, actor: Actor, fields: Mapping[str, Any]) -> Sheet:
        """Return the page as it would print now."""
        return desk.hotline.papers.draft_sheet(actor, self._command(fields))

    def issue(self, desk: Desk, actor: Actor, fields: Mapping[str, Any], request: str) -> Document:
        """Issue it."""
        return desk.hotline.papers.issue(actor, self._command(fields, request))

    def _command(self, fields: Mapping[str, Any], request: str = "") -> MakePaper:
        return MakePaper(
            order=self.order, type_key=self.type_key, part=self.part, fields=fields, request_key=request
        )


@dataclass(frozen=True, kw_only=True)
class DaySheetPaper:
    """The sheet of the orders that a division was handed on a day."""

    division: int
    division_name: str
    day: date
    type_key: str = DAY_SHEET

    @property
    def about(self) -> str:
        """Whose sheet it is, and of which day."""
        return f"{self.division_name} {self.day}"

    @property
    def kept(self) -> Kept | None:
        """It is begun anew each time."""
        return None

    @property
    def back(self) -> Back:
        """Back to the queue."""
        return Back("返回工单", "hotline", {})

    def begin(self, desk: Desk, actor: Actor) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """Return the orders of the day; none of them is typed."""
        fields = desk.hotline.papers.day_sheet_fields(actor, self._command({}))
        return fields, ("division_name", "handed_on", "orders")

    def draft_sheet(self, desk: Desk, actor: Actor, fields: Mapping[str, Any]) -> Sheet:
        """Return the page as it would print now."""
        return desk.hotline.papers.day_sheet_draft(actor, self._command(fields))

    def issue(self, desk: Desk, actor: Actor, fields: Mapping[str, Any], request: str) -> Document:
        """Issue it."""
        return desk.hotline.papers.day_sheet(actor, self._command(fields, request))

    def _command(self, fields: Mapping[str, Any], request: str = "") -> MakeDaySheet:
        return MakeDaySheet(division=self.division, day=self.day, fields=fields, request_key=request)


class PaperMaking:
    """Asks which paper of an order is made out, and opens its form."""

    def __init__(self, over: QWidget, context: Context) -> None:
        self._over = over
        self._context = context

    def begin(self, reading: Reading | None) -> None:
        """Offer the papers of the order that is read."""
        if reading is None:
            return
        order = reading.order
        read = partial(self._context.desk.hotline.papers.offers, self._context.actor, order.id)
        job = self._context.jobs.run(read).then(partial(self._ask, order.id, order.number))
        job.otherwise(lambda trouble: self._context.show_banner(notice_of(trouble, lambda: None))).start()

    def _ask(self, order: int, number: str, offers: tuple[PaperOffer, ...]) -> None:
        if not offers:
            self._context.toast(NONE)
            return
        acts = tuple(
            Act(key=str(place), title=offer.title, closed="", primary=False, needs="")
            for place, offer in enumerate(offers)
        )
        chosen = "0" if len(acts) == 1 else ActListDialog.ask(self._over, acts, _ASKED)
        if chosen:
            offer = offers[int(chosen)]
            self.open(OrderPaper(order=order, number=number, type_key=offer.type_key, part=offer.part))

    def open(self, paper: OrderPaper | DaySheetPaper) -> None:
        """Open the form of a paper."""
        self._context.go_to("document_form", room=paper)


def open_day_sheet(over: QWidget, context: Context, _again: object) -> None:
    """Ask whose sheet of which day is made out, and open its form."""
    context.jobs.run(context.desk.staffing.divisions).then(partial(_ask_day, over, context)).start()


def _ask_day(over: QWidget, context: Context, divisions: tuple[Division, ...]) -> None:
    names = {each.name: each for each in divisions}
    question = FieldsQuestion(
        title=get_type(DAY_SHEET).title,
        text="一个单位当日收到的主办、协办工单，一张签收单；由该单位的人在纸上签收。",
        confirm="继续",
        sections=(
            Section(
                title="签收单",
                fields=(
                    Field(key="division", label="单位", kind=Kind.CHOICE, required=True, choices=tuple(names)),
                    Field(key="day", label="交办日期", kind=Kind.DATE, required=True),
                ),
            ),
        ),
        values={"day": context.today().isoformat()},
    )

    def go_on(values: Mapping[str, Any]) -> None:
        division, day = names[values["division"]], date.fromisoformat(values["day"])
        paper = DaySheetPaper(division=int(division.id), division_name=division.name, day=day)
        job = context.jobs.run(partial(paper.begin, context.desk, context.actor)).then(partial(begin, paper))
        job.otherwise(lambda trouble: dialog.show_problems((Problem("", str(trouble)),))).start()

    def begin(paper: DaySheetPaper, found: tuple[Mapping[str, Any], tuple[str, ...]]) -> None:
        if not found[0]["orders"]:
            none = f"{paper.division_name}这一天没有收到工单，不用签收。请换一天，或者换一个单位。"
            dialog.show_problems((Problem("day", none),))
            return
        dialog.accept()
        context.go_to("document_form", room=paper)

    dialog = FieldsDialog(over, question, FormDays(today=context.today), go_on)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
