"""The registration form on paper: the eleven cells of the bureau's own table, and nothing else on its face.

Where the reasons outgrow their cell they go on, with the two checks, on a 续页 (厦资源规划〔2025〕673号
否定报备制).
"""

from __future__ import annotations

from datetime import date

from app.clock import chinese_date
from app.documents.denial_registration.fields import BEHIND_THE_CONTACT, SECTIONS
from app.forms.document_type import Imprint
from app.forms.fields import Values
from app.forms.layout import BLANK_DATE, FORM_PAGE, PROVISIONAL, Filled
from app.forms.sheet import (
    FORM_PT,
    MM,
    SMALL_PT,
    TITLE_PT,
    Align,
    Cell,
    Face,
    Grid,
    Note,
    Paragraph,
    Row,
    Sheet,
)

_CHECKS = ("head", "leader")
TITLE = "否定报备登记表"
WORDING = ("denial_registration.note",)
_WIDTHS = (35.0, 26.0, 32.5, 30.0, 32.5)
_ROW = 14.0
_MATTER_ROW = 15.0
_CHECK_ROW = 31.0
_LEAST_CHECK_ROW = 24.0  # still room for an opinion, a name and a date
_LOWER_ROWS = 136.0  # what the first page has for the reasons and the checks
_LEAST_REASONS_ROW = 24.0
_LINE_MM = SMALL_PT * 1.5 / MM
_PADDING = 3.0
_IN_A_CELL, _IN_THE_MATTER, _IN_THE_REASONS = 7, 23, 31  # characters of a line
_SHORT_NUMBER = 11  # characters
_LONG_NUMBER_PT = 9.0


def page(values: Values, imprint: Imprint) -> Sheet:
    """Return the form, with blanks where people write; raises ``MissingWording``."""
    filled = Filled(SECTIONS, values, imprint)
    number = filled.text("case_number")
    return Sheet(
        title=TITLE,
        blocks=(
            Paragraph(text=TITLE, face=Face.TITLE, size=TITLE_PT, align=Align.CENTRE, after=3.0),
            _date_line(filled),
            _table(filled),
            Note(text=filled.wording("denial_registration.note"), clings=True),
        ),
        page=FORM_PAGE,
        continuation=f"{TITLE}（续页）",
        continuation_right=f"办件受理编号：{number}" if number else "",
        numbered_from=2,
        code=imprint.code,
        watermark=imprint.watermark,
        author=imprint.bureau,
    )


def _date_line(filled: Filled) -> Paragraph:
    return Paragraph(
        text=(_day(filled, "form_date") or BLANK_DATE) + "　",
        size=FORM_PT,
        align=Align.RIGHT,
        after=1.0,
        keep_with_next=True,
        field="form_date",
    )


def _day(filled: Filled, key: str) -> str:
    """Return a date as the table has it, without its weekday; "" when there is none."""
    value = filled.values.get(key)
    if not value:
        return ""
    return chinese_date(date.fromisoformat(str(value))) + PROVISIONAL * (key in filled.imprint.provisional)


def _table(filled: Filled) -> Grid:
    return Grid(
        widths=_WIDTHS, rows=(*_office(filled), *_case(filled), *_reasons_and_checks(filled)), size=SMALL_PT
    )


def _label(text: str, rows: int = 1) -> Cell:
    return Cell(text=text, label=True, rows=rows)


def _value(filled: Filled, key: str) -> Cell:
    """Return a short cell, centred as its label is."""
    return Cell(text=filled.text(key), align=Align.CENTRE, field=key)


def _number(filled: Filled) -> Cell:
    """Return the case number, small where it would not stand on one line."""
    text = filled.text("case_number")
    size = SMALL_PT if len(text) <= _SHORT_NUMBER else _LONG_NUMBER_PT
    return Cell(text=text, align=Align.CENTRE, size=size, field="case_number")


def _dated(filled: Filled, key: str) -> Cell:
    return Cell(text=_day(filled, key), align=Align.CENTRE, field=key)


def _office(filled: Filled) -> tuple[Row, ...]:
    division = Cell(
        text=filled.text("division_name"), columns=2, rows=2, align=Align.CENTRE, field="division_name"
    )
    joint = (_label("联办部门"), _value(filled, "joint_department"))
    return (
        Row(cells=(_label("承办处室（分局）", rows=2), division, *joint), height=_ROW),
        Row(cells=(_label("经办人姓名"), _value(filled, "handler_name")), height=_ROW),
    )


