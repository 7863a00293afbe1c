"""Papers of the tests' work orders: issued, read as they print."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from app.hotline.papers_kinds import MakePaper
from app.press import press_pdf
from app.register.paper import sheet_of
from tests.app.hotline.order_life import REGISTRY

SHARES = [{"division": REGISTRY, "task": "核查登记情况", "due": "2026-11-05"}]


def paper(office, who, order, type_key, **given):
    fields = given.pop("fields", {})
    command = MakePaper(order=order.id, type_key=type_key, fields=fields, **given)
    return office.desk.hotline.papers.issue(office.actor(who), command)


def words_of(document):
    pages = PdfReader(BytesIO(press_pdf(sheet_of(document)).pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def titles(office, who, order):
    return [each.title for each in office.desk.hotline.papers.offers(office.actor(who), order.id)]


def division(office, name):
    with office.store.read() as unit:
        return next(each for each in unit.people.divisions() if each.name == name)
