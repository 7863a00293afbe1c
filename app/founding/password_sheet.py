"""The first passwords on paper and as a table, to be handed out one by one."""

from __future__ import annotations

import csv
import io

from app.forms.sheet import Align, Cell, Face, Grid, Note, Page, Paragraph, Row, Sheet
from app.founding.setting_up import FirstPassword

_WIDTHS = (46.0, 46.0, 64.0)  # mm
_HEADS = ("姓名", "登录名", "首次密码")
_NOTE = "沿行裁开，分别交给本人。本人登录后请马上修改密码；本表和裁下的纸条用后销毁。"


def password_sheet(bureau: str, passwords: tuple[FirstPassword, ...]) -> Sheet:
    """Return the paper, a row for each person."""
    heads = Row(cells=tuple(Cell(text=head, label=True) for head in _HEADS))
    rows = (
        Row(cells=tuple(Cell(text=text, align=Align.CENTRE) for text in (each.name, each.login, each.password)))
        for each in passwords
    )
    title = Paragraph(text="首次密码", face=Face.TITLE, size=22.0, align=Align.CENTRE, after=4)
    whose = Paragraph(text=f"{bureau}　效能工作台", size=12.0, align=Align.CENTRE, after=4)
    grid = Grid(widths=_WIDTHS, rows=(heads, *rows), heading=1, value_face=Face.SONG)
    return Sheet(
        title="首次密码",
        blocks=(title, whose, grid, Note(text=_NOTE)),
        page=Page(),
        continuation="首次密码（续页）",
    )


def password_table(passwords: tuple[FirstPassword, ...]) -> bytes:
    """Return the same as a CSV that spreadsheets open in Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADS)
    writer.writerows((each.name, each.login, each.password) for each in passwords)
    return text.getvalue().encode("utf-8-sig")
