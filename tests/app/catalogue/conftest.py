from __future__ import annotations

from datetime import UTC, datetime

import pytest
from xlsxwriter import Workbook

from app.catalogue.matters import Catalogue
from app.catalogue.starting import starting_matters
from app.people.acting import actor_of
from app.people.models import Division, DivisionKind, Grant, Role, Staff

NOON = datetime(2026, 11, 9, 4, tzinfo=UTC)

HEADINGS = [
    "事项编码", "事项名称", "办件类型", "责任单位", "设定依据", "受理条件", "办理流程", "办理要求",
    "法定办结时限", "承诺办结时限", "收费标准", "咨询电话", "补正期限",
]  # fmt: skip
MATERIAL_HEADINGS = [
    "所属事项编码",
    "材料名称",
    "主要/次要",
    "原件/复印件",
    "份数",
    "纸质/电子",
    "来源",
    "政府共享",
]


USUAL_CELLS = [
    "A-1", "事项A-1", "承诺件", "许可处", "城乡规划法第四十条", "符合规划", "申请、受理、审查、决定",
    "图件签章齐全", "20个工作日", "7", "不收费", "0590-1", "30个自然日",
]  # fmt: skip


def a_row(code="A-1", **changes):
    usual = dict(zip(HEADINGS, USUAL_CELLS, strict=True))
    return {**usual, "事项编码": code, "事项名称": f"事项{code}", **changes}


def a_material(code="A-1", name="申请表", **changes):
    values = [code, name, "主要", "原件", "1", "纸质", "申请人填写", "否"]
    return {**dict(zip(MATERIAL_HEADINGS, values, strict=True)), **changes}


def write_rows(sheet, rows):
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                sheet.write_number(place, column, cell)
            elif cell:
                sheet.write_string(place, column, cell)


@pytest.fixture
def sheets(tmp_path):
    """Write a workbook: each sheet a list of rows; a number is written as a number, all else as text."""

    def write(tables, *, merged=(), name="事项.xlsx"):
        path = tmp_path / name
        book = Workbook(str(path))
        for title, rows in tables.items():
            sheet = book.add_worksheet(title)
            write_rows(sheet, rows)
            for corners in (one[1:] for one in merged if one[0] == title):
                sheet.merge_range(*corners)
        book.close()
        return path

    return write


@pytest.fixture
def usual(sheets):
    """Write the usual two sheets from rows given as dictionaries."""

    def write(matters, materials, headings=None, **more):
        headings = headings or HEADINGS
        first = [headings, *([row.get(head, "") for head in headings] for row in matters)]
        second = [MATERIAL_HEADINGS, *([row[head] for head in MATERIAL_HEADINGS] for row in materials)]
        return sheets({"事项": first, "材料": second}, **more)

    write.row, write.material = a_row, a_material
    return write


@pytest.fixture(scope="session")
def examples():
    return starting_matters({"licence": 1, "registration": 2})


@pytest.fixture
def store(tmp_path):
    from db.founding.upgrade import create
    from db.store import open_store

    url = f"sqlite:///{tmp_path / 'office.db'}"
    create(url)
    opened = open_store(url)
    with opened.begin() as unit:
        for code, name in (("01", "许可处"), ("02", "登记中心")):
            unit.people.add_division(
                Division(id=0, code=code, name=name, kind=DivisionKind.OFFICE, mark=f"示{code}")
            )
    yield opened
    opened.close()


@pytest.fixture
def catalogue(store):
    return Catalogue(store, lambda: NOON)


@pytest.fixture
def entries(store):
    """Read the ledger."""

    def read():
        with store.read() as unit:
            return list(unit.ledger.entries())

    return read


def taken_on(store, login, role=Role.ADMINISTRATOR, division=None):
    """Take on a member of staff and return him as one who acts."""
    grant = Grant(role=role, division=division)
    with store.begin() as unit:
        staff = Staff(id=0, login=login, name="管理员", division=1, grants=(grant,))
        return actor_of(unit.people, unit.people.get_staff(unit.people.add_staff(staff)))


@pytest.fixture
def actor(store):
    return taken_on(store, "guan")


@pytest.fixture
def clerk(store):
    return taken_on(store, "lin", Role.COUNTER_CLERK, 1)


@pytest.fixture
def local_administrator(store):
    return taken_on(store, "wu", Role.ADMINISTRATOR, 2)


@pytest.fixture
def row():
    return a_row


@pytest.fixture
def material():
    return a_material
