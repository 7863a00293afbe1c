from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.forms.sheet import (
    BODY_PT,
    Align,
    Cell,
    Face,
    Grid,
    Item,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Sheet,
    SignatureLine,
    Signatures,
    Space,
    TearOff,
    Together,
    VerificationCode,
)
from app.press import press_docx, press_pdf
from app.press.grids import PAD_Y
from tests.app.press.paper import LAW, OWN, docx_text, joined, page_texts, signed

CODE = VerificationCode(text="7KQ4-9DXM-2PAB", payload="示例告〔2026〕7号 7KQ4-9DXM-2PAB")


def everything(**more):
    heading = Row(
        cells=(Cell(text="序号", label=True), Cell(text="名称", label=True), Cell(text="份数", label=True))
    )
    rows = (
        Row(cells=(Cell(text="1", rows=2), Cell(text="申请书"), Cell(text="2"))),
        Row(cells=(Cell(text="身份证明\n及复印件", columns=2),), height=20),
        Row(
            cells=(
                Cell(text="意见", label=True),
                Cell(text="同意。", columns=2, foot="签字：　　　　\n年　月　日"),
            ),
            height=30,
        ),
    )
    names = (SignatureLine(label="申请人：", text="王某"), SignatureLine(label="经办人："))
    return Sheet(
        title="告知书",
        author="示例局",
        blocks=(
            Paragraph(text="告知书", face=Face.TITLE, size=22, align=Align.CENTRE, after=6),
            Paragraph(text=f"王某：\n{LAW}", indent=2.0),
            Items(items=(Item(mark="1.", text="申请书"), Item(mark="（二）", text="身份证明\n原件"))),
            Grid(widths=(20, 100, 36), rows=(heading, *rows), heading=1),
            Together(blocks=(Space(height=3), Note(text="注：一式两份。"))),
            signed(seal=40, rows=2),
            TearOff(caption="沿此线裁开"),
            PageBreak(),
            Paragraph(text="回执 <甲> & “乙”", face=Face.KAI),
            Signatures(rows=(names,)),
        ),
        **more,
    )


def opened(sheet):
    return Document(io.BytesIO(press_docx(sheet, OWN)))


def test_both_papers_say_the_same_words_in_the_same_order():
    sheet = everything()
    pages = [re.sub(r"第\d页共\d页", "", joined(page)) for page in page_texts(press_pdf(sheet, OWN).pdf)]
    assert docx_text(press_docx(sheet, OWN)) == "".join(pages)


def test_the_page_is_that_of_the_sheet():
    (section,) = opened(everything()).sections
    assert section.page_width == pytest.approx(Mm(210), abs=Pt(0.1))
    assert section.left_margin == pytest.approx(Mm(28), abs=Pt(0.1))
    assert section.top_margin == pytest.approx(Mm(37), abs=Pt(0.1))
    assert section.right_margin == pytest.approx(Mm(26), abs=Pt(0.1))
    assert section.bottom_margin == pytest.approx(Mm(35), abs=Pt(0.1))


def test_every_run_names_its_face_for_every_script():
    document = opened(everything(code=CODE, heading_right="示例告〔2026〕7号"))
    runs = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert len(runs) > 20
    for run in runs:
        names = {run.rPr.rFonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1
        assert names <= {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}


def test_lines_have_the_exact_pitch_of_the_standard():
    paragraph = opened(everything()).paragraphs[2]
    assert paragraph.text.startswith("依据")
    assert paragraph.paragraph_format.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    assert paragraph.paragraph_format.line_spacing == pytest.approx(Mm(225 / 22), abs=Pt(0.05))
    assert paragraph.paragraph_format.first_line_indent == pytest.approx(Pt(2 * BODY_PT), abs=Pt(0.05))


def test_a_line_of_word_has_the_28_characters_of_the_standard():
    paragraph = opened(everything()).paragraphs[2]
    properties = paragraph.runs[0]._r.rPr
    size = paragraph.runs[0].font.size
    closer = int(properties.find(qn("w:spacing")).get(qn("w:val")))
    assert size == Pt(16)  # 三号, as Word's list of sizes names it
    assert 27.9 < Mm(156) / (size + Pt(closer / 20)) < 28.5
    assert 28 * (size + Pt(closer / 20)) <= Mm(156)


def test_a_size_word_knows_stands_as_it_is():
    title = opened(everything()).paragraphs[0].runs[0]
    assert title.font.size == Pt(22)
    assert title._r.rPr.find(qn("w:spacing")) is None


def test_the_rules_of_a_table_do_not_make_its_rows_higher_than_the_pdf_has_them():
    cells = opened(everything()).tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))
    upright = [int(cells.find(qn(f"w:{side}")).get(qn("w:w"))) / 20 for side in ("top", "bottom")]
    assert sum(upright) + 0.5 == pytest.approx(2 * PAD_Y, abs=0.1)


