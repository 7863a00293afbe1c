"""Sheets and readers that the tests of the press share."""

from __future__ import annotations

import io
import re
from contextlib import closing

import pypdfium2
from docx import Document

from app.forms.sheet import MM, Cell, Grid, Paragraph, Row, Sheet, SignatureLine, Signatures
from app.press import Faces

OWN = Faces(machine=False)  # the faces every machine has: the program's own
BLANK = re.compile(r"\s+")
HEIGHT = 297 * MM
LAW = (
    "依据《中华人民共和国行政许可法》第三十二条和《不动产登记暂行条例》第十七条的规定，申请材料不齐全或者"
    "不符合法定形式的，应当当场或者在5个工作日内一次告知申请人需要补正的全部内容，逾期不告知的，"
    "自收到申请材料之日起即为受理。"
)


def joined(text):
    return BLANK.sub("", text)


def page_texts(pdf):
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [page.get_textpage().get_text_range() for page in document]


def text_of(pdf):
    return joined("".join(page_texts(pdf)))


def lines_on(pdf, page=0):
    """The lines of a page from the top: foot (mm from the top), left and right edge (mm), text."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        text = document[page].get_textpage()
        rows = {}
        for place in range(text.count_chars()):
            sign = text.get_text_range(place, 1)
            if not sign.strip():
                continue
            left, bottom, right, _top = text.get_charbox(place, loose=True)
            rows.setdefault(round((HEIGHT - bottom) / MM, 1), []).append((left / MM, right / MM, sign))
    return [
        (
            height,
            min(left for left, _, _ in row),
            max(right for _, right, _ in row),
            "".join(s for _, _, s in row),
        )
        for height, row in sorted(rows.items())
    ]


def docx_text(docx):
    body = Document(io.BytesIO(docx)).element.body
    return joined("".join(node.text or "" for node in body.iter() if str(node.tag).endswith("}t")))


def plain(*texts, **more):
    return Sheet(title="样张", blocks=tuple(Paragraph(text=text, **more) for text in texts))


def one_cell(text, height=10, **more):
    row = Row(cells=(Cell(text="办理依据", label=True), Cell(text=text, field="basis")), height=height)
    return Sheet(title="样张", blocks=(Grid(widths=(30, 126), rows=(row,)),), **more)


def signed(*, seal=0.0, rows=1):
    lines = tuple((SignatureLine(label=f"第{number}签字人："),) for number in range(rows))
    return Signatures(rows=lines, seal=seal, seal_caption="（盖章）" if seal else "", date="2026年11月20日")
