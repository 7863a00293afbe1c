from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.forms.sheet import Cell, Face, Grid, Item, Items, Paragraph, Row, Sheet, VerificationCode
from app.press import press_docx, press_pdf
from app.press.verify import page_texts
from tests.app.press.paper import LAW, OWN, docx_text, joined, one_cell, text_of

KNOWN = sorted(OWN.chain(Face.BODY).first.characters - set("\xa0\xad") - set("ﬁﬂ"))
RARE = [sign for sign in KNOWN if ord(sign) > 0xFFFF]
HAN = [sign for sign in KNOWN if "\u4e00" <= sign <= "\u9fff" or ord(sign) > 0xFFFF or sign in "，。（）《》“”"]
han_texts = st.text(st.sampled_from(HAN), min_size=1, max_size=400)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(han_texts, han_texts)
def test_every_character_reads_back_in_order_from_both_papers(paragraph, cell):
    grid = Grid(widths=(60, 96), rows=(Row(cells=(Cell(text="名称", label=True), Cell(text=cell))),))
    items = Items(items=(Item(mark="1.", text=paragraph[:50]),))
    sheet = Sheet(title="样张", blocks=(Paragraph(text=paragraph), items, grid))
    wanted = f"{paragraph}1.{paragraph[:50]}名称{cell}"
    printed = text_of(press_pdf(sheet, OWN).pdf)
    assert printed.replace("第1页共1页", "").startswith(wanted[:20])
    assert docx_text(press_docx(sheet, OWN)) == joined(wanted)
    assert without_furniture(printed) == wanted


def without_furniture(text):
    for number in range(1, 9):
        for count in range(1, 9):
            text = text.replace(f"第{number}页共{count}页", "")
    return text


def test_characters_beyond_the_first_plane_read_back():
    assert len(RARE) > 100
    text = "".join(RARE)
    assert text in without_furniture(text_of(press_pdf(one_cell(text), OWN).pdf))


def test_twenty_thousand_characters_flow_over_pages_without_losing_one():
    text = "".join(HAN[place * 37 % len(HAN)] for place in range(20_000))
    sheet = one_cell(text, continuation="样张（续页）")
    pages = page_texts(press_pdf(sheet, OWN).pdf)
    assert len(pages) > 10
    printed = "".join(pages)
    for number in range(1, len(pages) + 1):
        printed = printed.replace(f"第{number}页共{len(pages)}页", "")
    printed = printed.replace("样张（续页）", "").replace("办理依据（续）", "").replace("办理依据", "")
    assert printed == text
    assert docx_text(press_docx(sheet, OWN)) == "办理依据" + text


def test_a_paragraph_of_twenty_thousand_characters_fills_pages_of_22_lines():
    text = (LAW * 200)[:20_000]
    pressed = press_pdf(Sheet(title="样张", blocks=(Paragraph(text=text, indent=2.0),)), OWN)
    printed = text_of(pressed.pdf)
    for number in range(1, pressed.pages + 1):
        printed = printed.replace(f"第{number}页共{pressed.pages}页", "")
    assert printed == joined(text)


def test_quotes_dashes_and_dots_are_a_character_wide():
    chain = OWN.chain(Face.BODY)
    assert set("“”‘’—…·，。（）〔〕") <= chain.first.wide


def test_the_code_and_its_words_stand_on_every_page():
    code = VerificationCode(text="7KQ4-9DXM-2PAB", payload="示例告〔2026〕7号 7KQ4-9DXM-2PAB")
    sheet = one_cell(LAW * 40, code=code)
    pages = page_texts(press_pdf(sheet, OWN).pdf)
    assert len(pages) > 2
    assert all("验证码7KQ4-9DXM-2PAB" in page for page in pages)