def _case(filled: Filled) -> tuple[Row, ...]:
    matter, contact = _named(filled)
    number = (_label("办件受理\n编号"), _number(filled))
    reached = (_label("申办人联系方式"), Cell(text=contact, align=Align.CENTRE, field="applicant_contact"))
    received = (_label("受理日期"), _dated(filled, "received_on"))
    returned = (_label("退回日期"), _dated(filled, "returned_on"))
    wide = Cell(text=matter, columns=3, field="matter_name")
    return (
        Row(cells=(_label("否定事项\n基本情况", rows=3), *number, *reached), height=_ROW),
        Row(cells=(*received, *returned), height=_ROW),
        Row(cells=(_label("申请办理事项"), wide), height=_MATTER_ROW),
    )


def _contact(filled: Filled) -> str:
    """Return how the applicant is reached; who does not fit beside his telephone stands above it."""
    contact = filled.text("applicant_contact")
    wide = sum(0.5 if character.isascii() else 1.0 for character in contact)
    return contact.replace(" ", "\n", 1) if wide > _IN_A_CELL else contact


def _named(filled: Filled) -> tuple[str, str]:
    """Return the matter and the contact, one of them followed by the applicant's name."""
    matter, contact = filled.text("matter_name"), _contact(filled)
    name = filled.text("applicant_name")
    if not name:
        return matter, contact
    if filled.values.get("name_place") == BEHIND_THE_CONTACT:
        return matter, f"{contact}\n{name}" if contact else name
    return f"{matter}\n申请人：{name}" if matter else f"申请人：{name}", contact


def _reasons_and_checks(filled: Filled) -> tuple[Row, ...]:
    """Return the last three rows; the checks stay with the end of the reasons."""
    reasons = _reasons(filled)
    least, height = _heights(filled, reasons)
    cell = Cell(text=reasons, columns=4, top=True, field="reasons")
    label = _label("否定理由和\n依据（并附相关\n政策）")
    return (
        Row(cells=(label, cell), height=least, keep_with_next=True),
        Row(
            cells=(_label("单位负责人核查\n意见（签字/盖章）"), _check(filled, "head")),
            height=height,
            keep_with_next=True,
        ),
        Row(cells=(_label("分管局领导\n核查意见"), _check(filled, "leader")), height=height),
    )


def _heights(filled: Filled, reasons: str) -> tuple[float, float]:
    """Return the least heights of the reasons and of each check (mm), so that one page holds them if it can."""
    matter, contact = _named(filled)
    room = (
        _LOWER_ROWS
        - _growth(contact, _IN_A_CELL, _ROW)
        - _growth(matter, _IN_THE_MATTER, _MATTER_ROW)
        - sum(_growth(filled.text(f"{who}_opinion") + "\n", _IN_THE_REASONS, _CHECK_ROW) for who in _CHECKS)
    )
    needed = _growth(reasons, _IN_THE_REASONS, 0.0)
    close = room - 2 * _CHECK_ROW < needed <= room - 2 * _LEAST_CHECK_ROW
    check = _LEAST_CHECK_ROW if close else _CHECK_ROW
    return max(_LEAST_REASONS_ROW, room - 2 * check), check


def _growth(text: str, characters: int, height: float) -> float:
    """Return by how much (mm) a text of so many characters to the line outgrows a height."""
    lines = sum(-(-max(1, len(line)) // characters) for line in text.split("\n"))
    return max(0.0, lines * _LINE_MM + _PADDING - height)


def _reasons(filled: Filled) -> str:
    names = [row.get("name", "") for row in filled.rows("policies")]
    attached = [f"{'附：' if place == 1 else '　　'}{place}. {name}" for place, name in enumerate(names, 1)]
    return "\n".join(filter(None, (filled.text("reasons"), *attached)))


def _check(filled: Filled, who: str) -> Cell:
    signed = "　".join(filter(None, (filled.text(f"{who}_name"), _day(filled, f"{who}_date"))))
    return Cell(
        text=filled.text(f"{who}_opinion"),
        columns=4,
        top=True,
        foot=signed and signed + "　",
        field=f"{who}_opinion",
    )