def test_marks_are_drawn_in_at_the_end_of_a_line_as_in_the_pdf():
    with zipfile.ZipFile(io.BytesIO(press_docx(everything(), OWN))) as package:
        settings = package.read("word/settings.xml").decode()
    assert '<w:characterSpacingControl w:val="compressPunctuation"/>' in settings


def test_a_grid_is_a_real_table_with_exact_widths_and_spans():
    table = opened(everything()).tables[0]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert widths == pytest.approx([round(width * 56.6929) for width in (20, 100, 36)], abs=1)
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(2, 1)._tc is table.cell(2, 2)._tc
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert table.rows[2].height == pytest.approx(Mm(20), abs=Pt(0.1))


def test_only_a_high_row_may_be_cut():
    rows = (Row(cells=(Cell(text="短"),)), Row(cells=(Cell(text=LAW * 12),)))
    table = opened(Sheet(title="样张", blocks=(Grid(widths=(156,), rows=rows),))).tables[0]
    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows] == [True, False]


def test_the_line_before_signatures_stays_with_them():
    sheet = Sheet(title="样张", blocks=(Paragraph(text="甲\n乙"), Space(height=5), signed(seal=40, rows=1)))
    first, last, *_ = opened(sheet).paragraphs
    assert not first.paragraph_format.keep_with_next
    assert last.paragraph_format.keep_with_next


def test_each_part_is_a_section_with_its_name_and_its_own_count():
    document = opened(everything(parts=("存根联", "回执联"), code=CODE, continuation="告知书（续页）"))
    first, second = document.sections
    assert first.first_page_header.paragraphs[0].text == "存根联"
    assert second.first_page_header.paragraphs[0].text == "回执联"
    assert "续页" in "".join(paragraph.text for paragraph in second.header.paragraphs)
    assert "续页" not in "".join(paragraph.text for paragraph in second.first_page_header.paragraphs)
    assert first._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_code_stands_in_the_footer_with_its_picture():
    docx = press_docx(everything(code=CODE), OWN)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert package.testzip() is None
        assert package.read("word/media/code.png").startswith(b"\x89PNG")
        footer = package.read("word/footer1.xml").decode()
    assert "验证码 7KQ4-9DXM-2PAB" in footer
    assert "PAGE" in footer


def test_a_watermark_lies_behind_every_page():
    with zipfile.ZipFile(io.BytesIO(press_docx(everything(watermark="草稿"), OWN))) as package:
        for number in (1, 2):
            assert 'string="草稿"' in package.read(f"word/header{number}.xml").decode()


def test_the_package_names_title_and_author_and_no_time():
    properties = opened(everything()).core_properties
    assert (properties.title, properties.author) == ("告知书", "示例局")
    assert properties.created is None


def test_a_date_wider_than_the_square_for_the_seal_is_not_broken():
    lines = ((SignatureLine(label="经办人："),),)
    wide = Signatures(rows=lines, seal=40, seal_caption="（盖章）", date="　　　　年　　月　　日")
    square = opened(Sheet(title="样张", blocks=(wide,))).tables[0].rows[0].cells[-1]
    caption, date = square.paragraphs
    assert caption.paragraph_format.left_indent == Pt(0)
    assert date.paragraph_format.left_indent < Pt(0)
    assert date.paragraph_format.right_indent == date.paragraph_format.left_indent
